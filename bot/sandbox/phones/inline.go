package phones

import (
	"context"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// patience is how long the page waits for the results of an inline query; the
// stand-in forgets the query then.
const patience = 15 * time.Second

// asked is the newest inline query of a person, so that a result can be chosen.
type asked struct {
	id     int64
	search *sandbox.Search
}

type foundView struct {
	ID      int64        `json:"id"`
	Results []resultView `json:"results"`
}

type resultView struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description"`
}

// inline asks the bot's inline mode and waits for its answer.
func (p *Page) inline(ctx context.Context, a act) (any, error) {
	person, chat, err := p.where(a)
	if err != nil {
		return nil, err
	}
	search, err := person.Inline(chat, a.Text, "")
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	p.serial++
	found := foundView{ID: p.serial, Results: []resultView{}}
	p.asked[a.Person] = asked{p.serial, search}
	p.mu.Unlock()
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	results, err := search.Wait(ctx)
	if err != nil {
		return nil, refuse("the bot has not answered the inline query")
	}
	for _, r := range results {
		found.Results = append(found.Results, resultView{r.ID, r.Title, r.Description})
	}
	return found, nil
}

// choose sends a result of the person's newest inline query into the chat.
func (p *Page) choose(_ context.Context, a act) (any, error) {
	person, chat, err := p.where(a)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	last := p.asked[a.Person]
	p.mu.Unlock()
	if last.search == nil || last.id != a.Query {
		return nil, refuse("these results belong to an older question")
	}
	_, err = person.Choose(last.search, a.Result, chat)
	return nil, err
}
