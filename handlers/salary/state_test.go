package salary

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department/salary"
)

func TestStateSurvivesAButton(t *testing.T) {
	cities := salary.Survey2015().Cities()
	tests := []struct {
		what  string
		state state
		data  string
	}{
		{"nothing known", state{}, "..."},
		{"a city", state{cities: []string{"Казань"}}, "e..."},
		{"everything and an offer", state{cities: []string{"Казань"}, segments: []salary.Segment{salary.Agencies}, bands: []salary.Band{3}, amount: 90000}, "e.a.3.90000"},
		{"all cities, both segments, all bands", state{anyCity: true, segments: []salary.Segment{salary.Agencies, salary.Companies}, bands: allBands()}, "*.ac.1234."},
		{"a substitute", state{cities: []string{"Омск"}, instead: true}, "~h..."},
	}
	for _, tt := range tests {
		if got := tt.state.encode(cities); got != tt.data {
			t.Errorf("%s: %q, want %q", tt.what, got, tt.data)
		}
		got, ok := decode(tt.data, cities)
		if diff := cmp.Diff(tt.state, got, cmp.AllowUnexported(state{})); !ok || diff != "" {
			t.Errorf("%s read back (-want +got):\n%s", tt.what, diff)
		}
	}
}

func TestForgedStateIsRefused(t *testing.T) {
	cities := salary.Survey2015().Cities()
	for _, data := range []string{
		"x", "e.a.3", "e.a.3.1.2", "z.a.3.", "ee.a.3.", "е.a.3.", "e.b.3.", "e.aa.3.", "e.a.0.", "e.a.5.", "e.a.33.", "e.a.3.-5",
		"e.a.3.0", "e.a.3.99999999999999999999", "e.a.3.1e9", "*e.a.3.", "\xff.\xff.\xff.\xff",
	} {
		if got, ok := decode(data, cities); ok {
			t.Errorf("%q was taken for %+v", data, got)
		}
	}
}

// Whatever a button carries, what is accepted means the same when written again.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"", "...", "e.a.3.90000", "*.ac.1234.", "~h...", "e.a.3.00007"} {
		f.Add(seed)
	}
	cities := salary.Survey2015().Cities()
	f.Fuzz(func(t *testing.T, data string) {
		s, ok := decode(data, cities)
		if !ok {
			return
		}
		again, ok := decode(s.encode(cities), cities)
		if diff := cmp.Diff(s, again, cmp.AllowUnexported(state{})); !ok || diff != "" {
			t.Errorf("%q (-first +again):\n%s", data, diff)
		}
	})
}
