package markdown

// SlotKind says what belongs in a Slot.
type SlotKind uint8

const (
	// LinkOpen begins a link into the site. Dest is where it should lead, Text
	// the words it is put on; they are empty in [](person:ada).
	LinkOpen SlotKind = iota
	// LinkClose ends the link that the LinkOpen before it began.
	LinkClose
	// Image is a picture: Dest its file, Text its description, Title its
	// caption, Class one of the Picture... constants.
	Image
	// Poster is the address of a picture inside an attribute.
	Poster
	// File is the address of a file inside an attribute.
	File
	// PersonCard shows a person and how to reach them. Dest is "person:<id>".
	PersonCard
	// Speaker names who says a quotation, with their face. Dest is "person:<id>".
	Speaker
	// Name is what a person is called, linked. Dest is "person:<id>".
	Name
	// Label is a word of the theme, in the page's language. Text is its key
	// (see LabelKeys).
	Label
	// Code is code in a language that can be coloured, which is Text. The code
	// itself stands in the HTML behind the slot, plain, up to the next tag.
	Code
)

const (
	// PictureInline is a picture among words.
	PictureInline = ""
	// PictureFigure is a picture that stands alone, with a caption.
	PictureFigure = "figure"
	// PictureItem is a picture in a gallery.
	PictureItem = "item"
)

// Slot is a place in the HTML whose content depends on the site.
type Slot struct {
	Kind SlotKind
	// At is the byte offset in Doc.HTML where it is filled in.
	At int
	// Dest is what was written, with Markdown's escapes, entities and percent
	// signs decoded: "person:ada-okonjo", "../people/x.md#bio", "notes.pdf".
	// Only %23, %3F and %25 stay, so that Split finds the right # and ?.
	Dest string
	// Text, Title and Class depend on the Kind.
	Text, Title, Class string
	// Offset and Len say where Dest stands in the source file. Of a link
	// through a reference it is the definition that counts.
	Offset, Len int
}

// Split returns the three parts of Dest, decoded and without ? and #.
func (s Slot) Split() (path, query, fragment string) { return splitDest(s.Dest) }

// IsRef reports whether Dest names a thing of the site, as in "person:ada",
// and returns its kind and id.
func (s Slot) IsRef() (kind, id string, ok bool) { return splitRef(s.Dest) }

// Resolver knows the site. Fill asks it.
type Resolver interface {
	// Link says where a LinkOpen leads.
	Link(Slot) Link
	// Image says which files show a picture (Image, Poster).
	Image(Slot) Picture
	// Person says what may be shown of somebody.
	Person(id string) Person
	// File returns the URL of a media file, "" if there is none.
	File(Slot) string
	// Label returns a word in the page's language (see LabelKeys), "" for
	// the English one.
	Label(key string) string
	// Code returns code in colour, as Colour makes it.
	Code(lang, code string) []byte
}

// Link is where a link leads.
type Link struct {
	Href string
	// OK is false where the link must go and its words stay.
	OK bool
	// Text is used where the writer put the link on no words.
	Text string
}

// Picture is an image as files that exist.
type Picture struct {
	Src           string
	Width, Height int
	// SrcSet has it in several widths; Sources are others in formats that not
	// all browsers know.
	SrcSet  string
	Sources []Source
	// Tone are classes for the colour that stands there until it comes.
	Tone string
	// OK is false where nothing may be shown: no picture, no caption.
	OK bool
}

// Source is a picture in another format.
type Source struct{ Type, SrcSet string }

// Person is what a card, a speaker or a name shows. Empty fields are left out.
type Person struct {
	Name, KnownAs, Role, URL string
	Face                     Picture
	Phone, PhoneURI          string
	Email, MailURI           string
	// OK is false where nothing of the person may be shown.
	OK bool
}
