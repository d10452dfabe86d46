// Package markdown turns a body of Markdown into HTML and into facts about it:
// headings, links, excerpt, number of words.
//
// It knows no site. What depends on the site (where person:ada leads, how large
// a picture is, the words "Note" or "Transcript" in the theme's language) is
// left open as a Slot, a place in the HTML, and filled in by a Resolver when a
// page is rendered. So Convert is a pure function of a text and the Options, and
// its result can be remembered by digest; links are checked from the slots
// before anything is rendered. Reading files, front matter, resolving names
// and judging whether a link leads somewhere belong to others.
//
// The HTML holds no script, no style, no address outside a short list of
// schemes, and is balanced, whatever was written. It says nothing it was not
// told to say: a block that cannot be read is reported, and its words come out.
//
// Code is left open as well: Colour takes longer than all the rest, so it is for
// the Resolver to remember its results.
//
// Start with Converter.Convert; write.go walks the syntax tree, once, and
// everything Doc holds is collected on that walk. syntax.go lists the writer's
// blocks (::: quote). Fill in fill.go closes the slots.
package markdown
