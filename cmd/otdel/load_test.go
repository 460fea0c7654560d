package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// The benchmarks of this file run the whole program as a process of its own
// against the stand-in for Telegram in this one. Run them with
//
//	go test ./cmd/otdel -run '^$' -bench . -benchtime 1x

// BenchmarkBacklog measures how fast complaints that wait are committed and
// answered: from many chats, and from one.
func BenchmarkBacklog(b *testing.B) {
	for _, chats := range []int{1000, 1} {
		b.Run(fmt.Sprintf("%d chats", chats), func(b *testing.B) {
			for b.Loop() {
				l := newLoad(b, chats)
				const updates = 10_000
				for i := range updates {
					l.say(i%chats, fmt.Sprintf("жалоба ООО «Ромашка»: случай %d", i))
				}
				began := time.Now()
				p := l.start()
				l.waitForAnswers(updates)
				took := time.Since(began)
				cpu, peak := usage(b, p.Process.Pid)
				b.ReportMetric(updates/took.Seconds(), "updates/s")
				b.ReportMetric(cpu.Seconds()*1000/updates, "cpu-s/1000")
				b.ReportMetric(peak, "peak-MiB")
				b.ReportMetric(float64(l.outOfOrder()), "out-of-order")
				p.stop(b)
			}
		})
	}
}

// BenchmarkReply measures how long people wait for an answer in calm traffic.
func BenchmarkReply(b *testing.B) {
	for _, rate := range []int{100} {
		b.Run(fmt.Sprintf("%d a second", rate), func(b *testing.B) {
			for b.Loop() {
				l := newLoad(b, 50)
				l.start()
				var waits []time.Duration
				tick := time.NewTicker(time.Second / time.Duration(rate))
				for i := range 1000 {
					<-tick.C
					sent := time.Now()
					chat := l.people[i%len(l.people)].Chat()
					before := l.telegram.LastEvent()
					l.say(i%len(l.people), fmt.Sprintf("жалоба ООО «Ромашка»: случай %d", i))
					for answered := false; !answered; {
						for _, e := range l.telegram.Events(before) {
							if m, ok := chat.Message(e.MessageID); ok && e.ChatID == chat.ID() && m.FromBot {
								answered = true
							}
						}
						runtime.Gosched()
					}
					waits = append(waits, time.Since(sent))
				}
				tick.Stop()
				slices.Sort(waits)
				b.ReportMetric(waits[len(waits)/2].Seconds()*1000, "p50-ms")
				b.ReportMetric(waits[len(waits)*99/100].Seconds()*1000, "p99-ms")
			}
		})
	}
}

// BenchmarkStart measures from the start of the process to its first answer, and
// what it holds when idle.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		l := newLoad(b, 1)
		l.say(0, "жалоба ООО «Ромашка»: случай")
		began := time.Now()
		p := l.start()
		l.waitForAnswers(1)
		b.ReportMetric(time.Since(began).Seconds()*1000, "first-answer-ms")
		time.Sleep(time.Second)
		_, peak := usage(b, p.Process.Pid)
		b.ReportMetric(peak, "idle-MiB")
	}
}

// load is a department under load.
type load struct {
	testing.TB
	telegram *sandbox.Server
	url      string
	people   []*sandbox.Person
	db       string
	ahead    time.Duration
}

func newLoad(b testing.TB, chats int) *load {
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		b.Fatal(err)
	}
	l := &load{TB: b, db: filepath.Join(b.TempDir(), "otdel.db"), ahead: time.Until(time.Date(2026, 11, 23, 11, 0, 0, 0, zone))}
	l.telegram = sandbox.New(sandbox.Options{KeepMessages: 30_000, KeepEvents: 100_000})
	if l.url, err = l.telegram.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.telegram.Close() })
	store, err := storage.Open(b.Context(), l.db)
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	err = store.Write(b.Context(), func(tx *storage.Tx) error {
		for i := range chats {
			p := l.telegram.Person(sandbox.Profile{FirstName: fmt.Sprintf("Человек%d", i), Language: "ru"})
			l.people = append(l.people, p)
			employee := department.NewPerson(department.PersonID(p.ID()), p.Profile().FirstName)
			employee.Role, employee.PhoneLanguage = department.Employee, "ru"
			employee.Joined, employee.LastSeen = time.Now().Add(l.ahead), time.Now().Add(l.ahead)
			if err := tx.SavePerson(b.Context(), employee, time.Time{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return l
}

func (l *load) say(person int, text string) {
	if _, err := l.people[person].Say(text); err != nil {
		l.Fatal(err)
	}
}

// start starts the program without Telegram's limits.
func (l *load) start() *child {
	return startChild(l.TB, l.ahead, []string{
		"TELEGRAM_BOT_TOKEN=" + l.telegram.Token(), "TELEGRAM_API_URL=" + l.url, "OTDEL_DB=" + l.db, "OTDEL_RATE=0",
		profileVariable + "=" + os.Getenv(profileVariable),
	}, "run")
}

// waitForAnswers waits until the bot has sent n messages.
func (l *load) waitForAnswers(n int) {
	deadline := time.Now().Add(2 * time.Minute)
	for l.telegram.Count("sendMessage") < n {
		if time.Now().After(deadline) {
			l.Fatalf("%d of %d answers", l.telegram.Count("sendMessage"), n)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// outOfOrder counts the answers that came before one to an earlier complaint of
// the same chat.
func (l *load) outOfOrder() int {
	bad := 0
	for _, p := range l.people {
		last := -1
		for _, m := range p.Chat().Messages() {
			_, text, found := strings.Cut(m.Text, "\nслучай ")
			if !m.FromBot || !found {
				continue
			}
			text, _, _ = strings.Cut(text, "\n")
			n, err := strconv.Atoi(text)
			if err != nil {
				l.Fatal(err)
			}
			if n < last {
				bad++
			}
			last = n
		}
	}
	return bad
}

// usage returns the processor time and the greatest memory of a process.
func usage(b testing.TB, pid int) (cpu time.Duration, peakMiB float64) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if kib, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.Atoi(strings.Fields(kib)[0])
			peakMiB = float64(n) / 1024
		}
	}
	const ticks = 100 // a second, on every Linux that Go runs on
	return time.Duration(user+system) * time.Second / ticks, peakMiB
}
