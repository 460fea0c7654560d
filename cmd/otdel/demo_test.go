package main

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox/script"
)

func TestDemoNamesEveryWrongFlag(t *testing.T) {
	var errs bytes.Buffer
	code := run(t.Context(), process{
		args:   []string{"demo", "--http", "0.0.0.0:8080", "--lang", "fr", "--scenario", "night"},
		getenv: func(string) string { return "" }, out: &errs, errs: &errs, now: time.Now,
	})
	if code != exitUsage {
		t.Errorf("exit code %d, want %d", code, exitUsage)
	}
	for _, want := range []string{"not on this machine", "ru and en", "day, salary"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("%q is not said in:\n%s", want, errs.String())
		}
	}
}

func TestDemoTakesTheNextFreePort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	next, err := listenNear(taken.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	first, second := taken.Addr().(*net.TCPAddr).Port, next.Addr().(*net.TCPAddr).Port
	if second <= first || second >= first+portsTried {
		t.Errorf("port %d after %d", second, first)
	}
	if _, err := listenNear("127.0.0.1:nowhere"); err == nil {
		t.Error("a port that is none was taken")
	}
	if l, err := listenNear("127.0.0.1:" + strconv.Itoa(0)); err != nil {
		t.Error(err)
	} else {
		l.Close()
	}
}

func TestDemoBeginsWhilePeopleWork(t *testing.T) {
	for now, want := range map[string]string{
		"Mon 23.11.2026 14:10": "Mon 23.11.2026 14:10",
		"Mon 23.11.2026 22:00": "Tue 24.11.2026 09:30",
		"Sat 21.11.2026 12:00": "Mon 23.11.2026 09:30",
	} {
		at, err := moment(now, demoZone)
		if err != nil {
			t.Fatal(err)
		}
		if got := startOfDemo(at).In(demoZone).Format("Mon 02.01.2006 15:04"); got != want {
			t.Errorf("at %s it begins at %s, want %s", now, got, want)
		}
	}
}

func TestScenariosAreWhole(t *testing.T) {
	files, err := scenarioFiles.ReadDir("scenarios")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2*len(scenarioNames()) {
		t.Errorf("%d files for %d days: each needs both languages", len(files), len(scenarioNames()))
	}
	for _, name := range scenarioNames() {
		for _, language := range []string{"ru", "en"} {
			if steps, err := scenario(name, language); err != nil || len(steps) == 0 {
				t.Errorf("%s in %s: %d steps, %v", name, language, len(steps), err)
			}
		}
	}
}

// TestScenariosPlay plays the days at the whole program: what they press must
// be there.
func TestScenariosPlay(t *testing.T) {
	for _, language := range []string{"ru", "en"} {
		t.Run(language, func(t *testing.T) {
			d, err := openDemo(t.Context(), demoOptions{
				Program: os.Args[0], Env: []string{childVariable + "=0s"}, Start: monday, Now: time.Now, Log: testWriter{t}, Language: language,
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(d.Close)
			for _, name := range scenarioNames() {
				steps, err := scenario(name, language)
				if err != nil {
					t.Fatal(err)
				}
				if err := d.playSteps(t.Context(), steps, false); err != nil {
					t.Errorf("%s: %v\n%s", name, err, lastWords(d))
				}
			}
		})
	}
}

// lastWords is the newest message of each telephone.
func lastWords(d *demo) string {
	var all []string
	for _, phone := range d.cast.phones() {
		all = append(all, phone.Key+": "+phone.Person.Chat().Last().Plain())
	}
	return strings.Join(all, "\n")
}

// TestDemoKeepsItsDepartment opens a kept database again: the people are known,
// and what they left is there.
func TestDemoKeepsItsDepartment(t *testing.T) {
	opts := demoOptions{
		Program: os.Args[0], Env: []string{childVariable + "=0s"}, DB: filepath.Join(t.TempDir(), "kept.db"),
		Start: monday, Now: time.Now, Log: testWriter{t},
	}
	for n, lines := range []string{"anna: /complaint ООО «Ромашка»: не отгрузили заказ 118", "boris: №1\nboris presses [Взять] on №1\nboris presses [Сделано] on №1"} {
		d, err := openDemo(t.Context(), opts)
		if err != nil {
			t.Fatalf("opening %d: %v", n+1, err)
		}
		steps, err := script.Parse(lines)
		if err == nil {
			err = d.playSteps(t.Context(), steps, false)
		}
		if err == nil {
			err = d.settle(t.Context())
		}
		if err != nil {
			t.Errorf("opening %d: %v\n%s", n+1, err, lastWords(d))
		}
		stock, err := d.stock(t.Context())
		if err != nil || stock.Matters != 1 {
			t.Errorf("opening %d: %+v, %v", n+1, stock, err)
		}
		d.Close()
	}
}

// TestNoBotIsLeftOver ends the demonstration as a kill would: nobody tells the
// bot, only its input ends.
func TestNoBotIsLeftOver(t *testing.T) {
	d, err := openDemo(t.Context(), demoOptions{Program: os.Args[0], Env: []string{childVariable + "=0s"}, Start: monday, Now: time.Now, Log: testWriter{t}})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.bot.clock.Close(); err != nil {
		t.Fatal(err)
	}
	if err := waitUntil(t.Context(), "the bot has ended", func() (bool, error) { return !d.Running(), nil }); err != nil {
		t.Fatal(err)
	}
	if code := d.bot.cmd.ProcessState.ExitCode(); code != exitOK {
		t.Errorf("it ended with %d, want %d", code, exitOK)
	}
}
