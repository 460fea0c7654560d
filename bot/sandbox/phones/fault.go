package phones

import (
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// Fault is what goes wrong with Telegram as long as it is switched on.
type Fault string

// What can go wrong.
const (
	NoFault Fault = ""     // all is well
	Slow    Fault = "slow" // every call takes three seconds more
	Down    Fault = "down" // every call meets a gateway's error page
	Busy    Fault = "busy" // messages are refused with 429
)

// sending are the methods that Telegram refuses when there is too much.
var sending = []string{"sendMessage", "editMessageText", "editMessageCaption", "editMessageReplyMarkup", "sendPhoto", "sendDocument", "sendMediaGroup", "sendVoice"}

// setFault switches what goes wrong; the one before ends.
func (p *Page) setFault(f Fault) error {
	s := p.opts.Server
	var list []sandbox.Fault
	switch f {
	case NoFault:
	case Slow:
		list = []sandbox.Fault{{Kind: sandbox.Slow, Delay: 3 * time.Second}}
	case Down:
		list = []sandbox.Fault{{Kind: sandbox.HTML}}
	case Busy:
		const wait = 3
		refusal := &sandbox.APIError{Code: 429, Description: fmt.Sprintf("Too Many Requests: retry after %d", wait)}
		refusal.RetryAfter = wait
		for _, method := range sending {
			list = append(list, sandbox.Fault{Kind: sandbox.Refuse, Method: method, Error: refusal})
		}
	default:
		return fmt.Errorf("fault %q: there is no such fault", f)
	}
	s.ClearFaults()
	for _, fault := range list {
		s.Fault(fault)
	}
	p.mu.Lock()
	p.fault = f
	p.mu.Unlock()
	p.Refresh()
	return nil
}
