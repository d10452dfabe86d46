package view

// HomePage is the template "home".
type HomePage struct {
	Page
	Wall    []PersonCard // people to meet, in an order that changes with nothing but the people
	Lead    *StoryCard   // the pinned or newest story
	Stories []StoryCard  // the next newest
	Values  []ValueCard
	Routes  []RouteCard
}

// StoriesPage is the template "stories": all stories, or those of one year.
type StoriesPage struct {
	Page
	Paging
	Year    int // 0: all years
	Lead    *StoryCard
	Stories []StoryCard
	// Topics, Values and Years are the ways to narrow the list down.
	Topics, Values, Years []Link
}

// StoryPage is the template "story".
type StoryPage struct {
	Page
	Summary  string
	Body     Text
	Contents []Heading
	Date     Date
	Modified Date // zero unless the story was put right
	Minutes  int
	Format   string // "story", "interview", "day", "letter" or "lesson"
	To       string // whom a letter is to
	Owner    *PersonCard
	Changed  string // what a lesson changed
	Tellers  []PersonCard
	// ToldBy and WrittenWith are set where somebody told it and somebody
	// else wrote it down; Tellers has those told it then.
	WrittenWith []PersonCard
	PostedBy    *PersonCard // the host, where nobody tells it
	People      []PersonCard
	Credits     []Credit
	Values      []ValueCard
	Topics      []Link
	Image       *Image
	Part        *Part
	Corrections []Update // also in Updates
	Updates     []Update
	MadeWith    string
	Related     []StoryCard
	// Newer and Older are the neighbours in time, by title and address.
	Newer, Older *StoryCard
}

// PeoplePage is the template "people": everybody, by team.
type PeoplePage struct {
	Page
	Paging
	Teams []Team
}

// Team is a team with its people, on the people page.
type Team struct {
	TermCard
	Purpose string
	Lead    *PersonCard
	People  []PersonCard
}

// TeamMember is one of a team's people, and what stands beside them on paper:
// when they are there, and a QR code that leads to whoever answers, whose name
// is the link's Note.
type TeamMember struct {
	Person PersonCard
	Hours  *Hours
	Code   *Link
}

// PersonPage is the template "person".
type PersonPage struct {
	Page
	Person     PersonCard
	Pronounce  string
	Pronouns   string
	Body       Text
	Started    Date
	Location   string
	Place      *Link
	Languages  []string // tags
	HelpsWith  []string
	AskMeAbout []string
	Topics     []Link
	Teams      []Link
	Links      []Link
	// Successor is who answers now, for somebody who left.
	Successor *PersonCard
	// Stories they told, and those they are in.
	Stories, FeaturedIn   []StoryCard
	MoreStories           string // address of the full list, where it is cut
	Routes, BacksUp       []RouteCard
	Keeps                 []ValueCard
	Covering, TookOverFor []PersonCard
	Checked               Date
	// Card is the address of a card for address books (vCard): that of
	// whoever answers today. Empty where nobody does.
	Card string
	// Code is a QR code for paper, by its address; its Text is where it leads,
	// for those who would rather type. Nil where there is no Card.
	Code *Link
}

// ValuesPage is the template "values".
type ValuesPage struct {
	Page
	Values  []ValueCard
	Retired []ValueCard
}

// ValuePage is the template "value".
type ValuePage struct {
	Page
	Paging
	Value      ValueCard
	Body       Text
	Hardest    string
	LooksLike  []string
	Not        []string
	Since      Date
	RetiredOn  Date
	RetiredWhy string
	ReplacedBy *Link
	Stories    []StoryCard
}

// ConnectionsPage is the template "connections": who was there, what happened
// and what it shows, as a picture and as a table.
type ConnectionsPage struct {
	Page
	// Summed says that there are too many stories to draw each: those of a
	// topic, or of a year, are one then.
	Summed bool
	// Total is how many stories there are; MorePeople how many tellers are
	// left out of a picture that is summed up.
	Total, MorePeople int
	// Wide and Tall are the same picture for wide and for narrow screens.
	Wide, Tall Drawing
	// Rows are the table that says the same in words.
	Rows []Connection
	// AlonePeople and AloneValues are those that no line leads to.
	AlonePeople []PersonCard
	AloneValues []ValueCard
}

// Connection is a row of the table: a story, or several summed up.
type Connection struct {
	Title, URL string // no Title: what belongs nowhere else
	Stories    int
	Told       []Counted // people who told it
	There      []Counted // people who were there too
	Shows      []Counted // values it shows
}

// Counted is a link and how many stories it stands for.
type Counted struct {
	Link    Link
	Stories int
}

// Drawing is a picture in units of its own, ready to be an SVG.
type Drawing struct {
	Width, Height int
	People        []DrawnPerson
	Stories       []DrawnStory
	Values        []DrawnValue
}

// DrawnPerson is a face in a drawing. X and Y are the top left of a square of
// Size units.
type DrawnPerson struct {
	Person     PersonCard
	X, Y, Size int
	Lines      []DrawnLine
}

// DrawnStory is a story's box, or that of several, and the lines that lead
// to it.
type DrawnStory struct {
	Title, URL          string
	Stories             int
	X, Y, Width, Height int
	Lines               []DrawnLine
	// Below is where a remark below the title stands, where several stories
	// are one.
	Below   DrawnLine
	Threads []Thread
}

// DrawnValue is a value in a drawing. X and Y are the middle of its mark.
type DrawnValue struct {
	Value ValueCard
	X, Y  int
	Lines []DrawnLine
	// Below is where a remark below the name would stand.
	Below DrawnLine
}

// DrawnLine is a line of words and where it stands.
type DrawnLine struct {
	X, Y int
	Text string
}

// Thread is a line between two things.
type Thread struct {
	Path string // the d of an SVG path
	// Kind is "told", "there" or "shows".
	Kind string
	// Strength is 1 to 5, from one story to a great many.
	Strength int
}

// ContactPage is the template "contact": every need, and who answers it.
type ContactPage struct {
	Page
	Routes []RouteCard
	People []PersonCard // everybody who can be asked, by name
	// Needs is an A to Z of needs in the customers' words.
	Needs []Need
}

// Need is a line in the A to Z: some words, and where they lead.
type Need struct {
	Letter string // the group it stands in
	Words  string
	URL    string
	Person string
	// Language and Dir are those of Words where they are in another language
	// than the page, else "".
	Language, Dir string
}

// RoutePage is the template "route".
type RoutePage struct {
	Page
	Route       RouteCard
	Body        Text
	Answers     []Contact // in order; the first is Page.Contact
	Fallback    []Contact
	ReplyWithin string
	Promise     string
	Steps       []string
	Before      []string
	UrgentWhen  string
	UrgentDo    string
	UrgentURL   string
	UrgentText  string
	Hours       *Hours
	Languages   []string
	Topic       *Link
	Checked     Date
}

// TermsPage is the templates "teams", "topics", "places" and "serieses": all
// of a kind.
type TermsPage struct {
	Page
	Terms []TermCard
}

// TopicPage is the template "topic".
type TopicPage struct {
	Page
	Paging
	Topic   TermCard
	Body    Text
	Stories []StoryCard
	People  []PersonCard // on the first page
	Routes  []RouteCard
}

// TeamPage is the template "team".
type TeamPage struct {
	Page
	Paging
	Team Team
	// Members are the people of Team, with what a sheet for the wall says of
	// each besides. Both are on the first page only.
	Members []TeamMember
	Body    Text
	Image   *Image
	Parent  *TermCard
	Teams   []TermCard // those within it
	Stories []StoryCard
}

// PlacePage is the template "place".
type PlacePage struct {
	Page
	Paging
	Place    TermCard
	Body     Text
	Image    *Image
	Address  string
	Geo      string
	Visit    string
	Closed   string
	Access   string
	Phone    string
	PhoneURL string
	Hours    *Hours
	People   []PersonCard // on the first page
	Stories  []StoryCard
}

// SeriesPage is the template "series".
type SeriesPage struct {
	Page
	Paging
	Series  TermCard
	Body    Text
	Image   *Image
	Stories []StoryCard // in the order of their parts
}

// PlainPage is the template "page".
type PlainPage struct {
	Page
	Body     Text
	Contents []Heading
	Date     Date
	Checked  Date
	// Section is set for a page in a section of site.toml.
	Section *Link
	// Pages are the pages of a section, on its index.
	Pages []Link
}

// VoicePage is the template "voice": how we talk.
type VoicePage struct {
	Page
	Body     Text
	Contents []Heading
	Say      []SayInstead
	Never    []string
	Names    []string
	Sentence int // words in the longest sentence; 0: no rule
	Grade    int // years of school the reader needs at most; 0: no rule
	Exclaim  int // exclamation marks on a page; 0: no rule, -1: none at all
	// Person is the first person of the house, "we" or "I".
	Person string
}

// SayInstead is a word the house prefers, and why.
type SayInstead struct {
	InsteadOf []string
	Say       string
	Because   string
	// MustFix is true where it isn't a matter of taste.
	MustFix bool
}

// SearchPage is the template "search": who can help?
type SearchPage struct {
	Page
	Body   Text
	Needs  []Need
	People []PersonCard
	Topics []Link
}

// NotFoundPage is the template "404".
type NotFoundPage struct {
	Page
	Body   Text
	Routes []RouteCard
}

// MovedPage is the template "moved": an old address that leads on.
type MovedPage struct {
	Page
	To     string // on this site or beyond
	ToText string
}

// GonePage is the template "gone": something that was public and no longer
// is. It names nobody who has not agreed.
type GonePage struct {
	Page
}
