package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kith/generator/diag"
	"kith/generator/voice"
)

func (a *app) explainCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "explain [CODE]",
		Short: "Say what a finding means",
		Long: `Every finding has a code, in brackets at its end. explain says what it means.
Without a code it lists them all. A note on the voice has a rule's name there,
such as Kith.Jargon; explain says why there is such a rule, and shows it.`,
		Example:           "  kith explain unknown-person\n  kith explain Kith.Jargon",
		ValidArgsFunction: completeCodes,
		Args:              cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return wrongCall(cmd, "kith explain takes one code at a time.")
			}
			rules := diag.Rules()
			if len(args) == 1 {
				code := strings.Trim(args[0], "[]")
				if r, ok := voice.Find(code); ok {
					return a.explainRule(r, asJSON)
				}
				rule, ok := diag.Find(diag.Code(code))
				if !ok {
					return wrongCall(cmd, "there is no finding with the code %s.%s", diag.Quote(code), nearestCode(code))
				}
				rules = []diag.Rule{rule}
			}
			return a.explain(rules, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

func (a *app) explain(rules []diag.Rule, asJSON bool) error {
	if asJSON {
		type row struct {
			Code     diag.Code `json:"code"`
			Severity string    `json:"severity"`
			Doc      string    `json:"means"`
		}
		rows := make([]row, len(rules))
		for i, r := range rules {
			rows[i] = row{r.Code, r.Severity.String(), r.Doc}
		}
		return writeJSON(a.out, rows)
	}
	t := newTerminal(a.out)
	for i, r := range rules {
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		fmt.Fprintf(a.out, "%s (%s)\n    %s\n", t.bold(string(r.Code)), r.Severity, r.Doc)
	}
	return nil
}

// explainRule tells of a rule of style.
func (a *app) explainRule(r voice.Rule, asJSON bool) error {
	if asJSON {
		return writeJSON(a.out, struct {
			Rule    string `json:"rule"`
			Level   string `json:"level"`
			Message string `json:"message"`
			Why     string `json:"why"`
			Before  string `json:"before"`
			After   string `json:"after"`
			Try     string `json:"try,omitempty"`
			On      string `json:"on,omitempty"`
		}{r.Name, r.Level.Key(), r.Says(), r.Why, r.Before, r.After, r.Try, r.On})
	}
	t := newTerminal(a.out)
	fmt.Fprintf(a.out, "%s (%s)\n    %s\n    %s\n", t.bold(r.Name), r.Level, r.Says(), r.Why)
	if r.Try != "" {
		fmt.Fprintf(a.out, "    Try: %s\n", r.Try)
	}
	fmt.Fprintf(a.out, "    Before: %s\n    After:  %s\n", r.Before, r.After)
	if r.On != "" {
		fmt.Fprintf(a.out, "    For %s.\n", r.On)
	}
	fmt.Fprintf(a.out, "    To turn it down, in site.toml: [voice.rules] \"%s\" = {level = \"off\", reason = \"...\"}\n", r.Name)
	return nil
}

func nearestCode(code string) string {
	var all []diag.Candidate
	for _, r := range diag.Rules() {
		all = append(all, diag.Candidate{ID: string(r.Code)})
	}
	for _, name := range voice.Names() {
		all = append(all, diag.Candidate{ID: name})
	}
	if near := diag.Nearest(code, all); len(near) > 0 {
		return " Did you mean " + near[0] + "?"
	}
	return " kith explain lists them all."
}

func completeCodes(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, r := range diag.Rules() {
		out = append(out, string(r.Code)+"\t"+r.Doc)
	}
	for _, name := range voice.Names() {
		r, _ := voice.Find(name)
		out = append(out, name+"\t"+r.Why)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
