package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/diag"
)

func (a *app) walkCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "walk PAGE",
		Short: "Show the clicks from a page to a person",
		Long: `Walks from a page to somebody who can be reached directly, the shortest way,
and says which words are on each link. PAGE is an address on the site or a file.`,
		Example: "  kith walk /stories/kettle/\n  kith walk content/about.md",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongCall(cmd, "kith walk takes one page: an address such as /stories/, or a file.")
			}
			opts, err := a.options(cmd)
			if err != nil {
				return err
			}
			return a.walk(cmd, opts, args[0], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

func (a *app) walk(cmd *cobra.Command, opts generator.Options, page string, asJSON bool) error {
	site := generator.Open(opts)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		return err
	}
	if !snap.OK() {
		a.printFindings(a.err, opts.Dir, false, snap.Findings)
		return errMistakes
	}
	steps, err := snap.Walk(page)
	if err != nil {
		return wrongCall(cmd, "%s.", err)
	}
	if asJSON {
		type row struct {
			Page   string `json:"page"`
			Words  string `json:"link,omitempty"`
			Person string `json:"person,omitempty"`
			Way    string `json:"way,omitempty"`
		}
		rows := make([]row, len(steps))
		for i, s := range steps {
			rows[i] = row{"/" + s.Page, s.Words, s.Person, s.Way}
		}
		return writeJSON(a.out, rows)
	}
	if len(steps) == 0 {
		fmt.Fprintln(a.out, "Nobody is near: no way of three clicks leads to a person.")
		return errMistakes
	}
	for i, s := range steps {
		switch {
		case i < len(steps)-1:
			fmt.Fprintf(a.out, "/%s\n  click %s\n", s.Page, diag.Quote(s.Words))
		default:
			fmt.Fprintf(a.out, "/%s\n  %s, %s\n", s.Page, diag.Plain(s.Person), diag.Plain(s.Way))
		}
	}
	fmt.Fprintf(a.out, "%s to a person.\n", count(len(steps)-1, "click", "clicks"))
	return nil
}
