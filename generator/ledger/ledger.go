// Package ledger remembers between runs: digests of plain data, what every
// output asked for last time, and what came of it.
//
// It knows neither pages nor files' contents; it stores what it is given.
// codec.go turns plain data into bytes and back, digest.go into a digest,
// store.go keeps both in one file. Ledger below is the record of one output
// folder.
//
// An output is a function of the answers it asked for. It is kept when every
// question in its trace has the same answer digest as last time and its file
// is still the one that was written.
package ledger

import "slices"

// Ledger is what is known of one output folder since its last build.
type Ledger struct {
	// Name tells one large file from another (see Recent).
	Name string
	// World stands for all facts but the words of bodies: while it is the
	// same, only questions about bodies can have other answers.
	World     Digest
	Outputs   []Trace
	Questions []Question
	// Places are what pages link to (Facts.Places).
	Places []string
	// Guards are questions that stand before others (see graph.Guards).
	Guards []Question
	// Foreign are files in the folder that are not ours.
	Foreign []string
}

// Recent is what has changed since a Ledger was written, in a small file
// beside it: after one edit, what is known of ten thousand pages need not be
// written again.
type Recent struct {
	// Name is that of the ledger it adds to.
	Name  string
	World Digest
	// Outputs stand in place of those with their paths, Questions and Places
	// after those of the ledger.
	Outputs   []Trace
	Questions []Question
	Places    []string
	Guards    []Question
	Foreign   []string
}

// Sweep drops the questions and places that no output names, and each that
// is there twice. The others get new numbers.
func (l *Ledger) Sweep() {
	questions := numbers{new: make([]uint32, len(l.Questions)), of: map[string]uint32{}}
	places := numbers{new: make([]uint32, len(l.Places)), of: map[string]uint32{}}
	for i := range l.Outputs {
		t := &l.Outputs[i]
		t.Asked = questions.again(t.Asked, func(q uint32) string { return l.Questions[q].Text })
		t.Facts.Places = places.again(t.Facts.Places, func(p uint32) string { return l.Places[p] })
	}
	l.Questions, l.Places = only(l.Questions, questions.kept), only(l.Places, places.kept)
}

// numbers gives things new numbers, in the order in which they are named.
type numbers struct {
	new  []uint32 // by old number, plus one
	of   map[string]uint32
	kept []uint32 // old numbers by new one
}

func (x *numbers) again(old []uint32, text func(uint32) string) []uint32 {
	out := make([]uint32, len(old))
	for i, n := range old {
		if x.new[n] == 0 {
			t := text(n)
			if x.of[t] == 0 {
				x.kept = append(x.kept, n)
				x.of[t] = uint32(len(x.kept))
			}
			x.new[n] = x.of[t]
		}
		out[i] = x.new[n] - 1
	}
	return out
}

func only[T any](list []T, kept []uint32) []T {
	out := make([]T, len(kept))
	for i, n := range kept {
		out[i] = list[n]
	}
	return out
}

// Seen is what a run needs to find out that nothing at all has changed. It
// is a file of its own, because that is the commonest run and the ledger of a
// large hub takes time to read.
type Seen struct {
	// Sources stands for the stamps of all sources; zero where one was too
	// young to be trusted.
	Sources Digest
	// Today is the day it was built for, Next the next on which output or
	// findings change (both yyyymmdd; Next is 0 for never).
	Today, Next int
	// Report is what the build said, for saying it again.
	Report  []byte
	Outputs []Stamp
	// Texts names the Texts of the same build, "" if there are none.
	Texts string
}

// Texts is what a run needs besides Seen to find out that nothing has changed
// but the words of some texts, and to make the pages that show these.
type Texts struct {
	Name string
	// Stamps are those of all sources, as they were written down to be compared;
	// Young are the files whose stamps prove nothing, for they were just written.
	Stamps []byte
	Young  []string
	// Facts names the facts that it was made from.
	Facts string
	// Ledger names the large file of what outputs asked, which has so many
	// questions and places; World, Guards and Foreign are as in Ledger.
	Ledger            string
	Questions, Places int
	World             Digest
	Guards            []Question
	Foreign           []string
	// Findable are the files of the stories that the search index has, newest
	// first, as numbers in Shown, and Words what stands for their words; none
	// where they can't be changed one by one.
	Findable []uint32
	Words    []byte
	// Told are the files about which anything was found, whether it was said or not.
	Told []string
	// Shown says which outputs show the text of a file, by file.
	Shown []ShownText
	// Together are the ids of stories of which one tells how many there are, and
	// which come before and after it.
	Together [][]string
	// Runs counts those that made nothing but pages since the facts were saved.
	Runs int
}

// ShownText is a source file whose text is on some pages, which asked for it by
// a question: by their numbers in Seen.Outputs, and in the large file. It has no
// file where the question is about the words of many.
type ShownText struct {
	File        string
	Question    string
	Outputs, At []uint32
}

// Stamp is a file as it was written.
type Stamp struct {
	Path  string
	Size  int64
	MTime int64
	Inode uint64
}

// Question is one question and the digest of its answer.
type Question struct {
	Text   string
	Answer Digest
}

// Trace is how an output came to be.
type Trace struct {
	Path, Kind, ID, Given string
	// Bytes stands for the file's bytes, Size, MTime and Inode for the file
	// as it was written.
	Bytes Digest
	Size  int64
	MTime int64
	Inode uint64
	// Asked are indexes into Ledger.Questions.
	Asked []uint32
	Facts Facts
}

// Same reports whether two traces of one path are alike.
func (t *Trace) Same(o *Trace) bool {
	return t.Bytes == o.Bytes && t.Size == o.Size && t.MTime == o.MTime && t.Inode == o.Inode &&
		t.Kind == o.Kind && t.ID == o.ID && t.Given == o.Given && slices.Equal(t.Asked, o.Asked) &&
		slices.Equal(t.Facts.IDs, o.Facts.IDs) && slices.Equal(t.Facts.Places, o.Facts.Places) && t.Facts.Leads == o.Facts.Leads &&
		slices.Equal(t.Facts.Flaws, o.Facts.Flaws)
}

// Facts is what the checks of a finished site need to know of one page.
type Facts struct {
	// Places are the places in the site it links to, as indexes into
	// Ledger.Places; IDs are hashes of what can be linked to in it.
	Places []uint32
	IDs    []uint32
	// Leads says how it leads to a person: not by itself, with a person's
	// name and direct way around its main part, or in it.
	Leads uint8
	// Flaws are what is hard on its readers; most pages have none.
	Flaws []Flaw
}

// Flaw is one thing on a page that is hard on its readers. What its fields
// mean is told by package check.
type Flaw struct {
	Kind          uint8
	Main          bool
	Level, Before uint8
	Words, To     string
}
