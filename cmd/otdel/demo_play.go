package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/bot/sandbox/phones"
	"github.com/otdel-bot/otdel/bot/sandbox/script"
)

// The prepared days: scripts of what people do, one for each language.
//
//go:embed scenarios/*.txt
var scenarioFiles embed.FS

// scenarioNames are the prepared days, in alphabetical order.
func scenarioNames() []string {
	files, err := scenarioFiles.ReadDir("scenarios")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	var names []string
	for _, f := range files {
		if name, ok := strings.CutSuffix(f.Name(), ".ru.txt"); ok {
			names = append(names, name)
		}
	}
	return names
}

// scenario reads a prepared day in a language.
func scenario(name, language string) ([]script.Step, error) {
	text, err := scenarioFiles.ReadFile(path.Join("scenarios", name+"."+language+".txt"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%q is not among the prepared days: %s", name, strings.Join(scenarioNames(), ", "))
	}
	if err != nil {
		return nil, err
	}
	return script.Parse(string(text))
}

// prepared plays one prepared day at a time.
type prepared struct {
	mu   sync.Mutex
	name string
	stop context.CancelFunc
	over chan struct{} // closed when the day that began last is over
}

// Scenarios implements [phones.World].
func (d *demo) Scenarios() []string { return scenarioNames() }

// Playing implements [phones.World].
func (d *demo) Playing() string {
	d.play.mu.Lock()
	defer d.play.mu.Unlock()
	return d.play.name
}

// Play implements [phones.World]: it begins a day after ending the one before.
func (d *demo) Play(name string) error {
	d.play.end()
	if name == "" {
		return nil
	}
	steps, err := scenario(name, d.language())
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(d.ctx)
	over := make(chan struct{})
	d.play.mu.Lock()
	d.play.name, d.play.stop, d.play.over = name, stop, over
	d.play.mu.Unlock()
	d.refresh()
	go func() {
		defer close(over)
		if err := d.playSteps(ctx, steps, true); err != nil && ctx.Err() == nil {
			fmt.Fprintf(d.opts.Log, "otdel: scenario %s: %v\n", name, err)
		}
		stop()
		d.play.mu.Lock()
		d.play.name = ""
		d.play.mu.Unlock()
		d.refresh()
	}()
	return nil
}

// end stops the day that is under way and waits until it is over.
func (p *prepared) end() {
	p.mu.Lock()
	stop := p.stop
	p.mu.Unlock()
	if stop != nil {
		stop()
	}
	p.wait()
}

func (p *prepared) wait() {
	p.mu.Lock()
	over := p.over
	p.mu.Unlock()
	if over != nil {
		<-over
	}
}

// stepPatience is how long a step may wait for what it needs.
const stepPatience = 10 * time.Second

// playSteps plays a day: with its pauses for people who watch, or at once.
func (d *demo) playSteps(ctx context.Context, steps []script.Step, pauses bool) error {
	picture, err := phones.Sample()
	if err != nil {
		return err
	}
	stage := &script.Stage{
		Server: d.telegram, Picture: picture,
		People: map[string]*sandbox.Person{"anna": d.cast.employee, "boris": d.cast.director, "vera": d.cast.candidate},
		Rooms:  map[string]*sandbox.Chat{"office": d.cast.group},
	}
	for _, step := range steps {
		if err := d.playStep(ctx, stage, step, pauses); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) playStep(ctx context.Context, stage *script.Stage, step script.Step, pauses bool) error {
	switch step.Kind {
	case script.Pause:
		if !pauses {
			return d.settle(ctx)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(step.Span):
			return nil
		}
	case script.Move:
		return d.Advance(ctx, step.Span)
	case script.Until:
		now := d.now().In(demoZone)
		then := time.Date(now.Year(), now.Month(), now.Day(), step.Hour, step.Minute, 0, 0, demoZone)
		if !then.After(now) {
			then = then.AddDate(0, 0, 1)
		}
		return d.Advance(ctx, then.Sub(now))
	case script.NextReminder:
		_, err := d.ToNextReminder(ctx)
		return err
	}
	ctx, stop := context.WithTimeout(ctx, stepPatience)
	defer stop()
	return stage.Do(ctx, step)
}

// settle waits until the bot has taken in and sent everything.
func (d *demo) settle(ctx context.Context) error {
	return waitUntil(ctx, "the bot has answered everything", func() (bool, error) {
		if d.telegram.Pending() > 0 {
			return false, nil
		}
		stock, err := d.stock(ctx)
		return stock.Waiting == 0, err
	})
}
