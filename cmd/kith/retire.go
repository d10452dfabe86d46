package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
	"kith/generator/rename"
)

func (a *app) retireCommand() *cobra.Command {
	var yes bool
	var to, on, why string
	cmd := &cobra.Command{
		Use:   "retire KIND ID",
		Short: "Take somebody or something out of service, and lead on",
		Long: `A person leaves: their file says so, and --to names who answers in their place.
A value is said no more: its page stays, and leads on to the one that --to names.
Anything else goes: its file is taken away, what referred to it refers to what --to
names, and its address leads there too.

What is in use is not taken away without --to: then you get the list of places
that need it. What would change is shown first, and written after a yes.
KIND is one of ` + oneKinds() + `.`,
		Example: `  kith retire person bea-lindqvist --to mateusz-wrona --on 2026-12-31
  kith retire value go-the-extra-mile --to say-it-early --why "nobody knew what it meant"
  kith retire contact fax`,
		RunE: a.withKind(2, "kith retire takes a kind and an id, as in: kith retire person ada-okonjo --to kofi-mensah", func(cmd *cobra.Command, opts generator.Options, kind string, ids []string) error {
			q := rename.Retiree{Kind: model.Kind(kind), ID: ids[0], To: to, Why: why}
			if on != "" {
				day, problem := meta.ParseDate(on, false)
				if problem != nil || day.Day == 0 {
					return wrongCall(cmd, "--on takes a day, as in --on 2026-12-31.")
				}
				q.On = day.OnDay()
			}
			return a.retire(cmd, opts, q, yes)
		}),
	}
	f := a.changing(cmd, &yes)
	f.StringVar(&to, "to", "", "the `ID` of who or what stands in its place")
	f.StringVar(&on, "on", "", "the `DAY` it happens (today)")
	f.StringVar(&why, "why", "", "why a value is said no more, in a sentence of `WORDS` that its page shows")
	return cmd
}

func (a *app) retire(cmd *cobra.Command, opts generator.Options, q rename.Retiree, yes bool) error {
	site := generator.Open(opts)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		return err
	}
	plan, uses, near, err := snap.Retire(q)
	if err != nil {
		return wrongCall(cmd, "%s Nothing was changed.", sentence(err))
	}
	if len(uses) > 0 {
		a.showUses(opts, q, uses, near)
		return errMistakes
	}
	return a.agree(cmd, opts, plan, yes)
}

// showUses lists what still needs something, and what helps.
func (a *app) showUses(opts generator.Options, q rename.Retiree, uses []rename.Use, near string) {
	t := newTerminal(a.out)
	fmt.Fprintf(a.out, "%s is still in use, so nothing was changed. %s:\n", diag.Plain(q.ID), t.bold(count(len(uses), "place needs it", "places need it")))
	read := sources(opts.Dir)
	for _, u := range uses {
		at := diag.Locate(read(u.Pos.File), u.Pos.Offset)
		fmt.Fprintf(a.out, "%s:%d:%d %s\n    %s\n", u.Pos.File, at.Line, at.Column, t.soft("("+diag.Plain(u.What)+")"), diag.Plain(strings.TrimSpace(at.Text)))
	}
	switch {
	case q.Kind == model.KindPerson && q.To == "":
		fmt.Fprintf(a.err, "Say who answers instead: kith retire person %s --to THEIR-ID\n", shellWord(q.ID))
		if near != "" {
			fmt.Fprintf(a.err, "Closest in teams, topics and stories: %s.\n", near)
		}
	case q.To == "":
		fmt.Fprintf(a.err, "Edit those places, or say what stands in its place: kith retire %s %s --to ANOTHER-ID\n", wordOf(string(q.Kind)), shellWord(q.ID))
	default:
		fmt.Fprintln(a.err, "Edit those places, then try again.")
	}
}

// sentence ends an error as a sentence does.
func sentence(err error) string {
	if s := err.Error(); strings.HasSuffix(s, "?") {
		return s
	}
	return err.Error() + "."
}

// wordOf is what people call a kind.
func wordOf(kind string) string {
	for _, k := range kindWords {
		if k.kind == kind {
			return k.word
		}
	}
	return kind
}
