// Package search makes the index that a reader's browser searches: words as
// people type them, and the files in which a script finds them.
//
// It knows no site. Package graph says which stories there are and what
// their titles are; the words of their texts are gathered once, when a text
// is converted (Gather), and kept in buckets, so that a file of the index can
// be made without looking at all words of all stories.
//
// The client is themes/default/assets/find.js; docs/theme.md describes the
// files for whoever would like to write another. What a word is must be the
// same on both sides: words.go here, and the first lines there.
package search
