package vale

import (
	"strings"

	"github.com/jdkato/prose/v3/summarize"
)

// stats are what is counted of a text, to say how hard it is to read. Those of
// a whole text are the sums of its paragraphs'.
type stats struct {
	words, sentences, characters, syllables, complex, polysyllabic, long float64
}

func measure(text string) stats {
	if strings.TrimSpace(text) == "" {
		return stats{}
	}
	d := summarize.NewDocument(text)
	return stats{d.NumWords, d.NumSentences, d.NumCharacters, d.NumSyllables, d.NumComplexWords, d.NumPolysylWords, d.NumLongWords}
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
