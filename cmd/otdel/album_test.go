package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/bot/sandbox/phones"
)

var album = flag.String("album", "", "photograph the phones at the end of each transcript, into this folder")

// Measures of the photographs: a narrow telephone, and as many screens of it as
// fit on one sheet.
const (
	albumWidth  = 360
	albumHeight = 1400
	albumSheet  = 4
)

// TestAlbum photographs every card and list that the transcripts know, for
// people to look at:
//
//	go test ./cmd/otdel -run TestAlbum/payment -album /tmp/album
func TestAlbum(t *testing.T) {
	if *album == "" {
		t.Skip("-album names no folder")
	}
	if err := os.MkdirAll(*album, 0o755); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../handlers/testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	chromium := browser(t)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := &player{t: t}
			p.play(string(text))
			for _, screen := range screens(p.w) {
				screen.language = "ru"
				if strings.HasSuffix(name, "_en") {
					screen.language = "en"
				}
				photograph(t, chromium, screen, filepath.Join(*album, name+"-"+screen.key))
			}
		})
	}
}

// screen is a chat as one of its people sees it.
type screen struct {
	key      string
	language string // of the page's own words
	server   *sandbox.Server
	phone    []phones.Phone
	group    *sandbox.Chat
}

func screens(w *world) []screen {
	var all []screen
	for key, person := range w.people {
		all = append(all, screen{key: key, server: w.telegram, phone: []phones.Phone{{Key: "employee", Person: person}}})
	}
	for key, chat := range w.groups {
		all = append(all, screen{key: key, server: w.telegram, group: chat})
	}
	slices.SortFunc(all, func(a, b screen) int { return cmp.Compare(a.key, b.key) })
	return all
}

// sheets lays the chat out in columns as wide as a narrow telephone, without
// the rest of the page.
const sheets = `(() => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(` + "`" + `
		html, body { height: auto; overflow: visible; } body > :not(main), .head, .talk ~ * { display: none !important; }
		body, #phones, .phone, .screen, .talk { display: block; padding: 0; border: 0; border-radius: 0; max-width: none; overflow: visible; }
		.messages { display: block; columns: %[1]dpx; column-gap: 0; column-fill: auto; height: %[2]dpx; width: max-content; min-width: %[1]dpx; padding: 0; overflow: visible; }
		.messages > li { break-inside: avoid; margin-left: 12px; margin-right: 12px; width: fit-content; max-width: %[3]dpx; }
		.messages > li.mine { margin-left: auto; }
	` + "`" + `);
	document.adoptedStyleSheets = [sheet];
	return Math.ceil(Math.max(1, ...[...document.querySelectorAll(".messages > li")].map((li) => li.getBoundingClientRect().right + scrollX)) / %[1]d);
})()`

// photograph writes the sheets of one screen.
func photograph(t *testing.T, browser context.Context, s screen, name string) {
	web := httptest.NewServer(phones.New(phones.Options{Server: s.server, Phones: s.phone, Group: s.group}))
	defer web.Close()
	tab, end := chromedp.NewContext(browser)
	defer end()
	if err := chromedp.Do(tab); err != nil { // opens it, without the deadline
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(tab, 30*time.Second)
	defer stop()
	layout := fmt.Sprintf(sheets, albumWidth, albumHeight, albumWidth*88/100)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(albumWidth*albumSheet, albumHeight), chromedp.Navigate(web.URL+"/?still&theme=light&lang="+s.language),
		chromedp.WaitReady(chromedp.CSS(`body[data-ready]`))); err != nil {
		t.Fatal(err)
	}
	columns, err := chromedp.Run(ctx, chromedp.Evaluate[int](layout))
	if err != nil {
		t.Fatal(err)
	}
	for first := 0; first < columns; first += albumSheet {
		picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(fmt.Sprintf("%s-%02d.png", name, first/albumSheet+1), picture, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[int](fmt.Sprintf(`(() => { document.querySelector("#phones").style.translate = "-%dpx 0"; return 1; })()`, (first+albumSheet)*albumWidth))); err != nil {
			t.Fatal(err)
		}
	}
}
