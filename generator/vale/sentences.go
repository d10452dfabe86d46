package vale

import (
	"strings"
	"sync"

	"github.com/jdkato/prose/v3/segment"
)

// segmenter is English; it reads its model when it is first needed.
var segmenter = sync.OnceValue(func() *segment.Segmenter {
	s, err := segment.New()
	if err != nil {
		panic("vale: the model of sentences is part of the program: " + err.Error())
	}
	return s
})

// sentences divides a text that was perhaps divided before: some rules look at
// each sentence, others count them.
func (run *reading) sentences(text string) []string {
	if got, ok := run.divided[text]; ok {
		return got
	}
	if run.divided == nil {
		run.divided = map[string][]string{}
	}
	got := sentences(text)
	run.divided[text] = got
	return got
}

// sentences divides a text.
func sentences(text string) []string {
	if !mayHoldSeveral(text) {
		if t := strings.TrimSpace(text); t != "" {
			return []string{t}
		}
		return nil
	}
	return segmenter().SegmentText(text)
}

// mayHoldSeveral is false for a text in which no sentence ends before the end.
func mayHoldSeveral(text string) bool {
	text = strings.TrimSpace(text)
	for i := 0; i+1 < len(text); i++ {
		if c := text[i]; c == '.' || c == '?' || c == '!' {
			return true
		}
	}
	return false
}
