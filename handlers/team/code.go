package team

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// codeBytes is how many random bytes a code has: 128 bits cannot be guessed.
const codeBytes = 16

// NewInvitation draws a code from random and returns it with the invitation
// that it opens, which by makes at now. The code is not in the invitation, only
// its hash: it can be given out once. by is 0 for the administrator of the
// program; name may be empty.
//
// It returns an error if random has not enough bytes or if role gives nothing.
func NewInvitation(random io.Reader, role department.Role, name string, by department.PersonID, now time.Time) (code string, inv department.Invitation, err error) {
	if role < department.Employee || role > department.Director {
		return "", department.Invitation{}, fmt.Errorf("invite: the role %s needs no invitation", role)
	}
	secret := make([]byte, codeBytes)
	if _, err := io.ReadFull(random, secret); err != nil {
		return "", department.Invitation{}, fmt.Errorf("draw an invitation code: %w", err)
	}
	return encoding.EncodeToString(secret), department.Invitation{
		Hash: hash(secret), Role: role, Name: department.CleanName(name), By: by,
		Created: now.UTC(), Expires: now.Add(department.InvitationLasts).UTC(),
	}, nil
}

// encoding writes codes in the letters that a link may carry. It is strict, so
// that each code has one spelling only.
var encoding = base64.RawURLEncoding.Strict()

// readCode returns the hash of a code as somebody brought it, or false if it
// cannot be one.
func readCode(code string) ([]byte, bool) {
	if len(code) != encoding.EncodedLen(codeBytes) {
		return nil, false
	}
	secret, err := encoding.DecodeString(code)
	if err != nil || len(secret) != codeBytes {
		return nil, false
	}
	return hash(secret), true
}

func hash(secret []byte) []byte {
	sum := sha256.Sum256(secret)
	return sum[:]
}
