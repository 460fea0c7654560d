package bot

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// Connect asks Telegram who the bot is, as often as it takes, and takes down a
// webhook, with which nobody could poll. It returns [ErrUnauthorized] for a
// token that Telegram does not know, and the error of ctx when that ends.
func Connect(ctx context.Context, client *Client, log *slog.Logger) (Me, error) {
	var pause pauses
	for {
		me, err := greet(ctx, client, log)
		if err == nil {
			log.Info("connected to Telegram", "bot", me.Username)
			return me, nil
		}
		if end := fatal(err); end != nil {
			return Me{}, end
		}
		if ctx.Err() != nil {
			return Me{}, ctx.Err()
		}
		wait := pause.next(maxPause)
		log.Warn("Telegram cannot be reached, trying again", "error", err, "in", wait)
		sleep(ctx, wait)
	}
}

func greet(ctx context.Context, client *Client, log *slog.Logger) (Me, error) {
	me, err := client.Me(ctx)
	if err != nil {
		return Me{}, err
	}
	had, err := client.dropWebhook(ctx)
	if err != nil {
		return Me{}, fmt.Errorf("take down the webhook: %w", err)
	}
	if had {
		log.Warn("a webhook was set for this bot; it has been taken down, because updates are polled")
	}
	return me, nil
}

// Run polls and sends until ctx ends, then finishes what is in hand and returns
// nil within two seconds. When one of the two ends by an error, so does the
// other, and Run returns that error.
func Run(ctx context.Context, poller *Poller, sender *Sender) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ends := make(chan error, 2)
	go func() { ends <- poller.Run(ctx) }()
	go func() { ends <- sender.Run(ctx) }()
	err := <-ends
	cancel()
	select {
	case second := <-ends:
		if err == nil {
			err = second
		}
	case <-time.After(stopGrace):
	}
	return err
}

// stopGrace is how long Run waits for the other half once one has ended.
const stopGrace = 1900 * time.Millisecond
