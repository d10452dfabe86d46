package model

import (
	"reflect"
	"testing"

	"kith/generator/markdown"
)

func TestSlots(t *testing.T) {
	want := []markdown.Slot{
		{Kind: markdown.LinkOpen, At: 3, Dest: "person:ada", Text: "Ada", Title: "who", Class: "x", Offset: 1 << 20, Len: 10},
		{Kind: markdown.LinkClose, At: 300},
		{Kind: markdown.Code, At: 70_000, Text: "go", Offset: -1},
	}
	// A field more would be read as one of the next slot.
	if n := reflect.TypeFor[markdown.Slot]().NumField(); n != 8 {
		t.Errorf("a slot has %d fields; Slots reads 8", n)
	}
	var b Body
	b.PackOutline(&markdown.Outline{Slots: want, Headings: []markdown.Heading{{Level: 2, ID: "a", Text: "A"}}})
	var got []markdown.Slot
	for s := range b.Slots {
		got = append(got, *s)
	}
	if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(b.Outline().Slots, want) {
		t.Errorf("Slots reads %v, want %v", got, want)
	}
	for h := range b.Headings {
		if h.ID != "a" {
			t.Errorf("Headings reads %v", h)
		}
	}
}
