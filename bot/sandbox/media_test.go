package sandbox_test

import (
	"bytes"
	"testing"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

func TestUploads(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	to := args{"chat_id": anna.ID(), "caption": "<b>акт</b>", "parse_mode": "HTML"}
	for _, kind := range []string{"Photo", "Document", "Voice", "Audio", "Video", "Animation"} {
		field := map[string]string{"Photo": "photo", "Document": "document", "Voice": "voice", "Audio": "audio", "Video": "video", "Animation": "animation"}[kind]
		got := a.upload("send"+kind, to, map[string][]byte{field: picture(t, 20, 10)})
		if !got.OK {
			t.Errorf("send%s: %s", kind, got.Description)
			continue
		}
		m := anna.Chat().Last()
		if m.Media == nil || m.Media.Kind != field || m.Text != "акт" || len(m.Entities) != 1 {
			t.Errorf("send%s shows %+v", kind, m)
		}
		again := a.call("send"+kind, args{"chat_id": anna.ID(), field: m.Media.FileID})
		if !again.OK || anna.Chat().Last().Media.FileID != m.Media.FileID {
			t.Errorf("send%s by its id: %+v", kind, again)
		}
		if got := a.download(m.Media.FileID); got != string(picture(t, 20, 10)) {
			t.Errorf("send%s: downloaded %d bytes", kind, len(got))
		}
	}
	photo := must[wireMessage](a, "sendPhoto", args{"chat_id": anna.ID(), "photo": anna.Chat().Messages()[1].Media.FileID}).Photo[0].ID
	if got := a.call("sendDocument", args{"chat_id": anna.ID(), "document": photo}); got.Description != "Bad Request: can't use file of type Photo as Document" {
		t.Errorf("a photo as a document: %+v", got)
	}
	thumbed := a.upload("sendDocument", args{"chat_id": anna.ID(), "thumb": "attach://small"}, map[string][]byte{"document": []byte("x"), "small": picture(t, 32, 32)})
	if m := decode[wireMessage](t, thumbed); m.Document.Thumb == nil || m.Document.Small == nil || m.Document.Thumb.Width != 32 {
		t.Errorf("thumbnail: %+v", m.Document)
	}
}

func TestUploadsThatAreRefused(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	for _, test := range []struct {
		name, method, field string
		data                []byte
		want                string
	}{
		{"an empty file", "sendDocument", "document", nil, "Bad Request: file must be non-empty"},
		{"a photo that is none", "sendPhoto", "photo", []byte("text"), "Bad Request: IMAGE_PROCESS_FAILED"},
		{"a photo that is a thread", "sendPhoto", "photo", picture(t, 2100, 100), "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{"a photo that is too big", "sendPhoto", "photo", bytes.Repeat([]byte("x"), 10<<20+1), "Bad Request: file is too big"},
		{"a file of over 50 MB", "sendDocument", "document", bytes.Repeat([]byte("x"), 52<<20), "Request Entity Too Large"},
	} {
		if got := a.upload(test.method, args{"chat_id": anna.ID()}, map[string][]byte{test.field: test.data}); got.Description != test.want {
			t.Errorf("%s: %s, want %s", test.name, got.Description, test.want)
		}
	}
	if got := a.upload("sendDocument", args{"chat_id": anna.ID()}, map[string][]byte{"document": bytes.Repeat([]byte("x"), 21<<20)}); !got.OK {
		t.Fatalf("a file of 21 MB: %+v", got)
	}
	if got := a.call("getFile", args{"file_id": anna.Chat().Last().Media.FileID}); got.Description != "Bad Request: file is too big" {
		t.Errorf("downloading 21 MB: %+v", got)
	}
}

func TestFilesAreForgottenWhenTheyTakeTooMuchRoom(t *testing.T) {
	a := newAPI(t, sandbox.Options{KeepFileBytes: 100})
	anna := a.started("Анна")
	for range 3 {
		if _, err := anna.SendFile(sandbox.Document("a.txt", make([]byte, 60)), ""); err != nil {
			t.Fatal(err)
		}
	}
	list := anna.Chat().Messages()
	if _, _, ok := a.srv.FileData(list[1].Media.FileID); ok {
		t.Error("the oldest file is still there")
	}
	if data, name, ok := a.srv.FileData(list[3].Media.FileID); !ok || len(data) != 60 || name != "a.txt" {
		t.Errorf("the newest file: %d bytes, %q, %v", len(data), name, ok)
	}
}

func TestAlbums(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	media := `[{"type":"photo","media":"attach://a","caption":"<i>два</i>","parse_mode":"HTML"},{"type":"photo","media":"attach://b"}]`
	got := a.upload("sendMediaGroup", args{"chat_id": anna.ID(), "media": media}, map[string][]byte{"a": picture(t, 10, 10), "b": picture(t, 10, 10)})
	sent := decode[[]wireMessage](t, got)
	if len(sent) != 2 || sent[0].AlbumID == "" || sent[0].AlbumID != sent[1].AlbumID || sent[0].Caption != "два" || sent[1].ID != sent[0].ID+1 {
		t.Errorf("%+v", sent)
	}
	mixed := `[{"type":"photo","media":"attach://a"},{"type":"document","media":"attach://b"}]`
	if got := a.upload("sendMediaGroup", args{"chat_id": anna.ID(), "media": mixed}, map[string][]byte{"a": picture(t, 10, 10), "b": []byte("x")}); got.Description != "Bad Request: Document can't be mixed with other media types" {
		t.Errorf("%+v", got)
	}
}

func TestEditingMedia(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	sent := decode[wireMessage](t, a.upload("sendPhoto", args{"chat_id": anna.ID(), "caption": "а"}, map[string][]byte{"photo": picture(t, 10, 10)}))
	at := args{"chat_id": anna.ID(), "message_id": sent.ID, "caption": "б"}
	must[wireMessage](a, "editMessageCaption", at)
	if got := a.call("editMessageCaption", at); got.Code != 400 || anna.Chat().Last().Text != "б" {
		t.Errorf("the same caption again: %+v", got)
	}
	edit := args{"chat_id": anna.ID(), "message_id": sent.ID, "media": `{"type":"document","media":"attach://new","caption":"в"}`}
	if got := a.upload("editMessageMedia", edit, map[string][]byte{"new": []byte("x")}); !got.OK {
		t.Errorf("%+v", got)
	}
	if m := anna.Chat().Last(); m.Media.Kind != "document" || m.Text != "в" || m.ID != sent.ID {
		t.Errorf("%+v", m)
	}
}

func TestCopiesAndForwardsOfTheBot(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna, boris := a.started("Анна"), a.started("Борис")
	hers, err := anna.SendFile(sandbox.Photo(nil), "снимок")
	if err != nil {
		t.Fatal(err)
	}
	from := args{"chat_id": boris.ID(), "from_chat_id": anna.ID(), "message_id": hers.ID}
	must[wireMessage](a, "forwardMessage", from)
	if m := boris.Chat().Last(); m.Forwarded != "Анна" || m.Text != "снимок" || m.Media.FileID != hers.Media.FileID || !m.FromBot {
		t.Errorf("forward: %+v", m)
	}
	must[wireMessage](a, "copyMessage", args{"chat_id": boris.ID(), "from_chat_id": anna.ID(), "message_id": hers.ID, "caption": "другое"})
	if m := boris.Chat().Last(); m.Forwarded != "" || m.Text != "другое" || m.Media == nil {
		t.Errorf("copy: %+v", m)
	}
	ids := must[[]wireMessage](a, "copyMessages", args{"chat_id": boris.ID(), "from_chat_id": anna.ID(), "message_ids": []int{hers.ID, 9999}})
	if len(ids) != 1 {
		t.Errorf("copies: %v", ids)
	}
}

func TestPinsAndReactions(t *testing.T) {
	a := newAPI(t, sandbox.Options{})
	anna := a.started("Анна")
	sent := must[wireMessage](a, "sendMessage", args{"chat_id": anna.ID(), "text": "x"})
	at := args{"chat_id": anna.ID(), "message_id": sent.ID}
	must[bool](a, "pinChatMessage", at)
	if m, _ := anna.Chat().Message(sent.ID); !m.Pinned || anna.Chat().Last().Service != "pinned a message" {
		t.Errorf("pinned: %+v", m)
	}
	must[bool](a, "unpinChatMessage", args{"chat_id": anna.ID()})
	if m, _ := anna.Chat().Message(sent.ID); m.Pinned {
		t.Error("still pinned")
	}
	at["reaction"] = `[{"type":"emoji","emoji":"👍"}]`
	must[bool](a, "setMessageReaction", at)
	m, _ := anna.Chat().Message(sent.ID)
	if err := anna.React(m, "🔥"); err != nil {
		t.Fatal(err)
	}
	at["reaction"] = `[]`
	must[bool](a, "setMessageReaction", at)
	if m, _ := anna.Chat().Message(sent.ID); len(m.Reactions) != 1 || m.Reactions[0].By != anna.ID() {
		t.Errorf("reactions: %v", m.Reactions)
	}
}
