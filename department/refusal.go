package department

import "errors"

// Refusal is a rule's "no" that a person can do something about. Code names the
// text that explains it and says what to do next; Args fill the text.
type Refusal struct {
	Code string
	Args map[string]any
}

// Error returns the code, for the log.
func (r Refusal) Error() string { return "refused: " + r.Code }

// Refuse returns a refusal with the text code, its arguments given as
// alternating names and values.
func Refuse(code string, args ...any) Refusal {
	r := Refusal{Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if r.Args == nil {
			r.Args = make(map[string]any, len(args)/2)
		}
		r.Args[args[i].(string)] = args[i+1]
	}
	return r
}

// ErrNone says that what was looked for does not exist.
var ErrNone = errors.New("none")
