package vale

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v3/summarize"
)

// stats are what is counted of a text, to say how hard it is to read. Those of
// a whole text are the sums of its paragraphs'. They are those of prose's
// summarize.Document, which counts the syllables of "the" as often as it comes.
type stats struct {
	words, sentences, characters, syllables, complex, polysyllabic, long float64
}

// measure counts; sentencesOf divides a paragraph.
func measure(text string, sentencesOf func(string) []string, words *wordLengths) stats {
	var s stats
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		for _, sentence := range sentencesOf(paragraph) {
			s.sentences++
			for word := range wordsOfSentence(sentence) {
				s.count(word, words.of(word))
			}
		}
	}
	return s
}

func (s *stats) count(word string, syllables int) {
	s.words++
	for _, r := range word {
		if r != '\'' && r != '.' { // all others in a word are letters and numbers
			s.characters++
		}
	}
	if len(word) > 6 {
		s.long++
	}
	s.syllables += float64(syllables)
	if syllables > 2 {
		s.polysyllabic++
	}
	if strings.HasSuffix(word, "es") || strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "ing") {
		syllables--
	}
	if syllables > 2 {
		s.complex++
	}
}

// wordsOfSentence yields what (?:[A-Z]\.){2,}|[\p{N}\p{L}']+ finds.
func wordsOfSentence(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := 0; i < len(s); {
			from := i
			for i+1 < len(s) && s[i] >= 'A' && s[i] <= 'Z' && s[i+1] == '.' {
				i += 2
			}
			if i < from+4 { // one letter with a full stop is the end of a sentence
				for i = from; i < len(s); {
					r, n := utf8.DecodeRuneInString(s[i:])
					if r != '\'' && !unicode.IsLetter(r) && !unicode.IsNumber(r) {
						break
					}
					i += n
				}
			}
			if i > from {
				if !yield(s[from:i]) {
					return
				}
				continue
			}
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
		}
	}
}

// wordLengths remembers how many syllables words have: a few hundred words
// are most of what people write, and to count takes a dozen expressions.
type wordLengths struct {
	lock      sync.RWMutex
	syllables map[string]int
}

const mostWords = 1 << 14 // more are the odd ones, each of which comes once

func (w *wordLengths) of(word string) int {
	w.lock.RLock()
	n, ok := w.syllables[word]
	w.lock.RUnlock()
	if ok {
		return n
	}
	n = summarize.Syllables(word)
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.syllables == nil || len(w.syllables) >= mostWords {
		w.syllables = map[string]int{}
	}
	w.syllables[strings.Clone(word)] = n
	return n
}

func (s *stats) add(o stats) {
	s.words += o.words
	s.sentences += o.sentences
	s.characters += o.characters
	s.syllables += o.syllables
	s.complex += o.complex
	s.polysyllabic += o.polysyllabic
	s.long += o.long
}
