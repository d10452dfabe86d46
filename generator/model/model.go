// Package model is a hub as people wrote it: typed, but still unlinked. A
// Story names people, it does not hold them.
//
// Everything here is plain data, because it is remembered between runs: the
// facts of a source file are one Record, stored by the file's digest. Package
// content makes records from files; package graph links them. Start with Site.
package model

import (
	"sync"

	"kith/generator/config"
	"kith/generator/diag"
	"kith/generator/ledger"
	"kith/generator/markdown"
	"kith/generator/meta"
)

// Kind is a kind of content.
type Kind string

// The kinds of content. Index is the _index.md of a folder, or of the site.
const (
	KindStory  Kind = "story"
	KindPerson Kind = "person"
	KindValue  Kind = "value"
	KindRoute  Kind = "route"
	KindTeam   Kind = "team"
	KindTopic  Kind = "topic"
	KindPlace  Kind = "place"
	KindSeries Kind = "series"
	KindPage   Kind = "page"
	KindVoice  Kind = "voice"
	KindIndex  Kind = "index"
)

// Ref is a name somebody wrote, and where.
type Ref struct {
	// ID is in normal form: NFC and lower case. Terms, which are written in
	// words ("Field Service"), have the id those words make (field-service).
	ID string `settle:"shared"`
	// Words is what was written, for showing terms and for messages.
	Words string `settle:"shared"`
	At    diag.Pos
	Len   int
}

// Entry is what all kinds of content have in common.
type Entry struct {
	Kind Kind
	// ID is the file's or folder's name: NFC, lower case.
	ID string
	// File is the source, a slash path from the site's folder.
	File string
	// Folder is the folder of an index.md, whose files belong to it; "" for
	// a file that stands by itself.
	Folder string
	// Lang is the language in a translation's file name; "" for a base file.
	Lang string
	// Title is the title or name. It may be empty in a translation.
	Title   string
	TitleAt diag.Pos
	Summary string
	Slug    string
	// Ask names who answers for the page.
	Ask       Ref
	Aliases   []Ref
	Draft     bool
	Expires   meta.Date
	NoIndex   bool
	Canonical string
	UID       string
	Checked   meta.Date
	Order     int
	Params    *meta.Tree // nil, as nearly always, where there are none
	// VoiceKeep are notes of the voice check that somebody chose to live with.
	VoiceKeep []Keep
	Body      Body
}

// Keep is a note of the voice check to live with: about these words, or of
// this rule; of both, where both are said.
type Keep struct {
	Words, Rule, Why string
	At               diag.Pos
	Len              int
}

// Body is a page's text, converted but not yet linked.
type Body struct {
	// Digest stands for the text and for the way it was converted.
	Digest string
	// At and Size say where its HTML lies in the store of bodies.
	At int64
	// Sum is a checksum of it, against a damaged store.
	Sum  uint32
	Size int
	// Words are the different words of a story's text, for searching.
	Words Words
	// Doc is what is known about it without reading it. Where an entry has a
	// summary, there is no excerpt.
	Doc markdown.Brief
	// Packed is its outline. A text's outline is asked for twice or three
	// times in a run, and made of so many small pieces that those of a large
	// hub, unpacked, would be a third of all that is in memory.
	Packed string
}

// Outline is what stands where in the text.
func (b *Body) Outline() markdown.Outline {
	var o markdown.Outline
	if b.Packed != "" {
		if _, err := ledger.Decode(b.Packed, &o); err != nil {
			panic("model: " + err.Error()) // whoever read it has looked at its checksum
		}
	}
	return o
}

// Slots goes through the slots of the outline, in order, without making a list
// of them: linking a hub looks at those of all texts, more than once. A slot is
// good until the next one.
func (b *Body) Slots(yield func(*markdown.Slot) bool) {
	if b.Packed == "" {
		return
	}
	// They are the first field of markdown.Outline. TestSlots compares what
	// is read here with Outline.
	in := ledger.Read(b.Packed)
	var s markdown.Slot
	for n := in.Count(); n > 0 && in.Err() == nil; n-- {
		s.Kind, s.At = markdown.SlotKind(in.Uint()), in.Int()
		s.Dest, s.Text, s.Title, s.Class = in.String(), in.String(), in.String(), in.String()
		s.Offset, s.Len = in.Int(), in.Int()
		if !yield(&s) {
			return
		}
	}
	if err := in.Err(); err != nil {
		panic("model: " + err.Error()) // as above
	}
}

// Headings goes through the headings of the outline, in order. One is good
// until the next one.
func (b *Body) Headings(yield func(*markdown.Heading) bool) {
	if b.Packed == "" {
		return
	}
	rest, err := ledger.Each(b.Packed, func(*markdown.Slot) bool { return true }) // as above
	if err == nil {
		_, err = ledger.Each(rest, yield)
	}
	if err != nil {
		panic("model: " + err.Error()) // as above
	}
}

// PackOutline sets a text's outline.
func (b *Body) PackOutline(o *markdown.Outline) {
	b.Packed = ""
	if len(o.Headings)+len(o.Slots)+len(o.Outside)+len(o.Anchors) > 0 {
		buf := packs.Get().(*[]byte)
		*buf = ledger.Encode((*buf)[:0], o)
		b.Packed = string(*buf)
		packs.Put(buf)
	}
}

// packs is memory to pack outlines in.
var packs = sync.Pool{New: func() any { return new([]byte) }}

// Words are the different words of a text, in buckets (see package search).
// They lie in the store behind the text's HTML.
type Words struct {
	Size int
	// Sum is a checksum of them, against a damaged store.
	Sum uint32
	// Sums stands for the words of each bucket.
	Sums string
}

// Image is a picture somebody chose.
type Image struct {
	Src        Ref
	Alt        string
	AltAt      diag.Pos
	HasAlt     bool
	Decorative bool
	Caption    string
	Credit     string
	People     []Ref
	Focus      string
	Frame      string
}

// Record is what one source file decodes to. Exactly one of the pointers is
// set, or none if the file could not be used.
type Record struct {
	File     string
	Kind     Kind
	Findings []diag.Diagnostic
	// Unknown are fields nobody knows, for one grouped warning each.
	Unknown []meta.Text

	Story  *Story
	Person *Person
	Value  *Value
	Route  *Route
	Team   *Team
	Topic  *Topic
	Place  *Place
	Series *Series
	Page   *Page
	Index  *Index
}

// Entry returns the common part of whatever the record holds, or nil.
func (r *Record) Entry() *Entry {
	switch {
	case r.Story != nil:
		return &r.Story.Entry
	case r.Person != nil:
		return &r.Person.Entry
	case r.Value != nil:
		return &r.Value.Entry
	case r.Route != nil:
		return &r.Route.Entry
	case r.Team != nil:
		return &r.Team.Entry
	case r.Topic != nil:
		return &r.Topic.Entry
	case r.Place != nil:
		return &r.Place.Entry
	case r.Series != nil:
		return &r.Series.Entry
	case r.Page != nil:
		return &r.Page.Entry
	case r.Index != nil:
		return &r.Index.Entry
	}
	return nil
}

// Site is a whole hub. Each list is in the order of its files' paths.
type Site struct {
	Config  *config.Config
	Records []*Record
	// Files are the other files under content/ and static/, sorted by path.
	Files []File
}

// File is a file that is published as it is, or not at all.
type File struct {
	// Path is a slash path from the site's folder.
	Path string
	Size int64
	// Digest stands for its bytes.
	Digest string
	// Width and Height are a picture's, in pixels and upright; 0 where unknown.
	Width, Height int
	// Picture is set for what is a picture, or says that it is one.
	Picture *Picture
	// Hidden is what a file that is no picture tells about whoever made it.
	Hidden string
}

// Picture is what is known of a picture's file besides its size.
type Picture struct {
	// Format is what it really is, as picture.Format.
	Format string
	// Scales says that sizes can be made of it; others are shown as they are.
	// Lossless says that these should be PNG: it is drawn, or parts may be
	// seen through.
	Scales, Lossless bool
	// Fault is why it will not do as a picture: Words go behind its name, Hint
	// says what helps. Reason is picture.Reason.
	Reason, Words, Hint string
	// Misnamed says that its name says another format.
	Misnamed bool
	// Puzzling is the name of a colour profile that can't be read.
	Puzzling string
	// Sign says that it looks like a sign, and not like somebody.
	Sign bool
	// Fades is the name of a colour profile that the file loses where it is
	// published as it is.
	Fades string
	// Hides says that it has metadata.
	Hides bool
	// Credit is what its metadata say of who made or owns it.
	Credit []string
}

// Index is the words above a folder's index page, or of the home page.
type Index struct {
	Entry
	// Of is the folder: "" for the home page, "stories", "people" and so on.
	Of string
}

// Page is a plain page. Section is "" for those directly under content/.
type Page struct {
	Entry
	Section string
	Menu    string // "main", "footer" or ""
	Date    meta.Date
	// Voice is set on content/voice.md only.
	Voice *Voice
}

// Voice is the rules in the front matter of content/voice.md.
type Voice struct {
	Say   []Say
	Never []Phrase
	Names []Phrase
	// People is the first person of the house: "we" or "I", or what another
	// language has for it.
	People   string
	Sentence int
	Grade    int
	// Exclaim is how many exclamation marks a page may have: 0 is not said,
	// -1 none at all.
	Exclaim int
}

// Say is one "we say this instead of that".
type Say struct {
	InsteadOf []string
	Say       string
	Because   string
	// Level is "must-fix", "worth-a-look" or "idea"; "" is the second.
	Level string
	At    diag.Pos
}

// Phrase is words of voice.md, and where they stand there.
type Phrase struct {
	Words string
	At    diag.Pos
}
