package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kith/generator"
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
such as Kith.Jargon; explain says why there is such a rule, and shows it. In a
hub that has loaded styles, it knows their rules too: kith explain Google.We.`,
		Example:           "  kith explain unknown-person\n  kith explain Kith.Jargon\n  kith explain Google.We",
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
					r, known, names, err := a.styleRule(cmd, code)
					switch {
					case err != nil:
						return err
					case known:
						return a.explainStyleRule(r, asJSON)
					}
					return wrongCall(cmd, "there is no finding with the code %s.%s", diag.Quote(code), nearestCode(code, names))
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

// styleRule looks a rule up in the hub's styles; outside of a hub there are none.
func (a *app) styleRule(cmd *cobra.Command, name string) (generator.StyleRule, bool, []string, error) {
	if !strings.Contains(name, ".") {
		return generator.StyleRule{}, false, nil, nil
	}
	opts, err := a.options(cmd)
	if err != nil {
		if strings.HasPrefix(strings.ToLower(name), "kith.") {
			return generator.StyleRule{}, false, nil, nil
		}
		return generator.StyleRule{}, false, nil, fmt.Errorf("the rules of a style are known in the hub that has loaded it, and %w", err)
	}
	return generator.ExplainRule(opts, name)
}

// explainStyleRule tells of a rule of a style that the hub has loaded.
func (a *app) explainStyleRule(r generator.StyleRule, asJSON bool) error {
	known := voice.StyleRule(r.About, r.Setting)
	if asJSON {
		return writeJSON(a.out, struct {
			Rule    string `json:"rule"`
			Level   string `json:"level"`
			Message string `json:"message"`
			Why     string `json:"why,omitempty"`
			Example string `json:"example,omitempty"`
			Link    string `json:"link,omitempty"`
			File    string `json:"file"`
			Extends string `json:"extends"`
			Off     bool   `json:"off,omitempty"`
			Setting string `json:"setting,omitempty"`
			Reason  string `json:"reason,omitempty"`
		}{r.Name, known.Level.Key(), known.Says(), r.Description, r.Example, r.Link, r.File, r.Extends, r.Off || r.Refused || r.Low, r.Setting, r.Why})
	}
	t := newTerminal(a.out)
	fmt.Fprintf(a.out, "%s (%s)\n    %s\n", t.bold(r.Name), known.Level, known.Says())
	line := func(format string, args ...any) { fmt.Fprintf(a.out, "    "+format+"\n", args...) }
	if r.Description != "" {
		line("%s", strings.Join(strings.Fields(r.Description), " "))
	}
	if r.Example != "" {
		line("It finds something in: %s", diag.Quote(r.Example))
	}
	if r.Link != "" {
		line("More: %s", r.Link)
	}
	style, _, _ := strings.Cut(r.Name, ".")
	line("It stands in %s, which somebody brought along; it isn't Kith's.", r.File)
	switch {
	case r.Refused:
		line("Kith leaves it out: it can't run rules that extend %s.", r.Extends)
	case r.Off && r.Ini != "":
		line("Here it is off: %s says so, or doesn't name its style.", r.Ini)
	case r.Low && r.Ini != "":
		line("Here nobody sees it: MinAlertLevel in %s is higher.", r.Ini)
	case r.Setting == "off":
		line("Here it is off: [voice.rules] in site.toml says so.%s", because(r.Why))
	case r.Setting != "":
		line("[voice.rules] in site.toml makes it that.%s", because(r.Why))
	default:
		level, more := "idea", `"off" takes it away; `
		if known.Level == voice.Idea {
			level, more = "off", ""
		}
		line("To turn it down, in site.toml: [voice.rules] \"%s\" = {level = \"%s\", reason = \"...\"}", r.Name, level)
		line("%s\"%s\" there means the whole style.", more, style)
		if r.Ini != "" {
			line("Or in %s: %s = NO, which Vale reads too.", r.Ini, r.Name)
		}
	}
	return nil
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return " Because: " + why
}

func nearestCode(code string, more []string) string {
	var all []diag.Candidate
	for _, r := range diag.Rules() {
		all = append(all, diag.Candidate{ID: string(r.Code)})
	}
	for _, name := range append(voice.Names(), more...) {
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
