package view

import "html/template"

// PersonCard is a person as shown elsewhere than on their own page. Where it
// stands inside of another thing, such as a story's card, it has name, face and
// role, and no way to reach them.
type PersonCard struct {
	ID string
	// Name is the full name, KnownAs what to call them in running words.
	Name    string
	KnownAs string
	Role    string
	Team    string
	URL     string // empty where there is no page to link to
	Photo   *Image // 4:5, for a frame; nil: draw the monogram
	Face    *Image // the same cut square around the face, for beside a name
	// Monogram is one or two letters.
	Monogram string
	// Frame is the portrait's frame: two classes such as "oval brass", the
	// same for a person on all pages.
	Frame string
	// Phone and Email are the first direct ones, with their links; empty
	// where there is none or it is not to be used now.
	Phone, PhoneURL string
	Email, EmailURL string
	// Remark is the person's summary, in their words.
	Remark string
	// Relation is "staff", "guest", "customer" or "partner".
	Relation string
	// Away is set while the person is on leave.
	Away *Away
	// Left says that the person is no longer here; Memorial that they died.
	Left, Memorial bool
	// As is what the person does here: "photos", "for trade customers".
	As string
	// Language and Dir are set where the role and the remark are not in the
	// page's.
	Language, Dir string
}

// Away is an absence.
type Away struct {
	Until Date
	Note  string
	Cover *PersonCard
}

// Way is one direct way to reach somebody.
type Way struct {
	// Type is email, phone, sms, whatsapp, signal, booking, post, visit,
	// textphone, relay, video_sign or url.
	Type string
	// Label is the person's own label for it; may be empty.
	Label string
	// Text is what to show, URL where it leads; URL is empty for a postal
	// address.
	Text, URL   string
	Ext         string
	Note        string
	Cost        string
	ReplyWithin string
	Hours       *Hours
	Languages   []string
	// Shared says that others read it too: AnsweredBy names them.
	Shared     bool
	AnsweredBy []PersonCard
}

// Contact is a person who answers, and how to reach them.
type Contact struct {
	Person PersonCard
	// For is set where Person stands in for somebody: on leave, gone, or
	// protected from direct contact.
	For *PersonCard
	// Why is "", "cover", "successor", "protected" or "host".
	Why  string
	Ways []Way
	// Hours is when; nil where unknown.
	Hours       *Hours
	ReplyWithin string
	// NoPhone is shown instead of a number, in the person's words.
	NoPhone string
	// Languages are tags, the preferred one first.
	Languages []string
	Place     *Link
	Address   string
	// AskAbout are the human things to ask about, HelpsWith the useful ones
	// (on pages of people and routes).
	AskAbout  []string
	HelpsWith []string
	// Subject is what a mail to this person is about on this page.
	Subject string
}

// StoryCard is a story as shown in lists.
type StoryCard struct {
	ID    string
	Title string
	URL   string
	// Summary is one or two sentences; Opening the story's first paragraph.
	Summary, Opening string
	Date             Date
	// Tellers are those whose story it is; PostedBy is the host where nobody
	// tells it.
	Tellers  []PersonCard
	PostedBy *PersonCard
	Image    *Image
	Minutes  int // of reading, at least 1
	Format   string
	Values   []Link
	Topics   []Link
	Pinned   bool
	Mark     string // "draft", "scheduled" or "" (see Page.Mark)
	Language string // BCP 47
	Dir      string // set where it is not the page's
}

// ValueCard is a value as shown in lists.
type ValueCard struct {
	ID, Title, Short   string
	Statement, Promise string // no Promise on pages of stories and people
	URL                string
	Keeper             *PersonCard
	// Faces are people who showed it, newest story first; Latest is that
	// story, by its title and address; nil while nobody has shown it yet. Both
	// are empty on the value's own page, which lists the stories.
	Faces   []PersonCard
	Latest  *StoryCard
	Stories int
	Retired bool
	// Language and Dir are set where the words are not in the page's.
	Language, Dir string
}

// RouteCard is a need and who answers it.
type RouteCard struct {
	ID string
	// Title is in the customer's words; Also are other words for it, on the
	// need's own page.
	Title   string
	Also    []string
	URL     string
	Promise string
	// Person is the first who answers today; empty on a person's own page.
	Person PersonCard
	// Language and Dir are set where the words are not in the page's.
	Language, Dir string
}

// TermCard is a team, topic, place or series as shown in lists.
type TermCard struct {
	Kind    string // "team", "topic", "place" or "series"
	ID      string
	Title   string
	URL     string
	Summary string
	Stories int
	People  int
	// Language and Dir are set where the words are not in the page's.
	Language, Dir string
}

// Heading is a line of a table of contents.
type Heading struct {
	Level int // 2 to 6
	ID    string
	Text  string
}

// Update is a correction, an addition or a clarification to a story.
type Update struct {
	ID   string // the note's fragment on the page
	Kind string // "correction", "update" or "clarification"
	Date Date
	Note string
	By   *PersonCard
	// Language and Dir are those of Note where it is in another language than
	// the page, else "".
	Language, Dir string
}

// Credit is work on a story other than telling it.
type Credit struct {
	Work   string
	People []PersonCard
}

// Part is a story's place in its series.
type Part struct {
	Series     TermCard
	Number     int // from 1
	Count      int
	Prev, Next *StoryCard // title and address
}

// Text is a body of Markdown as HTML.
type Text = template.HTML
