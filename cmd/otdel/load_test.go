package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// The benchmarks of this file run the whole program, as it is shipped, in a
// process of its own against the stand-in for Telegram in this one. Run them with
//
//	go test ./cmd/otdel -run '^$' -bench . -benchtime 1x
//
// With profileVariable set it is the program in the test binary, which writes a
// profile.

// BenchmarkBacklog measures how fast complaints that wait are committed and
// answered: from many chats, from one, and ten times as many, for which the
// program must not need more memory.
func BenchmarkBacklog(b *testing.B) {
	for _, size := range []struct{ updates, chats int }{{10_000, 1000}, {10_000, 1}, {100_000, 1000}} {
		b.Run(fmt.Sprintf("%d from %d chats", size.updates, size.chats), func(b *testing.B) {
			for b.Loop() {
				l := newLoad(b, size.chats)
				l.backlog(size.updates)
				l.measure(size.updates, l.program("."), "run")
			}
		})
	}
}

// BenchmarkPeer measures the smallest bot that another library makes with the
// same backlog: it knows nobody, and stores and answers no more than a line.
func BenchmarkPeer(b *testing.B) {
	for b.Loop() {
		const updates, chats = 10_000, 1000
		l := newLoad(b, chats)
		l.db += "-of-a-peer"
		l.backlog(updates)
		l.measure(updates, l.program("peer"))
	}
}

// BenchmarkSlowTelegram measures the same with a Telegram that takes half a
// second for each call, so that most answers wait in the outbox.
func BenchmarkSlowTelegram(b *testing.B) {
	for b.Loop() {
		const updates, chats = 5_000, 1000
		l := newLoad(b, chats)
		l.telegram.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.Slow, Delay: 500 * time.Millisecond})
		l.backlog(updates)
		l.measure(updates, l.program("."), "run")
	}
}

// backlog lets that many complaints wait, from all people in turn.
func (l *load) backlog(updates int) {
	for i := range updates {
		l.say(i%len(l.people), fmt.Sprintf("жалоба ООО «Ромашка»: случай %d", i))
	}
}

// measure runs a program until it has answered everything and reports what that
// took.
func (l *load) measure(updates int, program string, args ...string) {
	b := l.TB.(*testing.B)
	began := time.Now()
	p := l.start(program, args...)
	l.waitForAnswers(updates)
	took := time.Since(began)
	cpu, peak := usage(b, p.Process.Pid)
	b.ReportMetric(float64(updates)/took.Seconds(), "updates/s")
	b.ReportMetric(cpu.Seconds()*1000/float64(updates), "cpu-s/1000")
	b.ReportMetric(peak, "peak-MiB")
	b.ReportMetric(float64(l.outOfOrder()), "out-of-order")
	p.stop(b)
}

// BenchmarkReply measures how long people wait for an answer in calm traffic,
// with a Telegram nearby and one that takes its time for every call.
func BenchmarkReply(b *testing.B) {
	for _, traffic := range []struct {
		rate    int // messages a second
		latency time.Duration
	}{{100, 0}, {30, 50 * time.Millisecond}} {
		b.Run(fmt.Sprintf("%d a second, %v away", traffic.rate, traffic.latency), func(b *testing.B) {
			for b.Loop() {
				l := newLoad(b, 200)
				l.start(l.program("."), "run")
				l.say(0, "/help")
				l.waitForAnswers(1)
				if traffic.latency > 0 {
					l.telegram.Fault(sandbox.Fault{Kind: sandbox.Slow, Delay: traffic.latency})
				}
				waits := l.converse(b.Context(), traffic.rate, 10*traffic.rate)
				b.ReportMetric(waits[len(waits)/2].Seconds()*1000, "p50-ms")
				b.ReportMetric(waits[len(waits)*99/100].Seconds()*1000, "p99-ms")
			}
		})
	}
}

// converse says n things at that rate, whether they are answered or not, and
// returns how long each waited for its answer, the shortest first.
func (l *load) converse(ctx context.Context, rate, n int) []time.Duration {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	events := l.telegram.Watch(ctx, l.telegram.LastEvent())
	asked := make(map[int64][]time.Time) // by chat; guarded by turn
	var turn sync.Mutex
	go func() {
		tick := time.NewTicker(time.Second / time.Duration(rate))
		defer tick.Stop()
		for i := range n {
			<-tick.C
			p := l.people[i%len(l.people)]
			turn.Lock()
			asked[p.Chat().ID()] = append(asked[p.Chat().ID()], time.Now())
			turn.Unlock()
			l.say(i%len(l.people), fmt.Sprintf("жалоба ООО «Ромашка»: случай %d", i))
		}
	}()
	var waits []time.Duration
	for e := range events {
		m, ok := l.telegram.ChatByID(e.ChatID).Message(e.MessageID)
		if e.Kind != sandbox.EventMessage || !ok || !m.FromBot {
			continue
		}
		turn.Lock()
		waits = append(waits, e.At.Sub(asked[e.ChatID][0]))
		asked[e.ChatID] = asked[e.ChatID][1:]
		turn.Unlock()
		if len(waits) == n {
			break
		}
	}
	slices.Sort(waits)
	return waits
}

// BenchmarkStart measures the program as it is shipped: from the start of the
// process to its first answer, on a new database and on one that is there, and
// what it holds when idle.
func BenchmarkStart(b *testing.B) {
	for _, fresh := range []bool{true, false} {
		b.Run(map[bool]string{true: "new", false: "again"}[fresh], func(b *testing.B) {
			for b.Loop() {
				l := newLoad(b, 1)
				if fresh {
					l.db += "-new"
				}
				l.say(0, "/help")
				program := l.program(".")
				began := time.Now()
				p := l.start(program, "run")
				l.waitForAnswers(1)
				b.ReportMetric(time.Since(began).Seconds()*1000, "first-answer-ms")
				time.Sleep(time.Second)
				b.ReportMetric(memory(b, p.Process.Pid, "VmRSS"), "idle-MiB")
				p.stop(b)
			}
		})
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
	limits   sandbox.Limits
}

func newLoad(b testing.TB, chats int) *load { return newLimitedLoad(b, chats, sandbox.Limits{}) }

// newLimitedLoad is a department of that many people and a server that refuses
// what comes too fast.
func newLimitedLoad(b testing.TB, chats int, limits sandbox.Limits) *load {
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		b.Fatal(err)
	}
	l := &load{TB: b, limits: limits, db: filepath.Join(b.TempDir(), "otdel.db"), ahead: time.Until(time.Date(2026, 11, 23, 11, 0, 0, 0, zone))}
	// The stand-in shares the machine with the program that is measured, which
	// Telegram does not: it leaves its garbage lying.
	percent := debug.SetGCPercent(800)
	b.Cleanup(func() { debug.SetGCPercent(percent) })
	l.telegram = sandbox.New(sandbox.Options{KeepMessages: 30_000, KeepEvents: 100_000, Limits: limits})
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

// variables is the environment of the program, without a limit of its own if
// the server has none.
func (l *load) variables() []string {
	rate := "0"
	if l.limits.Model != sandbox.NoLimits {
		rate = ""
	}
	return []string{
		"TELEGRAM_BOT_TOKEN=" + l.telegram.Token(), "TELEGRAM_API_URL=" + l.url, "OTDEL_DB=" + l.db, "OTDEL_RATE=" + rate,
	}
}

// program builds the program in a folder and returns its path.
func (l *load) program(folder string) string {
	if os.Getenv(profileVariable) != "" && folder == "." {
		return os.Args[0]
	}
	return build(l.TB, folder)
}

// start starts a program.
func (l *load) start(program string, args ...string) *child {
	variables := l.variables()
	if program == os.Args[0] {
		variables = append(variables, childVariable+"="+l.ahead.String(), profileVariable+"="+os.Getenv(profileVariable))
	}
	return startProgram(l.TB, program, nil, variables, args...)
}

// build builds the program in a folder as it is shipped and returns its path.
func build(b testing.TB, folder string) string {
	path := filepath.Join(b.TempDir(), "program")
	c := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, ".")
	c.Dir, c.Env = folder, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("build %s: %v: %s", folder, err, out)
	}
	return path
}

// waitForAnswers waits until the bot has sent n messages.
func (l *load) waitForAnswers(n int) {
	deadline := time.Now().Add(10 * time.Minute)
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
	const ticks = 100 // a second, on every Linux that Go runs on
	return time.Duration(user+system) * time.Second / ticks, memory(b, pid, "VmHWM")
}

// memory returns one of the numbers of a process in MiB: VmHWM is the most it
// ever held, VmRSS what it holds now.
func memory(b testing.TB, pid int, which string) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if kib, ok := strings.CutPrefix(line, which+":"); ok {
			n, err := strconv.Atoi(strings.Fields(kib)[0])
			if err != nil {
				b.Fatal(err)
			}
			return float64(n) / 1024
		}
	}
	b.Fatalf("no %s in the status of process %d", which, pid)
	return 0
}
