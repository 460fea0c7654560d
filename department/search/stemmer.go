package search

import "strings"

// Stemmer finds stems like [Stems] and remembers those of the latest words: few
// words make up most of what people write, and finding a stem takes longer than
// everything else that is done with a word. The zero value is ready. It is used
// by one goroutine at a time.
type Stemmer struct {
	known map[string]string
}

// remembered is how many words are remembered, about two megabytes of them.
const remembered = 20_000

// Stems returns the stems of the words of texts, each once, in the order in
// which they first appear, and those of words that were not remembered.
func (s *Stemmer) Stems(texts ...string) (all, fresh []string) {
	all = stems(func(word string) string {
		stem, ok := s.known[word]
		if !ok {
			stem = s.learn(word)
			fresh = append(fresh, stem)
		}
		return stem
	}, texts)
	return all, fresh
}

func (s *Stemmer) learn(word string) string {
	stem := strings.Clone(stemOf(word))
	if s.known == nil || len(s.known) >= remembered {
		s.known = make(map[string]string)
	}
	s.known[strings.Clone(word)] = stem
	return stem
}
