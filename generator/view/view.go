// Package view is what a theme's templates see: one struct for each kind of
// page, and the smaller ones they are made of.
//
// The doc comments here are the theme author's manual. Everything is plain
// and finished: lists are in order, links are URLs, text is escaped by the
// template. A template cannot reach past its view, and a field that does not
// exist is reported with its place in the template. Package pages fills these
// structs; package theme hands them to the templates. Start with Page, then
// read pages.go for the kinds of page and cards.go for people and stories.
package view

import (
	"html/template"

	"kith/generator/hours"
)

// Date is a day. It is put in words by the template function date.
type Date struct {
	Year, Month, Day int
	// ISO is the machine-readable form, as in 2026-11-14, or 2026-11 or 2026
	// where no more is known. It is empty where there is no date.
	ISO string
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.ISO == "" }

// Link is a link with its words.
type Link struct {
	Text string
	URL  string
	// Current marks the page itself, or the section it stands in.
	Current bool
	// Note is a remark that may stand beside the link, such as a count.
	Note string
	// Language and Dir are those of Text where it is in another language than
	// the page, else "".
	Language, Dir string
}

// Image is a picture, ready to show.
type Image struct {
	Src           string
	Width, Height int // pixels; 0 where unknown
	// SrcSet has the picture in several widths; empty where it comes in one.
	SrcSet, Sizes string
	// Sources are the same in formats that not all browsers know, for a
	// <picture> around the img.
	Sources []Source
	// Tone are classes for the colour that the picture has most of, to stand
	// there until it comes.
	Tone    string
	Alt     string // empty for a decorative picture
	Caption string
	Credit  string
	// Focus is a class such as "focus-50-30", chosen from steps of ten per
	// cent, or empty.
	Focus string
}

// Source is a picture in another format: for <source type srcset>.
type Source struct{ Type, SrcSet string }

// Feed is a feed that a reader can follow.
type Feed struct {
	Title string
	Type  string // as in "application/atom+xml"
	URL   string
}

// Site is the same on every page of a language.
type Site struct {
	Title        string
	Description  string
	Organization string
	// LegalName and Address are the organization's for the small print,
	// Founded when it began, in the keeper's words.
	LegalName, Address, Founded string
	// Elsewhere are the organization's own pages on other sites.
	Elsewhere []Link
	// URL is the absolute address of the home page, Base its path ("/" or
	// "/hub/"). Addresses in views start with Base already.
	URL, Base string
	Language  string
	// Locale is the language as Open Graph has it: "en_GB".
	Locale string
	// Dir is "ltr" or "rtl".
	Dir      string
	Timezone string
	// Hue and Vivid are the company's paint ([brand] in site.toml).
	Hue   int
	Vivid float64
	// Logo is the address of the company's logo, empty if there is none, and
	// LogoWidth and LogoHeight its size, 0 where the file does not say.
	Logo                  string
	LogoWidth, LogoHeight int
	// Policy is the part of the content policy that stands in a <meta> of
	// every page; "" where the settings want none.
	Policy string
	// Languages are the tags of the site's languages, the main one first;
	// empty where there is only one.
	Languages []string
	// Icons are the site's icons and its manifest, in order.
	Icons []Icon
	// Menu has the main places. Stories, people and values have no Text of
	// their own but a Note, the theme's word for them.
	Menu []Link
	Foot []Link // pages with menu: footer, and those that the law asks for
	// Stories, People, Values, Contact, Search and Voice are addresses.
	// Those of pages that do not exist are empty.
	Stories, People, Values, Contact, Search, Voice string
	// Connections is the address of the picture of people, stories and
	// values; empty where there are no stories.
	Connections string
	// Feeds are the site's feeds, one for each format; none if there are no
	// stories.
	Feeds []Feed
	// Host answers when nobody nearer does; Corrections puts mistakes right.
	// Both have a name, an address, a number and an email, and no more.
	Host        *PersonCard
	Corrections *PersonCard
	// Params is [params] of site.toml.
	Params map[string]any
}

// Icon is a file that stands for the site in tabs, among bookmarks and on
// telephones: what a <link> says of it.
type Icon struct{ Rel, URL, Type, Sizes string }

// Page is the part that every page has. It is embedded in every view, so a
// template says .Title, not .Page.Title.
type Page struct {
	Site *Site
	// Kind is the page's template: "home", "story", "person" and so on.
	Kind        string
	ID          string
	Title       string // for the h1; may be longer than HeadTitle
	HeadTitle   string // for <title>
	Description string // plain text for search engines and previews
	// URL is the page's address on the site, Canonical the absolute one.
	URL, Canonical string
	NoIndex        bool
	// Intro is the text of the page's own Markdown file, if it has one.
	Intro template.HTML
	// Contact is who answers for this page. It is never empty.
	Contact Contact
	// Crumbs lead from the home page to here, this page left out.
	Crumbs []Link
	// Mark is "draft", "scheduled" or "expired" in a preview, else empty.
	Mark string
	// MarkDate is the day a scheduled page appears.
	MarkDate Date
	// Params is the page's own params.
	Params map[string]any
	// HasCode says that the text has coloured code, which wants its styles.
	HasCode bool
	// Feed is the feed of the page's own list: a person's stories, a value's
	// or a topic's. Nil where there is none.
	Feed *Feed
	// Share is what a link to the page shows elsewhere.
	Share Share
	// Data is what the page says for machines, as JSON-LD. It belongs into a
	// <script type="application/ld+json">.
	Data template.JS
	// Alternates has an entry for each language of the site, this page's own
	// included: the switch between languages. It is empty on a site in one.
	Alternates []Alternate
	// Foreign is set where nobody translated the page's own words, so that
	// they stand in another language than the page.
	Foreign *Foreign
	// Elsewhere says how many stories, which would belong on this page, there
	// are in other languages alone.
	Elsewhere []Elsewhere
}

// Alternate is a page in one of the site's languages.
type Alternate struct {
	// Language is the tag. Label is what site.toml calls the language, in
	// itself; where it is empty, the template function autonym knows.
	Language, Label string
	Locale          string // the language as Open Graph has it
	Dir             string // "ltr" or "rtl"
	// URL leads to this page in that language, or to that language's front
	// page where there is none; Absolute is the same with the site's host.
	URL, Absolute string
	// Exact says that it is this page, which is what hreflang wants.
	Exact bool
	// Current is this page itself, Main the site's main language.
	Current, Main bool
}

// Foreign is about words that nobody translated.
type Foreign struct {
	Language string // of the words
	Dir      string
	// Speaker is somebody who answers and speaks the page's language: the
	// page's own contact, if they do. It is nil where there is nobody.
	Speaker *PersonCard
}

// Elsewhere is stories that there are in another language alone.
type Elsewhere struct {
	Language string
	Count    int
	URL      string // where they are listed
}

// Share is what a link to a page shows elsewhere, in the words of Open Graph.
type Share struct {
	// Type is "website", "article" or "profile".
	Type string
	// Image is a picture of the page, with an absolute address; nil if it has
	// none.
	Image *Image
	// Card is a picture that stands for the page where a link to it is shown:
	// a face, the title and the company, 1200 by 630 pixels, with an absolute
	// address. Pages that have none of their own share the home page's. Cards
	// are drawn only if a template asks for this field; it is nil where
	// site.toml wants none.
	Card *Image
	// Published and Modified are a story's, as in 2026-11-14; Authors the
	// absolute addresses of its tellers, Tags its topics.
	Published, Modified string
	Authors, Tags       []string
	// FirstName and LastName are a person's, where they have said so.
	FirstName, LastName string
}

// Paging is a page's place in a long list.
type Paging struct {
	Number, Count int // from 1
	Items         int // in all pages together
	Prev, Next    string
	// Pages has a link per page; those left out of a long row have no URL.
	Pages []Link
}

// Hours is when somebody answers. It is put in words by the template
// function hours.
type Hours struct {
	Schedule *hours.Schedule // nil where only a note is known
	Zone     string          // IANA
	Place    string          // as in "5pm in Lisbon"; may be empty
	// Note is in the person's own words: "Best after ten, when the glue is
	// setting."
	Note string
	// Data is the schedule for a script, in the syntax of site sources.
	Data string
	// Off are the public holidays (2026-12-25) that the schedule speaks of,
	// Until the day from which it is not to be relied upon, because a leave
	// or a farewell is near; empty if there is none.
	Off   []string
	Until string
}
