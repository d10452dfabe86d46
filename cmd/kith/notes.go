package main

import "kith/generator/preview"

// Notes is what there is to say about the words of a page.
func (h hub) Notes(string) preview.Notes { return preview.Notes{} }
