package model

import "kith/generator/meta"

// Value is a promise with proof (SPEC §3.3). Entry.Title is the sentence.
type Value struct {
	Entry
	Statement  string
	Promise    string
	Hardest    string
	Short      string
	Keeper     Ref
	Since      meta.Date
	LooksLike  []string
	Not        []string
	Retired    bool
	RetiredOn  meta.Date
	ReplacedBy Ref
	RetiredWhy string
}

// Route leads from a need to the people who answer (SPEC §3.4).
type Route struct {
	Entry
	Also         []string
	Topic        Ref
	People       []Answerer
	Fallback     []Ref
	Availability Availability
	Promise      string
	Steps        []string
	Before       []string
	Urgent       *Urgent
	Languages    []string
	AnsweredBy   []Ref
}

// Answerer is somebody on a route, and for what.
type Answerer struct {
	Person    Ref
	For       string
	Languages []string
	Hours     Availability
}

// Urgent is what cannot wait.
type Urgent struct {
	When, Do, Channel string
}

// Team is people who work together. Its members are derived.
type Team struct {
	Entry
	Purpose string
	Lead    Ref
	Parent  Ref
	Photo   *Image
}

// Topic is what stories, people and routes can be about.
type Topic struct {
	Entry
	Also  []string
	Image *Image
}

// Place is where people can be found. Entry.Title is its name.
type Place struct {
	Entry
	Address      string
	Geo          string
	Visit        string
	Closed       string
	Access       string
	Phone        *Phone
	Availability Availability
	Photo        *Image
}

// Series is stories that belong together, in order.
type Series struct {
	Entry
	Image *Image
}
