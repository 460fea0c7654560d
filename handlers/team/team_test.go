package team

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

var monday = time.Date(2026, time.November, 23, 11, 30, 0, 0, time.UTC)

func TestNewInvitation(t *testing.T) {
	code, inv, err := NewInvitation(bytes.NewReader([]byte("sixteen random b")), department.Employee, "  Пётр\n Иванов ", 7, monday)
	if err != nil {
		t.Fatal(err)
	}
	hash, ok := readCode(code)
	if !ok || !bytes.Equal(hash, inv.Hash) {
		t.Errorf("the code %q does not open its own invitation", code)
	}
	if bytes.Contains(inv.Hash, []byte("sixteen")) {
		t.Error("the code is stored in clear")
	}
	inv.Hash = nil
	want := department.Invitation{Role: department.Employee, Name: "Пётр Иванов", By: 7, Created: monday, Expires: monday.Add(72 * time.Hour)}
	if diff := cmp.Diff(want, inv); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNoInvitationWithoutRoleOrLuck(t *testing.T) {
	for _, role := range []department.Role{department.Candidate, department.Director + 1, -1} {
		if _, _, err := NewInvitation(bytes.NewReader(make([]byte, 16)), role, "", 0, monday); err == nil {
			t.Errorf("role %d got an invitation", role)
		}
	}
	if _, _, err := NewInvitation(bytes.NewReader(make([]byte, 15)), department.Employee, "", 0, monday); err == nil {
		t.Error("a code of 15 random bytes")
	}
	if _, _, err := NewInvitation(errReader{}, department.Employee, "", 0, monday); !errors.Is(err, errNoLuck) {
		t.Errorf("the cause is lost: %v", err)
	}
}

var errNoLuck = errors.New("no luck")

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errNoLuck }

func TestReadInvite(t *testing.T) {
	tests := []struct {
		line string
		role department.Role
		name string
	}{
		{"", department.Candidate, ""},
		{"сотрудник Пётр Иванов", department.Employee, "Пётр Иванов"},
		{"Сотрудника", department.Employee, ""},
		{"Пётр Иванов", department.Candidate, "Пётр Иванов"},
		{"генеральный директор Анна Белова", department.Supervisor, "Анна Белова"},
		{"генерального Анну", department.Supervisor, "Анну"},
		{"директора Бориса Орлова", department.Director, "Бориса Орлова"},
		{"employee Peter <b>Ivanov</b>", department.Employee, "Peter <b>Ivanov</b>"},
		{"supervisor", department.Supervisor, ""},
	}
	for _, tt := range tests {
		role, name := readInvite(tt.line)
		if role != tt.role || name != tt.name {
			t.Errorf("%q: %s %q, want %s %q", tt.line, role, name, tt.role, tt.name)
		}
	}
}

// No text but a code as we write it opens anything.
func FuzzReadCode(f *testing.F) {
	code, _, err := NewInvitation(bytes.NewReader([]byte("sixteen random b")), department.Employee, "", 0, monday)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{code, code + "=", code[1:], "", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAA\nAAAAAAAAA", "../../../../etc/passwd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sum, ok := readCode(text)
		if !ok {
			return
		}
		secret, err := encoding.DecodeString(text)
		if err != nil || encoding.EncodeToString(secret) != text || !bytes.Equal(hash(secret), sum) {
			t.Errorf("%q is a second spelling of a code", text)
		}
	})
}
