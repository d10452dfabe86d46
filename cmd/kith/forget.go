package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/diag"
)

func (a *app) forgetCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "forget PERSON",
		Short: "List every place that still names somebody",
		Long: `For somebody who no longer agrees to be shown: lists every place in the hub's
files that names them, by id or in words, for you to edit. What Kith holds back
by itself is said first. Nothing is changed.`,
		Example: "  kith forget margaret-fenn",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongCall(cmd, "kith forget takes the id of one person.")
			}
			opts, err := a.options(cmd)
			if err != nil {
				return err
			}
			return a.forget(cmd, opts, args[0], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

func (a *app) forget(cmd *cobra.Command, opts generator.Options, id string, asJSON bool) error {
	site := generator.Open(opts)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		return err
	}
	f, ok := snap.Forget(id)
	if !ok {
		return wrongCall(cmd, "I don't know anyone called %s. kith list people shows who there is.", diag.Quote(id))
	}
	if asJSON {
		return writeJSON(a.out, forgottenJSON(f))
	}
	t := newTerminal(a.out)
	name := diag.Plain(f.Name)
	if f.Withdrawn {
		fmt.Fprintf(a.out, "%s no longer agrees to be shown.\n", name)
	} else {
		fmt.Fprintf(a.out, "%s agrees to be shown, as far as %s says. If that is over, add withdrawn: with the day to consent: there.\n", name, f.File)
	}
	a.fileList(t, "Their own files:", f.Own)
	a.fileList(t, "Left out of the site by Kith, for want of consent:", append(append([]string{}, f.HeldStories...), f.HeldFiles...))
	if len(f.Mentions) == 0 {
		fmt.Fprintln(a.out, "\nNo other file names them.")
		return nil
	}
	fmt.Fprintf(a.out, "\n%s, for you to edit:\n", t.bold(count(len(f.Mentions), "place names them", "places name them")))
	for _, m := range f.Mentions {
		note := m.What
		if m.Held {
			note += ", held back"
		}
		fmt.Fprintf(a.out, "%s:%d:%d %s\n    %s\n", m.File, m.Line, m.Column, t.soft("("+note+")"), diag.Plain(m.Text))
	}
	return nil
}

func (a *app) fileList(t terminal, title string, files []string) {
	if len(files) == 0 {
		return
	}
	fmt.Fprintf(a.out, "\n%s\n", t.bold(title))
	for _, f := range files {
		fmt.Fprintf(a.out, "  %s\n", f)
	}
}

func forgottenJSON(f generator.Forgotten) any {
	type place struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Column int    `json:"column"`
		What   string `json:"what"`
		Text   string `json:"text"`
		Held   bool   `json:"held"`
	}
	places := make([]place, len(f.Mentions))
	for i, m := range f.Mentions {
		places[i] = place{m.File, m.Line, m.Column, m.What, m.Text, m.Held}
	}
	list := func(s []string) []string { return append([]string{}, s...) }
	return struct {
		ID        string   `json:"id"`
		Name      string   `json:"name"`
		File      string   `json:"file"`
		Withdrawn bool     `json:"withdrawn"`
		Own       []string `json:"own"`
		Held      []string `json:"held"`
		Mentions  []place  `json:"mentions"`
	}{f.ID, f.Name, f.File, f.Withdrawn, list(f.Own), append(list(f.HeldStories), f.HeldFiles...), places}
}
