package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Buckets is how many parts the words of a text are kept in. It is more than
// most hubs have files of words, and never fewer than a file's share.
const Buckets = 64

// hash is the same for words with the same first four characters (FNV-1a),
// so that they stand in one file: whoever has typed four letters can be shown
// what begins with them. Vowels but the first letter count as one, because
// they are what people mistake most: "kittle" leads to the file of "kettle".
// It makes the files hardly less even.
func hash(word []byte) uint32 {
	h := uint32(basis)
	for i := 0; i < 4 && len(word) > 0; i++ {
		r, n := rune(word[0]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(word)
		} else if i > 0 {
			r = rune(said[r])
		}
		h = (h ^ uint32(r)) * prime
		word = word[n:]
	}
	return settled(h)
}

// said are the bytes of ASCII with all vowels alike.
var said = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		t[c] = byte(c)
	}
	for _, c := range "aeiouy" {
		t[c] = '*'
	}
	return t
}()

// Bucket is the part a word stands in.
func Bucket(word string) int { return int(hash([]byte(word)) % Buckets) }

// Shard is the file a word stands in, of so many.
func Shard(word string, shards int) int { return int(hash([]byte(word)) % uint32(shards)) }

// Gathered are the different words of a text.
type Gathered struct {
	// Lines has a line for each bucket: its words, sorted, with spaces
	// between them.
	Lines []byte
	// Sums stands for Lines: four bytes for each bucket, zero for an empty
	// one. It is empty where there are no words at all.
	Sums string
}

// Gather collects the words of a text in HTML. Code blocks are left out:
// nobody looks for a person by a line of code. It costs about as much as
// copying the text a few times, which matters with ten thousand of them.
func Gather(html []byte) Gathered { return GatherIn(nil, html) }

// GatherIn is Gather with the lines in the memory of buf, where it has room.
func GatherIn(buf, html []byte) Gathered {
	g := gatherers.Get().(*gatherer)
	defer gatherers.Put(g)
	g.reset()
	g.html(html)
	return g.pack(buf)
}

var gatherers = sync.Pool{New: func() any { return &gatherer{table: make([]int32, 1<<10)} }}

// gatherer is a set of words, made for being used again and again.
type gatherer struct {
	text  []byte  // the words, one after the other
	words []piece // where they are, in the order they came
	dealt []dealt // the same, by bucket
	table []int32 // open addressing: number of a word, plus one
	word  []byte  // the one being read
	hash  uint32  // of that
	wide  bool    // it has letters beyond ASCII
}

type piece struct {
	from, to int32
	hash     uint32
}

type dealt struct {
	begins   uint64 // the first eight bytes, which put most words in their order
	from, to int32
}

func (g *gatherer) reset() {
	g.text, g.words, g.word, g.hash = g.text[:0], g.words[:0], g.word[:0], basis
	clear(g.table)
}

// small is a letter or digit of ASCII as a word has it, 0 for all else.
var small = func() (t [256]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c&^0x20] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	return t
}()

func (g *gatherer) html(b []byte) {
	for i := 0; i < len(b); {
		// Nearly all there is: letters, and what parts words.
		word, h := g.word, g.hash
		for i < len(b) && small[b[i]] != 0 {
			c := small[b[i]]
			word, h = append(word, c), (h^uint32(c))*prime
			i++
		}
		g.word, g.hash = word, h
		if i == len(b) {
			break
		}
		switch c := b[i]; {
		case c == '<':
			g.flush()
			i += tag(b[i:])
		case c == '&':
			n, apostrophe := reference(b[i:])
			if !apostrophe {
				g.flush()
			}
			i += n
		case c == '\'':
			i++
		case c < utf8.RuneSelf:
			g.flush()
			i++
		default:
			r, n := utf8.DecodeRune(b[i:])
			switch {
			case r == '’' || r == '‘':
			case unicode.IsLetter(r) || unicode.IsNumber(r) || silent(r):
				g.word, g.wide = append(g.word, b[i:i+n]...), true
			case norm.NFKD.Properties(b[i:]).Decomposition() != nil:
				// A sign such as ℡, which is three letters. Words knows.
				g.word, g.wide = append(g.word, b[i:i+n]...), true
			default:
				g.flush()
			}
			i += n
		}
	}
	g.flush()
}

// tag is how many bytes a tag takes, a code block being one.
func tag(b []byte) int {
	if bytes.HasPrefix(b, []byte("<pre")) {
		if n := bytes.Index(b, []byte("</pre>")); n > 0 {
			return n
		}
	}
	if n := bytes.IndexByte(b, '>'); n > 0 {
		return n + 1
	}
	return len(b)
}

// reference is how many bytes a character reference takes, and whether it
// means an apostrophe.
func reference(b []byte) (int, bool) {
	n := bytes.IndexByte(b[:min(len(b), 12)], ';')
	if n < 0 {
		return 1, false
	}
	return n + 1, string(b[:n+1]) == "&#39;"
}

// flush ends a word.
func (g *gatherer) flush() {
	switch {
	case g.wide:
		for _, w := range Words(string(g.word)) {
			g.add([]byte(w), place([]byte(w)))
		}
		g.wide = false
	case len(g.word) > longestWord:
		g.add(g.word[:longestWord], place(g.word[:longestWord]))
	case len(g.word) > 1:
		g.add(g.word, settled(g.hash))
	}
	g.word, g.hash = g.word[:0], basis
}

// add adds a word, whose place is h.
func (g *gatherer) add(word []byte, h uint32) {
	mask := uint32(len(g.table) - 1)
	for at := h & mask; ; at = (at + 1) & mask {
		n := g.table[at]
		if n == 0 {
			g.table[at] = int32(len(g.words) + 1)
			break
		}
		if p := &g.words[n-1]; p.hash == h && bytes.Equal(g.text[p.from:p.to], word) {
			return
		}
	}
	from := int32(len(g.text))
	g.text = append(g.text, word...)
	g.words = append(g.words, piece{from: from, to: int32(len(g.text)), hash: h})
	if len(g.words) > len(g.table)/2 {
		g.grow()
	}
}

// place is where the table has a word (FNV-1a): words are too short to be worth
// a call of anything cleverer.
func place(word []byte) uint32 {
	h := uint32(basis)
	for _, c := range word {
		h = (h ^ uint32(c)) * prime
	}
	return settled(h)
}

// Those of FNV-1a.
const (
	basis = 2166136261
	prime = 16777619
)

func settled(h uint32) uint32 { return h ^ h>>15 }

func (g *gatherer) grow() {
	g.table = make([]int32, 2*len(g.table))
	mask := uint32(len(g.table) - 1)
	for i, p := range g.words {
		at := p.hash & mask
		for g.table[at] != 0 {
			at = (at + 1) & mask
		}
		g.table[at] = int32(i + 1)
	}
}

// pack puts the words into their buckets.
func (g *gatherer) pack(buf []byte) Gathered {
	if len(g.words) == 0 {
		return Gathered{}
	}
	// Counted first, then dealt out: no bucket has to grow.
	var ends [Buckets]int
	for i := range g.words {
		p := &g.words[i]
		p.hash = hash(g.text[p.from:p.to]) % Buckets
		ends[p.hash]++
	}
	for b := 1; b < Buckets; b++ {
		ends[b] += ends[b-1]
	}
	g.dealt = slices.Grow(g.dealt[:0], len(g.words))[:len(g.words)]
	begins := ends
	for i := range g.words {
		p := &g.words[i]
		begins[p.hash]--
		var eight [8]byte
		copy(eight[:], g.text[p.from:p.to])
		g.dealt[begins[p.hash]] = dealt{binary.BigEndian.Uint64(eight[:]), p.from, p.to}
	}
	lines := slices.Grow(buf[:0], len(g.text)+len(g.words)+Buckets)
	var all [4 * Buckets]byte
	sums := all[:0]
	for b := range Buckets {
		words := g.dealt[begins[b]:ends[b]]
		slices.SortFunc(words, func(a, b dealt) int {
			if a.begins != b.begins {
				return cmp.Compare(a.begins, b.begins)
			}
			return bytes.Compare(g.text[a.from:a.to], g.text[b.from:b.to])
		})
		begin := len(lines)
		for i, p := range words {
			if i > 0 {
				lines = append(lines, ' ')
			}
			lines = append(lines, g.text[p.from:p.to]...)
		}
		sum := uint32(0)
		if len(words) > 0 {
			sum = crc32.Checksum(lines[begin:], castagnoli)
		}
		sums = append(sums, byte(sum), byte(sum>>8), byte(sum>>16), byte(sum>>24))
		lines = append(lines, '\n')
	}
	return Gathered{Lines: lines, Sums: string(sums)}
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Line is the line of a bucket.
func Line(lines []byte, bucket int) []byte {
	for ; bucket > 0; bucket-- {
		n := bytes.IndexByte(lines, '\n')
		if n < 0 {
			return nil
		}
		lines = lines[n+1:]
	}
	if n := bytes.IndexByte(lines, '\n'); n >= 0 {
		return lines[:n]
	}
	return nil
}

// Lines calls f with every line that has words.
func Lines(lines []byte, f func(bucket int, line []byte)) {
	for b := range Buckets {
		n := bytes.IndexByte(lines, '\n')
		if n < 0 {
			return
		}
		if n > 0 {
			f(b, lines[:n])
		}
		lines = lines[n+1:]
	}
}

// Sum is the part of Sums that stands for a bucket.
func Sum(sums string, bucket int) string {
	if len(sums) < 4*Buckets {
		return "\x00\x00\x00\x00"
	}
	return sums[4*bucket : 4*bucket+4]
}
