package model

import "kith/generator/meta"

// Story is something that happened, told by a person (SPEC §3.2).
type Story struct {
	Entry
	Date meta.Date
	// Authors is whose voice it is; ToldBy whose story, when somebody else
	// (WrittenWith) wrote it down.
	Authors     []Ref
	ToldBy      []Ref
	WrittenWith []Ref
	Credits     []Credit
	People      []Present
	Values      []Ref
	Topics      []Ref
	Format      string
	To          string
	Owner       Ref
	Changed     string
	Image       *Image
	Series      Ref
	Part        int
	Pinned      bool
	PinRank     int
	PinUntil    meta.Date
	Updates     []Update
	MadeWith    string
	// HasSummary is false where Summary was taken from the first sentences.
	HasSummary bool
}

// Credit is work on a story other than telling it.
type Credit struct {
	Work   string
	People []Ref
}

// Present is somebody in a story.
type Present struct {
	Person Ref
	As     string
	// Consent narrows the person's own consent for this story.
	Consent *Consent
}

// Update is a correction, an addition or a clarification.
type Update struct {
	Date meta.Date
	Kind string // "correction", "update" or "clarification"
	Note string
	By   Ref
}
