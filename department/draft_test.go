package department_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

func TestADraftSaysWhatItsMessagesSay(t *testing.T) {
	type said struct {
		message int64
		text    string
	}
	cases := []struct {
		name string
		say  []said
		want string
	}{
		{"one message", []said{{1, " бой при доставке "}}, "бой при доставке"},
		{"the message was changed", []said{{1, "бой"}, {1, "бой и недовес"}}, "бой и недовес"},
		{"an album with one caption", []said{{1, "бой"}, {2, ""}, {3, ""}}, "бой"},
		{"an album with the caption on a later part", []said{{1, ""}, {2, "бой"}}, "бой"},
		{"two captions stand below each other", []said{{1, "бой"}, {2, "накладная"}}, "бой\nнакладная"},
		{"a change of one caption leaves the other", []said{{1, "бой"}, {2, "накладная"}, {1, "лом"}}, "лом\nнакладная"},
		{"a caption that was removed", []said{{1, "бой"}, {2, "накладная"}, {1, ""}}, "накладная"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var d department.Draft
			for _, s := range c.say {
				d.Say(s.message, s.text)
			}
			if d.Text != c.want {
				t.Errorf("the draft says %q, want %q", d.Text, c.want)
			}
		})
	}
}

func TestFilesBeyondTheLimitAreLeftOut(t *testing.T) {
	files := []department.Attachment{{File: "a"}, {File: "b"}, {File: "c"}}
	cases := []struct {
		name           string
		have, fit, too int
	}{
		{"none there yet", 0, 3, 0},
		{"just room for them", department.MaxFiles - 3, 3, 0},
		{"room for one", department.MaxFiles - 1, 1, 2},
		{"full", department.MaxFiles, 0, 3},
		{"more than full, from before there was a limit", department.MaxFiles + 9, 0, 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			fit, over := department.FitFiles(c.have, files)
			if len(fit) != c.fit || len(over) != c.too {
				t.Errorf("%d fit and %d do not, want %d and %d", len(fit), len(over), c.fit, c.too)
			}
			if diff := cmp.Diff(files, append(fit, over...)); diff != "" {
				t.Errorf("together they are not what came (-want +got):\n%s", diff)
			}
		})
	}
}
