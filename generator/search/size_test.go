package search

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// A first search in a hub of ten thousand stories and five hundred people,
// with words as frequent as in real texts, sends less than 100 kB. The
// largest file of words and the largest files of titles are taken.
func TestFirstSearchIsSmall(t *testing.T) {
	if os.Getenv("KITH_SLOW") == "" {
		t.Skip("ten thousand stories: set KITH_SLOW=1")
	}
	const stories, people = 10_000, 500
	r := rand.New(rand.NewPCG(1, 2))
	words := vocabulary(r, 60_000)
	common := rand.NewZipf(r, 1.07, 3, uint64(len(words)-1))
	some := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = words[common.Uint64()]
		}
		return strings.Join(out, " ")
	}
	shards := Shards(stories)
	lists := Lists{}
	for n := stories - 1; n >= 0; n-- {
		Lines(Gather([]byte(some(750))).Lines, func(_ int, line []byte) { lists.Text(line, n) })
	}
	byShard := make([]Lists, shards)
	for word, l := range lists {
		s := Shard(word, shards)
		if byShard[s] == nil {
			byShard[s] = Lists{}
		}
		byShard[s][word] = l
	}
	var files [][]byte
	total := 0
	for _, l := range byShard {
		files = append(files, l.File())
		total += len(files[len(files)-1])
	}
	slices.SortFunc(files, func(a, b []byte) int { return len(b) - len(a) })
	load := [][]byte{files[0]}

	rows := make([]Story, Block)
	for i := range rows {
		rows[i] = Story{Title: some(7), URL: "stories/" + strings.ReplaceAll(some(4), " ", "-") + "/", Tellers: []string{some(2)}, Face: "people/" + strings.ReplaceAll(some(2), " ", "-") + "/", Date: "2026-11-14"}
	}
	block, err := StoriesFile(rows)
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		load = append(load, block)
	}
	near := Near{Stories: stories, Shards: shards, Block: Block}
	for _, kind := range []struct {
		name string
		n    int
	}{{"people", people}, {"routes", 20}, {"values", 8}, {"topics", 60}} {
		f := Finds{Kind: kind.name}
		for range kind.n {
			f.Things = append(f.Things, Thing{Title: some(2), URL: kind.name + "/" + strings.ReplaceAll(some(2), " ", "-") + "/", Note: some(3), Words: []string{some(3), some(3)}, Way: fmt.Sprintf("01632 %06d", r.IntN(1e6)), Face: "/images/portrait-00.jpg"})
		}
		near.Finds = append(near.Finds, f)
	}
	first, err := near.File()
	if err != nil {
		t.Fatal(err)
	}
	load = append(load, first)
	plain, sent := 0, 0
	for _, file := range load {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(file)
		z.Close()
		plain, sent = plain+len(file), sent+b.Len()
	}
	t.Logf("%d files of words, %d bytes together; the largest %d, the middle one %d; %d words; near %d, titles %d", len(files), total, len(files[0]), len(files[len(files)/2]), len(lists), len(first), len(block))
	t.Logf("a first search reads %d bytes, %d as sent", plain, sent)
	if sent > 100_000 {
		t.Errorf("a first search sends %d bytes", sent)
	}
}

// vocabulary makes words whose beginnings are as unevenly shared out as those
// of a language.
func vocabulary(r *rand.Rand, n int) []string {
	// In English 1.6 % of words begin with "con", and fewer with any other.
	first := strings.Fields("con pro com dis int pre per res str tra par mar car sta for exp imp out over under sub super man tea ket bro clo gre fla spo whi thr")
	syllables := strings.Fields("a e i o u la le li lo lu ra re ri ro ru ta te ti to tu na ne ni no nu ma me mi mo mu sa se si so da de di do ing er ly ness tion")
	seen := map[string]bool{}
	out := make([]string, 0, n)
	for len(out) < n {
		w := ""
		if r.IntN(3) == 0 {
			w = first[r.IntN(1+r.IntN(len(first)))]
		} else if r.IntN(2) == 0 {
			w = string(rune('a'+r.IntN(26))) + string(rune('a'+r.IntN(26)))
		}
		for range 2 + r.IntN(3) {
			w += syllables[r.IntN(len(syllables))]
		}
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}
