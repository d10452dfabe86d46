package search

import (
	"bytes"
	"slices"
	"strings"
)

// Patched is a file of words after the text of one story got some words and
// lost some, of those that belong into the file. It is what File would make of
// all texts. ok is false where that can't be known from the file alone: a word
// that is in very many stories leads to some of them only.
func Patched(file []byte, story int, come, gone []string) (patched []byte, ok bool) {
	rows, ok := readRows(file)
	if !ok {
		return nil, false
	}
	for _, word := range come {
		at, there := findRow(rows, word)
		if !there {
			rows = slices.Insert(rows, at, row{word, encode([]Hit{NewHit(story, InText)}, false)})
			continue
		}
		if rows[at].hits, ok = withText(rows[at].hits, story); !ok {
			return nil, false
		}
	}
	for _, word := range gone {
		at, there := findRow(rows, word)
		if !there {
			return nil, false
		}
		if rows[at].hits, ok = withoutText(rows[at].hits, story); !ok {
			return nil, false
		}
		if rows[at].hits == "" {
			rows = slices.Delete(rows, at, at+1)
		}
	}
	return writeRows(rows), true
}

// withText adds a story to those whose text has a word.
func withText(hits string, story int) (string, bool) {
	list, more := readHits(hits)
	at, listed := slices.BinarySearchFunc(list, story, func(h Hit, story int) int { return h.story() - story })
	switch {
	case listed:
		return hits, list[at].weight() != InText && !more // it is there for its title, or so
	case !more:
		return encode(slices.Insert(list, at, NewHit(story, InText)), false), len(list) < mostHits
	}
	// The newest texts are listed: the oldest of these makes room.
	oldest := slices.IndexFunc(list, func(h Hit) bool { return h.weight() == InText })
	if oldest < 0 || at <= oldest {
		return hits, true
	}
	list = slices.Insert(list, at, NewHit(story, InText))
	return encode(slices.Delete(list, oldest, oldest+1), true), true
}

// withoutText takes one out.
func withoutText(hits string, story int) (string, bool) {
	list, more := readHits(hits)
	at, listed := slices.BinarySearchFunc(list, story, func(h Hit, story int) int { return h.story() - story })
	switch {
	case more, !listed:
		return "", false
	case list[at].weight() != InText:
		return hits, true
	}
	return encode(slices.Delete(list, at, at+1), false), true
}

// row is a word with its stories, as they stand in a file.
type row struct{ word, hits string }

func findRow(rows []row, word string) (at int, there bool) {
	return slices.BinarySearchFunc(rows, word, func(r row, word string) int { return strings.Compare(r.word, word) })
}

// readRows is the contrary of writeRows.
func readRows(file []byte) ([]row, bool) {
	text, ok := strings.CutPrefix(string(file), "{")
	if !ok {
		return nil, false
	}
	if text, ok = strings.CutSuffix(text, "}\n"); !ok || text == "" {
		return nil, ok
	}
	var rows []row
	for line := range strings.SplitSeq(text, ",\n") {
		word, hits, ok := strings.Cut(line, `":"`)
		if !ok || len(word) < 2 || word[0] != '"' || !strings.HasSuffix(hits, `"`) {
			return nil, false
		}
		rows = append(rows, row{word[1:], hits[:len(hits)-1]})
	}
	return rows, true
}

func writeRows(rows []row) []byte {
	var b bytes.Buffer
	b.WriteString("{")
	for i, r := range rows {
		if i > 0 {
			b.WriteString(",\n")
		}
		// A word has letters and digits only, so nothing needs escaping.
		b.WriteString(`"` + r.word + `":"` + r.hits + `"`)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// readHits is the contrary of encode.
func readHits(hits string) (list []Hit, more bool) {
	hits, more = strings.CutPrefix(hits, "*")
	story, n, shift := 0, 0, 0
	for i := range len(hits) {
		d := strings.IndexByte(digits, hits[i])
		n |= d & 31 << shift
		if shift += 5; d < 32 {
			story += n >> 2
			list = append(list, NewHit(story, Weight(n&3)))
			n, shift = 0, 0
		}
	}
	return list, more
}
