package model

import (
	"kith/generator/diag"
	"kith/generator/hours"
	"kith/generator/meta"
)

// Person is somebody with a name (SPEC §3.1). Entry.Title is the name.
type Person struct {
	Entry
	KnownAs      string
	SortName     string
	GivenName    string
	FamilyName   string
	Pronounce    string
	Pronouns     string
	Role         string
	Relation     string // "staff", "guest", "customer" or "partner"
	Status       string // "active", "on_leave", "left" or "memorial"
	Leave        *Leave
	Departed     *Departed
	Email        string
	Phone        *Phone
	Channels     []Channel
	NoPhone      string
	Protected    Ref
	AnsweredBy   []Ref
	Teams        []Ref
	Level        string
	Place        Ref
	Location     string
	Languages    []string
	Availability Availability
	HoursNote    string
	HelpsWith    []string
	Topics       []Ref
	AskMeAbout   []string
	Photo        *Image
	Links        []Link
	Started      meta.Date
	Consent      *Consent
}

// Phone is a telephone number, checked and ready to show.
type Phone struct {
	// E164 is for tel: links, as in +441632960121.
	E164 string
	// Text is how it is written in the site's country.
	Text string
	Ext  string
}

// Channel is one more way to reach somebody.
type Channel struct {
	Type       string // email, phone, sms, whatsapp, signal, booking, post, visit, textphone, relay, video_sign, url
	Value      string
	Phone      *Phone // for the types that are telephone numbers
	Label      string
	Hours      Availability
	Languages  []string
	Note       string
	Cost       string
	Shared     bool
	AnsweredBy []Ref
}

// Availability is when somebody answers, and how soon.
type Availability struct {
	// Zone is an IANA time zone, or "" for the one of the place or site.
	Zone        string
	Text        string // as written, in the syntax of SPEC §5.4
	Schedule    *hours.Schedule
	ReplyWithin string
}

// Leave is a time away.
type Leave struct {
	From, Until meta.Date
	Cover       Ref
	Note        string
}

// Departed says how somebody's page goes on after they left.
type Departed struct {
	Date      meta.Date
	Successor Ref
	Page      string // "keep", "redirect" or "remove"
	Byline    string // "name" or "role"
	Photo     bool
}

// Consent is what somebody agreed to (SPEC §3.7). None of it is ever output.
type Consent struct {
	Given     meta.Date
	Covers    []string
	By        string
	Until     meta.Date
	Withdrawn meta.Date
	AskedBy   Ref
	ReviewBy  meta.Date
	// ReviewByAt and UntilAt are where those days stand.
	ReviewByAt, UntilAt diag.Pos
}

// Link is an address with a label.
type Link struct {
	URL   string
	Label string
	Me    bool
}
