package bot

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAMessageComesWithoutASoundIfItIsToldSo(t *testing.T) {
	server := &telegram{}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		loud, quiet := messageTo(1, "loud"), messageTo(1, "quiet")
		quiet.Silent = true
		m.owe(t, time.Now(), loud, quiet)
		s.Wake()
		time.Sleep(time.Minute)
		var said []string
		for _, c := range server.made("") {
			said = append(said, c.Params.Get("text")+c.Params.Get("disable_notification"))
		}
		if d := cmp.Diff([]string{"loud", "quiettrue"}, said); d != "" {
			t.Error(d)
		}
	})
}
