package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	eastasian "golang.org/x/text/width"

	"kith/generator"
	"kith/generator/diag"
)

// kindWords are the kinds as people name them, and as the pipeline does.
var kindWords = []struct{ word, plural, kind string }{
	{"story", "stories", "story"},
	{"person", "people", "person"},
	{"value", "values", "value"},
	{"contact", "contacts", "route"},
	{"page", "pages", "page"},
	{"team", "teams", "team"},
	{"topic", "topics", "topic"},
	{"place", "places", "place"},
	{"series", "series", "series"},
}

func (a *app) listCommand() *cobra.Command {
	var asJSON bool
	var kinds []string
	for _, k := range kindWords {
		kinds = append(kinds, k.plural)
	}
	cmd := &cobra.Command{
		Use:   "list [KIND]",
		Short: "Say what there is, with ids and files",
		Long: `Lists what the hub holds, also what is held back, with the ids that other
files refer to. KIND is one of ` + strings.Join(kinds, ", ") + `.`,
		Example:   "  kith list people\n  kith list stories --json",
		ValidArgs: kinds,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := a.options(cmd)
			if err != nil {
				return err
			}
			kind := ""
			switch {
			case len(args) > 1:
				return wrongCall(cmd, "kith list takes one kind at a time.")
			case len(args) == 1:
				if kind = kindOf(args[0]); kind == "" {
					return wrongCall(cmd, "there is no kind %s.%s", diag.Quote(args[0]), nearestKind(args[0]))
				}
			}
			return a.list(opts, kind, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

func kindOf(word string) string {
	word = strings.ToLower(word)
	for _, k := range kindWords {
		if word == k.word || word == k.plural {
			return k.kind
		}
	}
	return ""
}

func nearestKind(word string) string {
	var all []diag.Candidate
	for _, k := range kindWords {
		all = append(all, diag.Candidate{ID: k.plural, Words: []string{k.word}})
	}
	if near := diag.Nearest(word, all); len(near) > 0 {
		return " Did you mean " + near[0] + "?"
	}
	return ""
}

func (a *app) list(opts generator.Options, kind string, asJSON bool) error {
	site := generator.Open(opts)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		return err
	}
	items := snap.List(kind)
	if asJSON {
		type row struct {
			Kind  string `json:"kind"`
			ID    string `json:"id"`
			Title string `json:"title"`
			File  string `json:"file"`
			URL   string `json:"url,omitempty"`
			Date  string `json:"date,omitempty"`
			State string `json:"state,omitempty"`
		}
		rows := make([]row, len(items))
		for i, it := range items {
			rows[i] = row(it)
		}
		return writeJSON(a.out, rows)
	}
	if len(items) == 0 {
		fmt.Fprintln(a.err, "There is nothing of that kind yet.")
		return nil
	}
	a.table(items)
	if !snap.OK() {
		fmt.Fprintf(a.err, "%s. kith check shows what.\n", sumUp(snap.Findings))
	}
	return nil
}

// table prints items in columns, kind by kind.
func (a *app) table(items []generator.Item) {
	t := newTerminal(a.out)
	wide := 0
	for _, it := range items {
		wide = max(wide, width(it.ID))
	}
	wide = min(wide, 40)
	kind := ""
	for i, it := range items {
		if it.Kind != kind {
			kind = it.Kind
			if i > 0 {
				fmt.Fprintln(a.out)
			}
			fmt.Fprintln(a.out, t.bold(pluralOf(kind)))
		}
		tail := diag.Plain(it.Title)
		if it.Date != "" {
			tail = it.Date[:min(10, len(it.Date))] + "  " + tail
		}
		if it.State != "" {
			tail += "  " + t.soft("("+it.State+")")
		}
		fmt.Fprintf(a.out, "  %s%s  %s\n", it.ID, strings.Repeat(" ", max(0, wide-width(it.ID))), tail)
	}
}

func pluralOf(kind string) string {
	for _, k := range kindWords {
		if k.kind == kind {
			return k.plural
		}
	}
	return kind
}

// width is how many columns a text takes on a terminal.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if k := eastasian.LookupRune(r).Kind(); k == eastasian.EastAsianWide || k == eastasian.EastAsianFullwidth {
			n++
		}
	}
	return n
}
