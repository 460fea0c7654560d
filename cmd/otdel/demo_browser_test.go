package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser starts a headless Chromium that ends with the test. Without one the
// test is skipped, but not where everything is tested.
func browser(t *testing.T) context.Context {
	t.Helper()
	chromium, err := findChromium(os.Getenv)
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal(err)
	} else if err != nil {
		t.Skip(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1440, 900),
		chromedp.Flag("disable-quic", true), chromedp.UserDataDir(t.TempDir()))
	ctx, end := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(end)
	ctx, end = chromedp.NewContext(ctx)
	t.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return ctx
}

// tab is the page of a demonstration in a browser.
type tab struct {
	t    *testing.T
	ctx  context.Context
	demo *demo
	url  string

	mu     sync.Mutex
	faults []string // what the page did wrong
}

// monday is when the demonstrations of the tests begin.
var monday = time.Date(2026, time.November, 23, 10, 0, 0, 0, demoZone)

// openTab starts a demonstration, the bot in a process of its own, and opens
// its page. At the end it fails the test if the page has thrown an error,
// broken its policy or asked for anything from elsewhere.
func openTab(t *testing.T, browser context.Context) *tab {
	t.Helper()
	d, err := openDemo(t.Context(), demoOptions{
		Program: os.Args[0], Env: []string{childVariable + "=0s"}, Start: monday, Now: time.Now, Log: testWriter{t},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	web := httptest.NewServer(d.page)
	t.Cleanup(web.CloseClientConnections)
	p := &tab{t: t, demo: d, url: web.URL}
	ctx, closeTab := chromedp.NewContext(browser, chromedp.WithListener(p.notice))
	t.Cleanup(closeTab)
	p.ctx = ctx
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, fault := range p.faults {
			t.Error(fault)
		}
	})
	// The first call opens the tab, which lives as long as its context.
	if err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{})
		return err
	})); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	p.visit("/?lang=ru&theme=light")
	return p
}

// notice notes what must not happen.
func (p *tab) notice(event any) {
	fault := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		fault = "the page threw: " + e.ExceptionDetails.Text
		if thrown := e.ExceptionDetails.Exception; thrown != nil {
			fault += " " + thrown.Description
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "Failed to load resource") {
			fault = "the browser complains: " + e.Entry.Text
		}
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, p.url) && !strings.HasPrefix(url, "blob:") && !strings.HasPrefix(url, "data:") {
			fault = "the page asked for " + url
		}
	}
	if fault != "" {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.faults = append(p.faults, fault)
	}
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, end := context.WithTimeout(p.ctx, 60*time.Second)
	defer end()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatalf("drive the page: %v", err)
	}
}

// visit opens the page and waits until it is drawn.
func (p *tab) visit(path string) {
	p.t.Helper()
	p.do(chromedp.Navigate(p.url + path))
	p.see(`document.body.dataset.ready === "yes"`)
}

// see waits until the condition, a JavaScript expression, holds on the page.
func (p *tab) see(condition string) {
	p.t.Helper()
	const wait = `new Promise((seen, missed) => {
		const look = () => { if (%[1]s) { watch.disconnect(); seen(true); } };
		const watch = new MutationObserver(look);
		watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
		setTimeout(() => missed(new Error(document.body.innerText)), 30000);
		look();
	})`
	if _, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](fmt.Sprintf(wait, condition), chromedp.EvalAwaitPromise)); err != nil {
		p.t.Fatalf("never seen: %s\n%v", condition, err)
	}
}

// value is what a JavaScript expression gives.
func value[T any](p *tab, expression string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// messages is the texts of the messages of a telephone, as an expression.
func messages(phone string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("#phone-%s .message")].map((m) => m.innerText)`, phone)
}

// reads waits until some message of a telephone has all these parts.
func (p *tab) reads(phone string, parts ...string) {
	p.t.Helper()
	condition := messages(phone) + ".some((text) => true"
	for _, part := range parts {
		condition += fmt.Sprintf(" && text.includes(%q)", part)
	}
	p.see(condition + ")")
}

// say types into a telephone and presses Enter.
func (p *tab) say(phone, text string) {
	p.t.Helper()
	p.do(chromedp.SendKeys(chromedp.CSS("#phone-"+phone+" .field"), text+"\r"))
}

// press clicks the last button of a telephone with that label.
func (p *tab) press(phone, label string) {
	p.t.Helper()
	button := fmt.Sprintf(`(//section[@id="phone-%s"]//button[contains(@class,"key")][normalize-space()="%s"])[last()]`, phone, label)
	p.do(chromedp.Click(button))
}

func (p *tab) click(selector string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(selector)))
}
