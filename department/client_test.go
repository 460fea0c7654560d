package department_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

func TestSpellingsOfAClientHaveOneKey(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"ООО «Ромашка»", "ромашка"},
		{`ООО "Ромашка"`, "ромашка"},
		{"Ромашка", "ромашка"},
		{"  ромашка, ооо ", "ромашка"},
		{"«Ёлка»", "елка"},
		{"Елка", "елка"},
		{"ИП Иванов И. И.", "иванов и и"},
		{"Daisy Ltd.", "daisy"},
		{"АО «Торговый дом „Восток“»", "торговый дом восток"},
		{"ООО", "ооо"},
		{"Ромашка-2", "ромашка 2"},
		{"«»", ""},
		{"", ""},
	} {
		if got := department.ClientKey(c.name); got != c.want {
			t.Errorf("%q: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestANameWithASlipIsSimilar(t *testing.T) {
	var known []department.Client
	for _, name := range []string{"ООО «Ромашка»", "АО «Лютик»", "ЗАО «Василёк»", "Мир", "Торговый дом «Восток»"} {
		known = append(known, department.Client{Name: name, Key: department.ClientKey(name)})
	}
	for _, c := range []struct {
		name string
		want []string
	}{
		{"Рамашка", []string{"ООО «Ромашка»"}},
		{"Ромшака", []string{"ООО «Ромашка»"}},
		{"ООО Лютикк", []string{"АО «Лютик»"}},
		{"Васелёк", []string{"ЗАО «Василёк»"}},
		{"торговый дам васток", []string{"Торговый дом «Восток»"}},
		{"Рамошка", nil}, // two slips in a short name are another name
		{"Ромашка", nil}, // the same is not similar
		{"Пир", nil},
		{"Гвоздика", nil},
	} {
		var got []string
		for _, s := range department.SimilarClients(c.name, known, 3) {
			got = append(got, s.Name)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// A key is stable, and a name is never similar to itself.
func FuzzClientKey(f *testing.F) {
	for _, s := range []string{"ООО «Ромашка»", "", "ooo ooo", "a\u0301", "İ", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		key := department.ClientKey(name)
		if again := department.ClientKey(key); again != key && department.ClientKey(again) != again {
			t.Errorf("%q has the keys %q and %q", name, key, again)
		}
		if s := department.SimilarClients(name, []department.Client{{Name: name, Key: key}}, 1); len(s) > 0 {
			t.Errorf("%q is similar to itself", name)
		}
	})
}
