package bot

import (
	"strings"
	"testing"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// What a person wrote, and how people and files are called, never becomes a
// part of what is logged.
func TestReasonsAreWithoutTexts(t *testing.T) {
	in := incoming{From: sender{Name: "Пётр Иванов", Username: "ivanov"}}
	in.Text = "Ромашка требует вернуть деньги"
	in.ReplyTo = &handlers.Quoted{Text: "договор 4471", Name: "Анна Смирнова"}
	in.Forward = &handlers.Forward{Name: "Иван Клиентов"}
	in.Press = &handlers.Press{Data: "t:who:118"}
	in.Inline = &handlers.Inline{Query: "казань агентство"}
	in.Attachments = []department.Attachment{{Name: "претензия.pdf"}}
	for _, said := range []string{
		"Ромашка требует вернуть деньги", "вернуть", "Ромашка", "Пётр Иванов", "Иванов", "ivanov", "договор", "4471", "Смирнова",
		"Клиентов", "t:who:118", "казань", "претензия",
	} {
		reason := withoutTexts("store matter 118: constraint failed: "+said+" is too long", in)
		if strings.Contains(reason, said) {
			t.Errorf("%q is in the log: %s", said, reason)
		}
		if !strings.Contains(reason, "constraint failed") {
			t.Errorf("the reason itself is lost: %s", reason)
		}
	}
}
