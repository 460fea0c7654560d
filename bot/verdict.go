package bot

import (
	"errors"
	"strings"
)

// verdict is what a failed call means for the row that it was to send.
type verdict int

const (
	later        verdict = iota // trouble on the way: again after a pause
	everybody                   // too many messages: nothing goes for a while
	lost                        // the person or the chat does not take messages any more
	moved                       // the chat has become another one
	unchanged                   // it already looks so: as good as sent
	again                       // at once, in another manner
	tooLate                     // the tap is forgotten: drop it
	impossible                  // for a reason that we have to mend: set aside
	revokedToken                // the bot itself is refused
)

// lostWords are the descriptions, in lower case, that say that nobody is there
// any more. Every 403 says so too.
var lostWords = []string{
	"chat not found", "user is deactivated", "peer_id_invalid", "user not found",
	"bot was kicked", "bot was blocked", "group chat was deactivated", "group chat was deleted",
}

// judge returns what the error of a call means, and the manner in which the row
// is to be sent if it is to be sent again at once.
func judge(err error, r *row) (verdict, manner) {
	how := r.manner
	api, ok := errors.AsType[*APIError](err)
	if !ok {
		return later, how
	}
	words := strings.ToLower(api.Description)
	switch {
	case api.Code == 429:
		return everybody, how
	case api.Code == 401:
		return revokedToken, how
	case api.Code >= 500 || api.Code == 0:
		return later, how
	case api.MigrateTo != 0 && api.MigrateTo != r.Chat:
		return moved, how
	case r.answers() && (strings.Contains(words, "query is too old") || strings.Contains(words, "query_id_invalid")):
		return tooLate, how
	case strings.Contains(words, "message is not modified"):
		return unchanged, how
	case api.Code == 403 || containsAny(words, lostWords...):
		return lost, how
	}
	if other := remedy(words, how, r); other != how {
		return again, other
	}
	return impossible, how
}

// remedy returns another manner of sending that avoids what Telegram complained
// of. Each is tried once.
func remedy(words string, how manner, r *row) manner {
	switch {
	case containsAny(words, "can't parse", "unsupported start tag", "unclosed"):
		how.plain = true
	case r.edits() != 0 && containsAny(words, "message to edit not found", "message can't be edited", "message_id_invalid"):
		how.anew = true
	case r.edits() != 0 && strings.Contains(words, "there is no text in the message to edit"):
		how.caption = true
	case containsAny(words, "message thread not found", "topic_closed", "topic_deleted"):
		how.topicless = true
	case len(r.content.Media) == 1 && containsAny(words, "can't use file of type", "type of file mismatch"):
		how.otherKind = true
	}
	return how
}

func containsAny(text string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
