package sandbox

import (
	"strings"
	"testing"
)

func TestDescription(t *testing.T) {
	s := loadSpec()
	if !strings.HasPrefix(s.Version, "Bot API 10.3") || len(s.Methods) != 185 || len(s.Types) != 400 {
		t.Errorf("%s: %d methods, %d types", s.Version, len(s.Methods), len(s.Types))
	}
	for name := range methods() {
		if s.Methods[name] == nil {
			t.Errorf("%s is done but not described", name)
		}
	}
	for name, now := range renamedMethods {
		if s.byLower[name] != s.Methods[now] || s.Methods[now] == nil {
			t.Errorf("%s is not %s", name, now)
		}
	}
	for name, m := range s.Methods {
		for param, f := range m.Params {
			if len(f.Types) == 0 {
				t.Errorf("%s: %s has no type", name, param)
			}
		}
	}
}
