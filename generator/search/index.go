package search

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Block is how many stories stand in one file of titles.
const Block = 32

// mostHits is how many stories a word leads to. What is in more stories says
// little about any of them: it may order the finds, and rules none out.
const mostHits = 192

// A file of words is for so many stories, as long as there are not too few
// or too many files.
const (
	storiesAShard            = 40
	fewestShards, mostShards = 4, 256
)

// Shards is how many files of words a hub of so many stories has: a power of
// two, so that it seldom changes, and a file stays a few kilobytes.
func Shards(stories int) int {
	n := fewestShards
	for n < mostShards && n*storiesAShard < stories {
		n *= 2
	}
	return n
}

// Blocks is how many files of titles a hub of so many stories has.
func Blocks(stories int) int { return (stories + Block - 1) / Block }

// BucketsOf are the buckets whose words a file may hold.
func BucketsOf(shard, shards int) []int {
	if shards >= Buckets {
		return []int{shard % Buckets}
	}
	var out []int
	for b := shard; b < Buckets; b += shards {
		out = append(out, b)
	}
	return out
}

// Weight says where in a story a word stands; the heavier counts.
type Weight uint32

// The weights, lightest first.
const (
	InText  Weight = iota
	InTopic        // or in the name of somebody who is in it
	InTeller
	InTitle
)

// Hit is a story that has a word: its number, and the word's weight there.
type Hit uint32

// NewHit makes a Hit.
func NewHit(story int, w Weight) Hit { return Hit(story)<<2 | Hit(w) }

func (h Hit) story() int     { return int(h >> 2) }
func (h Hit) weight() Weight { return Weight(h & 3) }

// Lists are the stories of some words.
type Lists map[string]*List

// List is the stories of one word. Hits are added newest story first; a
// story that is there already counts once.
type List struct {
	heads []Hit // from titles, tellers and topics
	texts []Hit
	more  bool // there were others
}

func (l Lists) of(word []byte) *List {
	list := l[string(word)]
	if list == nil {
		list = &List{}
		l[string(word)] = list
	}
	return list
}

// Heads says in which stories' titles, tellers or topics a word stands,
// newest first, each story once.
func (l Lists) Heads(word string, hits []Hit) { l.of([]byte(word)).heads = hits }

// Text adds the words of a bucket's line.
func (l Lists) Text(line []byte, story int) {
	for len(line) > 0 {
		word := line
		if n := bytes.IndexByte(line, ' '); n >= 0 {
			word, line = line[:n], line[n+1:]
		} else {
			line = nil
		}
		list := l.of(word)
		if len(list.texts) == mostHits {
			list.more = true
			continue
		}
		list.texts = append(list.texts, NewHit(story, InText))
	}
}

// hits are the stories to publish, oldest first: those that count most, and
// among equals the newest.
func (l *List) hits() (out []Hit, more bool) {
	byWeight := slices.Clone(l.heads)
	slices.SortStableFunc(byWeight, func(a, b Hit) int { return int(b.weight()) - int(a.weight()) })
	out, more = byWeight, l.more
	if len(out) > mostHits {
		out, more = out[:mostHits], true
	}
	inHead := map[int]bool{}
	for _, h := range l.heads {
		inHead[h.story()] = true
	}
	for _, h := range l.texts {
		if inHead[h.story()] {
			continue
		}
		if len(out) == mostHits {
			more = true
			break
		}
		out = append(out, h)
	}
	slices.Sort(out)
	return out, more
}

// digits write numbers, five bits each, the lowest first; the upper half
// says that there is more.
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// File is a file of words: each with its stories.
func (l Lists) File() []byte {
	rows := make([]row, 0, len(l))
	for _, word := range slices.Sorted(maps.Keys(l)) {
		hits, more := l[word].hits()
		rows = append(rows, row{word, encode(hits, more)})
	}
	return writeRows(rows)
}

// encode writes stories down, as what each adds to the number of the one
// before.
func encode(hits []Hit, more bool) string {
	var b strings.Builder
	if more {
		b.WriteByte('*')
	}
	last := 0
	for _, h := range hits {
		n := (h.story()-last)<<2 | int(h.weight())
		last = h.story()
		for n >= 32 {
			b.WriteByte(digits[n&31|32])
			n >>= 5
		}
		b.WriteByte(digits[n])
	}
	return b.String()
}

// Story is a story as the list of finds shows it.
type Story struct {
	Title string
	// URL is relative to the home page of the language.
	URL     string
	Tellers []string
	// Face is the id of the teller whose face goes with it, or "".
	Face string
	Date string
}

// StoriesFile is a file of titles.
func StoriesFile(stories []Story) ([]byte, error) {
	rows := make([][]any, len(stories))
	for i, s := range stories {
		rows[i] = []any{s.Title, s.URL, s.Tellers, s.Face, s.Date}
	}
	return lines(rows)
}

// Thing is whatever is no story, as the list of finds shows it.
type Thing struct {
	Title string
	// URL is relative to the home page of the language.
	URL string
	// Note is a line below the title: a role, or who answers.
	Note string
	// Words are others by which it is found.
	Words []string
	// Way is the number or address of whoever it leads to, Face the address
	// of their picture from the site's root, or a monogram.
	Way, Face string
	// People are the addresses of those who answer a need.
	People []string
}

// row is a Thing without what is empty at its end.
func (t Thing) row() []string {
	row := []string{t.Title, t.URL, t.Note, strings.Join(t.Words, "\n"), t.Way, t.Face, strings.Join(t.People, "\n")}
	for len(row) > 2 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	return row
}

// Near is the file that is read first. It holds everything but stories.
type Near struct {
	// Stories is how many there are, Shards and Block how their files are cut.
	Stories, Shards, Block int
	// Home is the path of the home page of the language.
	Home string
	// Say are the words to show.
	Say map[string]string
	// Host is who knows when nothing is found.
	Host Host
	// Finds are the kinds of things, in the order to show them.
	Finds []Finds
}

// Host is who is asked when nothing is found.
type Host struct {
	Name  string `json:"name"`
	URL   string `json:"url,omitempty"`
	Phone string `json:"phone,omitempty"`
	Tel   string `json:"tel,omitempty"`
	Email string `json:"email,omitempty"`
	Mail  string `json:"mail,omitempty"`
}

// Finds are all things of a kind.
type Finds struct {
	Kind   string
	Things []Thing
}

// File is the file itself: JSON with a thing a line, for people who look.
func (n Near) File() ([]byte, error) {
	head, err := marshal(struct {
		Version int               `json:"version"`
		Stories int               `json:"stories"`
		Shards  int               `json:"shards"`
		Block   int               `json:"block"`
		Home    string            `json:"home"`
		Say     map[string]string `json:"say"`
		Host    Host              `json:"host"`
	}{1, n.Stories, n.Shards, n.Block, n.Home, n.Say, n.Host})
	if err != nil {
		return nil, err
	}
	b := bytes.NewBuffer(bytes.TrimSuffix(head, []byte("}")))
	for _, f := range n.Finds {
		rows := make([][]string, len(f.Things))
		for i, t := range f.Things {
			rows[i] = t.row()
		}
		data, err := lines(rows)
		if err != nil {
			return nil, err
		}
		b.WriteString(",\n\"" + f.Kind + "\":")
		b.Write(bytes.TrimSuffix(data, []byte("\n")))
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

// lines is a JSON list with an entry a line.
func lines[T any](rows []T) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('[')
	for i, row := range rows {
		if i > 0 {
			b.WriteString(",\n")
		}
		data, err := marshal(row)
		if err != nil {
			return nil, err
		}
		b.Write(data)
	}
	b.WriteString("]\n")
	return b.Bytes(), nil
}

// marshal is json.Marshal that leaves <, > and & alone: a script reads this,
// and puts it on a page as text.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
