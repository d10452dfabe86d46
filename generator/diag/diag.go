// Package diag holds what Kith has to say about somebody's writing: where it
// is, what is wrong and what to do next.
//
// It leaves finding mistakes to others and knows no site. Code that meets a
// mistake adds a Diagnostic to a List and goes on, so that one run shows all
// of them. Start with Diagnostic; codes.go has the table of all codes, print.go
// turns positions into lines and columns, which happens nowhere else.
package diag

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Severity says what a finding does to a build.
type Severity uint8

const (
	// Idea is about style. It stops nothing.
	Idea Severity = iota
	// Warning means a poorer page. With --strict it counts as an Error.
	Warning
	// Error means the site would publish something wrong, broken, unsafe or
	// without consent. Nothing is written.
	Error
	// Off drops the finding. Only site.toml's [check] says it.
	Off
)

// String returns the word people read: "error", "warning", "idea" or "off".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Off:
		return "off"
	}
	return "idea"
}

// Pos is a place in a source file. The zero Pos is no place at all.
type Pos struct {
	// File is a slash path relative to the site's folder.
	File string
	// Offset counts bytes from the start of the file as it is on disk. -1
	// means the file as a whole.
	Offset int
}

// In returns the position of a whole file.
func In(file string) Pos { return Pos{File: file, Offset: -1} }

// Related is a second place that helps to understand a finding.
type Related struct {
	Pos     Pos
	Message string
}

// Diagnostic is one finding.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Pos      Pos
	// Len is how many bytes from Pos the finding is about; 0 if unknown.
	Len int
	// Page is the address of the finished page it was found on, as in
	// "/stories/kettle/"; "" for what was found in a source.
	Page string
	// Message is one sentence: what is wrong, quoting what was written.
	Message string
	// Hint is what to do next. It may be empty where Message says it.
	Hint string
	// Related are other places, such as the first of two equal things.
	Related []Related

	// Rule is set for a note of the voice check: which rule of style it is
	// from, such as "Kith.Jargon".
	Rule string
	// Rank counts a page's notes that are worth reading first, from 1; those
	// it shows only to somebody who asks have none.
	Rank int
	// Fixes are texts that can stand in place of the Len bytes at Pos, best
	// first.
	Fixes []string
}

// Name is what a finding is known by: its rule's name or its code.
func (d *Diagnostic) Name() string {
	if d.Rule != "" {
		return d.Rule
	}
	return string(d.Code)
}

// Word says how grave a finding is. A note is an offer to whoever wrote the
// words, so it is no "error".
func (d *Diagnostic) Word() string {
	if d.Rule == "" {
		return d.Severity.String()
	}
	switch d.Severity {
	case Error:
		return "must fix"
	case Warning:
		return "worth a look"
	}
	return "idea"
}

// List collects findings. It may be used by several goroutines at once; its
// zero value is empty and ready.
type List struct {
	mu    sync.Mutex
	items []Diagnostic
}

// Add files a finding under its code's own severity (see Codes).
func (l *List) Add(code Code, pos Pos, length int, message, hint string, related ...Related) {
	l.Append(Diagnostic{
		Code: code, Severity: code.Severity(), Pos: pos, Len: length,
		Message: message, Hint: hint, Related: related,
	})
}

// Append adds findings as they are.
func (l *List) Append(ds ...Diagnostic) {
	if len(ds) == 0 {
		return
	}
	l.mu.Lock()
	l.items = append(l.items, ds...)
	l.mu.Unlock()
}

// Sorted returns the findings by file, place, code and words, each once.
// The order depends on nothing else, so it is the same with any number of
// cores.
func (l *List) Sorted() []Diagnostic {
	l.mu.Lock()
	out := slices.Clone(l.items)
	l.mu.Unlock()
	Sort(out)
	return slices.CompactFunc(out, func(a, b Diagnostic) bool {
		return a.Code == b.Code && a.Rule == b.Rule && a.Pos == b.Pos && a.Message == b.Message
	})
}

// Sort orders findings by file, place, code and words.
func Sort(ds []Diagnostic) {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Offset, b.Pos.Offset),
			strings.Compare(string(a.Code), string(b.Code)),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Message, b.Message),
		)
	})
}

// Count returns how many findings have the severity.
func Count(ds []Diagnostic, s Severity) int {
	n := 0
	for _, d := range ds {
		if d.Severity == s {
			n++
		}
	}
	return n
}
