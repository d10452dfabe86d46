package generator

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/model"
	"kith/generator/search"
)

// Where an edit brings a word that a story didn't have, or takes one out, the
// search index has to learn of it. To read the words of ten thousand stories
// for that takes longer than all else that is done after an edit, so the files
// with these words are patched. Which stories have which words is in them.

// respelt is a story that has other words now.
type respelt struct {
	file    string
	was, is *model.Body
}

// findableTexts are the stories that can be found, by their place among the
// texts that are shown, and what stands for their words.
func (r *render) findableTexts(shown []ledger.ShownText) (places []uint32, words []byte) {
	at := make(map[string]uint32, len(shown))
	for i, s := range shown {
		at[s.File] = uint32(i)
	}
	files, blocks := r.graph.FindableTexts()
	for _, f := range files {
		i, ok := at[f]
		if !ok {
			return nil, nil
		}
		places = append(places, i)
	}
	return places, ledger.Encode(nil, &blocks)
}

// spell makes the files of words anew in which a story has others now.
func (t *textEdit) spell() error {
	if len(t.respelt) == 0 {
		return nil
	}
	var blocks []graph.WordSums
	if _, err := ledger.Decode(string(t.was.Words), &blocks); err != nil || len(blocks) == 0 {
		return errCloser
	}
	before := slices.Clone(blocks)
	shards := search.Shards(len(t.was.Findable))
	for _, s := range t.respelt {
		at := slices.IndexFunc(t.was.Findable, func(n uint32) bool { return int(n) < len(t.was.Shown) && t.was.Shown[n].File == s.file })
		if at < 0 {
			continue // it can't be found
		}
		if err := t.sumAgain(blocks, at/graph.SummedTogether); err != nil {
			return err
		}
		come, gone, err := t.otherWords(s)
		if err != nil {
			return err
		}
		for b := range search.Buckets {
			if search.Sum(s.was.Words.Sums, b) == search.Sum(s.is.Words.Sums, b) {
				continue
			}
			if err := t.patch(b, shards, len(t.was.Findable)-1-at, come[b], gone[b]); err != nil {
				return err
			}
		}
	}
	t.was.Words = ledger.Encode(nil, &blocks)
	// What was asked has other answers, which are known only now.
	for i := range t.index {
		m := &t.index[i]
		if digest := ledger.Bytes(m.data); digest != m.trace.Bytes {
			m.trace.Bytes, m.staged = digest, true
		}
		var asked []uint32
		for _, q := range m.trace.Asked {
			question, err := t.question(q)
			if err != nil {
				return errCloser
			}
			if bucket, ok := strings.CutPrefix(question.Text, "find.words "); ok {
				b, err := strconv.Atoi(bucket)
				if err != nil || b < 0 || b >= search.Buckets || question.Answer != ledger.Of(graph.WordsAnswer(before, b)) {
					return errCloser
				}
				question.Answer = ledger.Of(graph.WordsAnswer(blocks, b))
			}
			asked = append(asked, uint32(t.was.Questions+len(t.recent.Questions)))
			t.recent.Questions = append(t.recent.Questions, question)
		}
		m.trace.Asked = asked
	}
	return nil
}

// sumAgain sums up the words of a block of stories.
func (t *textEdit) sumAgain(blocks []graph.WordSums, block int) error {
	from := block * graph.SummedTogether
	if block >= len(blocks) {
		return errCloser
	}
	var sums []string
	for _, n := range t.was.Findable[from:min(from+graph.SummedTogether, len(t.was.Findable))] {
		if int(n) >= len(t.was.Shown) {
			return errCloser
		}
		f := t.edited[t.was.Shown[n].File]
		if f == nil {
			var err error
			if f, err = t.known(t.was.Shown[n].File); err != nil || f == nil || f.entry() == nil {
				return errCloser
			}
		}
		sums = append(sums, f.entry().Body.Words.Sums)
	}
	blocks[block] = graph.SumWords(sums)
	return nil
}

// otherWords are the words that a story got and lost, by bucket.
func (t *textEdit) otherWords(s respelt) (come, gone [search.Buckets][]string, err error) {
	was, err := t.words(s.was)
	if err != nil {
		return come, gone, errCloser
	}
	is, err := t.words(s.is)
	if err != nil {
		return come, gone, errCloser
	}
	for b := range search.Buckets {
		come[b], gone[b] = without(is[b], was[b]), without(was[b], is[b])
	}
	return come, gone, nil
}

// words are the words of a text, by bucket.
func (t *textEdit) words(body *model.Body) (out [search.Buckets][]string, err error) {
	lines, err := t.store.getWords(body, nil)
	if err != nil {
		return out, err
	}
	search.Lines(lines, func(b int, line []byte) {
		for word := range bytes.SplitSeq(line, []byte{' '}) {
			out[b] = append(out[b], string(word))
		}
	})
	return out, nil
}

// without are the words of a list that another doesn't have.
func without(words, other []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(other, w) })
}

// patch lets the files of a bucket know which words of it a story got and lost.
func (t *textEdit) patch(bucket, shards, story int, come, gone []string) error {
	question := "find.words " + strconv.Itoa(bucket)
	for i := range t.was.Shown {
		s := &t.was.Shown[i]
		if s.Question != question {
			continue
		}
		for k, output := range s.Outputs {
			m, err := t.indexFile(output, s.At[k], question)
			if err != nil {
				return err
			}
			number, ok := strings.CutPrefix(m.trace.ID, "find words ")
			shard, err := strconv.Atoi(number)
			if !ok || err != nil {
				return errCloser
			}
			elsewhere := func(word string) bool { return search.Shard(word, shards) != shard }
			if m.data, ok = search.Patched(m.data, story, slices.DeleteFunc(slices.Clone(come), elsewhere), slices.DeleteFunc(slices.Clone(gone), elsewhere)); !ok {
				return errCloser
			}
		}
	}
	return nil
}

// indexFile is a file of words as it is so far.
func (t *textEdit) indexFile(output, at uint32, question string) (*madeText, error) {
	if i := slices.IndexFunc(t.index, func(m madeText) bool { return m.output == output }); i >= 0 {
		return &t.index[i], nil
	}
	m := madeText{output: output, at: at, why: "another answer to: " + question}
	err := t.remembered(&m)
	if err != nil {
		return nil, err
	}
	if m.data, err = t.out.Read(m.trace.Path); err != nil || ledger.Bytes(m.data) != m.trace.Bytes {
		return nil, errCloser
	}
	t.index = append(t.index, m)
	return &t.index[len(t.index)-1], nil
}
