package search

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A file that was patched is the one that would be made of all texts, or it is
// said that this can't be known. With few words in many stories lists are cut.
func TestPatched(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 7))
	known := 0
	for round := range 300 {
		stories, words := 1+r.IntN(250), 1+r.IntN(12)
		texts := make([]map[string]bool, stories)
		heads := map[string][]Hit{}
		for s := stories - 1; s >= 0; s-- {
			texts[s] = map[string]bool{}
			for w := range words {
				word := fmt.Sprint("w", w)
				if r.IntN(100) < 5+90*(w%2) {
					texts[s][word] = true
				}
				if r.IntN(100) < 3+60*(w/10) {
					heads[word] = append(heads[word], NewHit(s, Weight(1+r.IntN(3))))
				}
			}
		}
		file := func() []byte {
			all := Lists{}
			for s := stories - 1; s >= 0; s-- {
				var line []string
				for word := range texts[s] {
					line = append(line, word)
				}
				slices.Sort(line)
				all.Text([]byte(strings.Join(line, " ")), s)
			}
			for word, hits := range heads {
				all.Heads(word, hits)
			}
			return all.File()
		}
		was := file()
		s := r.IntN(stories)
		var come, gone []string
		for w := range words + 1 {
			word := fmt.Sprint("w", w)
			if r.IntN(3) > 0 {
				continue
			}
			if texts[s][word] {
				gone = append(gone, word)
				delete(texts[s], word)
			} else {
				come = append(come, word)
				texts[s][word] = true
			}
		}
		got, ok := Patched(was, s, come, gone)
		if !ok {
			continue
		}
		known++
		if want := file(); !bytes.Equal(got, want) {
			t.Fatalf("round %d: %d stories, %d gets %v and loses %v:\n%s\nbecame\n%s\nnot\n%s", round, stories, s, come, gone, was, got, want)
		}
	}
	if known < 100 {
		t.Errorf("only %d of 300 could be patched", known)
	}
}
