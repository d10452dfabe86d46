// Package jsonld writes what a page says as JSON-LD in the vocabulary of
// schema.org, for search engines and whatever else reads pages by machine.
//
// A page has one graph: a list of nodes, each with an @id that stays the same
// from page to page, so that the person on a story is known to be the person
// of their own page. The structs here are the types of schema.org that a hub
// needs, with the properties that it has something to say about; a test
// compares both with the vocabulary. The package knows no site: whoever calls
// it fills the structs with absolute addresses. Start with Encode; types.go
// has the nodes, append.go how they are written.
package jsonld

import "sync"

// Node is what has a place in the graph of a page: one of the types of
// types.go, or a Ref.
type Node interface{ append(w *writer) }

// Encode writes the graph of a page, ready to stand in a <script> element:
// no "<" is left in it that could end the element.
func Encode(nodes ...Node) string {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.b = append(w.b[:0], `{"@context":"https://schema.org","@graph":`...)
	all(w, nodes)
	w.b = append(w.b, '}')
	return string(w.b)
}

var writers = sync.Pool{New: func() any { return new(writer) }}

// Ref points to a node by its @id.
type Ref struct {
	ID string `json:"@id"`
}
