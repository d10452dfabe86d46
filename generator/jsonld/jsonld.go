// Package jsonld writes what a page says as JSON-LD in the vocabulary of
// schema.org, for search engines and whatever else reads pages by machine.
//
// A page has one graph: a list of nodes, each with an @id that stays the same
// from page to page, so that the person on a story is known to be the person
// of their own page. The structs here are the types of schema.org that a hub
// needs, with the properties that it has something to say about; a test
// compares both with the vocabulary. The package knows no site: whoever calls
// it fills the structs with absolute addresses. Start with Encode; types.go
// has the nodes.
package jsonld

import (
	"bytes"
	"encoding/json"
	"sync"
)

// Encode writes the graph of a page, ready to stand in a <script> element:
// no "<" is left in it that could end the element.
func Encode(nodes ...any) (string, error) {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(true)
	err := enc.Encode(struct {
		Context string `json:"@context"`
		Graph   []any  `json:"@graph"`
	}{"https://schema.org", nodes})
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), err
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Ref points to a node by its @id.
type Ref struct {
	ID string `json:"@id"`
}
