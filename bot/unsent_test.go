package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

func TestOfAnAlbumThatIsNotTakenOnlyTheBadFileIsMissingAndNamed(t *testing.T) {
	server := &telegram{answer: func(c madeCall) (int, string) {
		if strings.Contains(c.Params.Get("media"), "bad") || c.Params.Get("document") == "bad" {
			return refuse(400, "Bad Request: wrong file identifier/HTTP URL specified")
		}
		return 0, ""
	}}
	running(t, DefaultRate, server, func(m *memory, s *Sender, _ *lines) {
		album := messageTo(1, "Файлы к №5")
		album.Media = []department.Attachment{
			{Kind: department.Document, File: "good", Name: "счёт.pdf"}, {Kind: department.Document, File: "bad", Name: "акт.pdf"},
		}
		m.owe(t, time.Now(), album)
		s.Wake()
		time.Sleep(time.Hour)
		var said []string
		for _, c := range server.made("") {
			if strings.Contains(c.Params.Get("media")+c.Params.Get("document"), "bad") {
				continue // what was not taken
			}
			said = append(said, c.Params.Get("document")+c.Params.Get("caption")+c.Params.Get("text"))
		}
		want := []string{"good", "Не удалось показать: файл «акт.pdf». Telegram этот файл не принимает, попросите прислать его ещё раз.\nФайлы к №5"}
		if d := cmp.Diff(want, said); d != "" {
			t.Error(d)
		}
	})
}
