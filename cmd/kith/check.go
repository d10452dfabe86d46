package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/outside"
	"kith/generator/voice"
)

func (a *app) checkCommand() *cobra.Command {
	var strict, all, brief, asJSON, fix, yes, rules, external bool
	var format, baseline string
	var only []string
	var jobs int
	cmd := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Say what is wrong or could be better, without publishing",
		Long: `Goes the whole way of a build without writing the site, and prints all it
finds: what stops a build, what makes a poorer page, and ideas. With paths,
only what concerns those files and folders; with --only, only what is about
those things.

It leaves with 1 if there are errors, so that a build machine can ask it. The
formats github and sarif are what code hosts show beside the lines.

The notes on the voice are offers: the five of a page that are most worth
reading, all of them for a path given by hand. Only those that must be fixed
count as mistakes. --fix puts right what needs no thinking, after showing it.

A hub that begins with old mistakes can put them in a baseline: what is in that
file is not said again, and new ones stand out.`,
		Example: `  kith check
  kith check content/stories/kettle.md
  kith check --only reach,consent
  kith check --fix content/stories/kettle.md
  kith check --json > baseline.json
  kith check --baseline baseline.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := a.options(cmd)
			if err != nil {
				return err
			}
			if asJSON {
				format = "json"
			}
			if err := oneOf(cmd, "format", format, "text", "json", "github", "sarif"); err != nil {
				return err
			}
			for _, topic := range only {
				if err := oneOf(cmd, "only", topic, diag.Topics...); err != nil {
					return err
				}
			}
			old, err := readBaseline(baseline)
			if err != nil {
				return err
			}
			opts.Strict, opts.Jobs = strict, jobs
			if external {
				opts.External = &outside.Asker{}
			}
			if rules {
				return a.rules(opts)
			}
			if fix {
				if len(only) > 0 && !slices.Equal(only, []string{"voice"}) || format != "text" {
					return wrongCall(cmd, "--fix is about words: it goes with paths, --baseline, --only voice and --yes.")
				}
				return a.check(cmd, opts, selection{paths: args, topics: []string{"voice"}, old: old, fix: true, yes: yes}, all, format)
			}
			return a.check(cmd, opts, selection{paths: args, topics: only, old: old, brief: brief}, all, format)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&strict, "strict", false, "take warnings as errors")
	f.BoolVar(&all, "all", false, "print every finding, also where they repeat")
	f.BoolVar(&brief, "brief", false, "five notes on the voice a page, best first, for paths given by hand too")
	f.StringSliceVar(&only, "only", nil, "only findings about these `TOPICS`: "+strings.Join(diag.Topics, ", "))
	f.BoolVar(&external, "external", false, "also ask other sites whether links to them still lead somewhere")
	f.StringVar(&baseline, "baseline", "", "leave out what is in this `FILE`, made by kith check --json")
	f.BoolVar(&fix, "fix", false, "put better words in place where only one thing can be meant, after showing them")
	f.BoolVarP(&yes, "yes", "y", false, "with --fix: write without asking")
	f.BoolVar(&rules, "rules", false, "run the examples in the rules of style instead")
	f.StringVar(&format, "format", "text", "print as `text, json, github or sarif`")
	f.BoolVar(&asJSON, "json", false, "short for --format json")
	f.IntVar(&jobs, "jobs", 0, "use this `NUMBER` of workers (as many as the machine has cores)")
	return cmd
}

// selection says which findings somebody wants to see.
type selection struct {
	paths, topics []string
	// old are findings that are known, and how often each.
	old map[known]int
	// fix puts right what the notes among them say, yes without asking.
	fix, yes bool
	// brief is for a page's best notes, though its path was given.
	brief bool
}

func (a *app) check(cmd *cobra.Command, opts generator.Options, sel selection, all bool, format string) error {
	want, err := inSite(cmd, opts.Dir, sel.paths)
	if err != nil {
		return err
	}
	bar := newProgress(a.term)
	opts.Progress = bar.step
	opts.Paths, opts.VoiceOnly = want, slices.Equal(sel.topics, []string{"voice"})
	defer a.onInterrupt(bar, "Stopped.")()
	rep, err := generator.Check(opts)
	bar.stop()
	if err != nil {
		return err
	}
	if len(want) > 0 {
		rep.Findings = slices.DeleteFunc(rep.Findings, func(d diag.Diagnostic) bool { return !concerns(d, want) })
		all = !sel.brief || all // a path given by hand: somebody wants to see it all
	}
	if len(sel.topics) > 0 {
		rep.Findings = slices.DeleteFunc(rep.Findings, func(d diag.Diagnostic) bool {
			rule, _ := diag.Find(d.Code)
			return !slices.Contains(sel.topics, rule.Topic)
		})
	}
	before := len(rep.Findings)
	rep.Findings = sel.fresh(rep.Findings)
	old := before - len(rep.Findings)
	if sel.fix {
		return a.fix(cmd, opts, rep.Findings, sel.yes)
	}
	p := diag.Printer{Source: sources(opts.Dir), About: aboutRule}
	switch format {
	case "json":
		err = writeJSON(a.out, checkJSON(opts.Dir, rep))
	case "github":
		err = p.GitHub(a.out, rep.Findings)
	case "sarif":
		err = p.SARIF(a.out, rep.Findings, generator.Version)
	default:
		a.printCheck(opts, rep, all, old)
	}
	if err != nil {
		return err
	}
	return verdict(rep)
}

func (a *app) printCheck(opts generator.Options, rep *generator.Report, all bool, old int) {
	shown, left, pages := rep.Findings, 0, 0
	if !all {
		shown, left, pages = firstNotes(rep.Findings)
	}
	// What check finds is its result, so it goes to stdout.
	a.printFindings(a.out, opts.Dir, all, shown)
	if len(rep.Findings) == 0 {
		fmt.Fprintf(a.err, "Nothing to mend: %s looked at in %s.\n", count(rep.Pages, "page", "pages"), seconds(rep.Took))
	} else {
		fmt.Fprintf(a.err, "%s.\n", sumUp(rep.Findings))
	}
	const few = 3 // pages; of more there would be too many lines
	if len(rep.Sheets) <= few {
		for _, s := range rep.Sheets {
			fmt.Fprintf(a.err, "%s: %s\n", s.File, s.Summary())
		}
	}
	if left > 0 {
		fmt.Fprintf(a.err, "%s on %s left out, since %d are enough to begin with: kith check with the page's path has them all.\n",
			count(left, "more note", "more notes"), count(pages, "page", "pages"), voice.Most)
	}
	if old > 0 {
		fmt.Fprintf(a.err, "%s in the baseline left out.\n", count(old, "finding", "findings"))
	}
	if rep.Excepted > 0 {
		fmt.Fprintf(a.err, "%s let pass by the exceptions in site.toml.\n", count(rep.Excepted, "finding", "findings"))
	}
	printReach(a.err, rep)
}

// inSite turns paths as somebody typed them into paths of the site.
func inSite(cmd *cobra.Command, dir string, paths []string) ([]string, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, p := range paths {
		full, err := filepath.Abs(p)
		if err != nil {
			return nil, err
		}
		if !exists(full) && exists(filepath.Join(root, p)) {
			full = filepath.Join(root, p) // with -C, people type paths as findings print them
		}
		if !exists(full) {
			return nil, wrongCall(cmd, "there is no %s.", diag.Quote(p))
		}
		rel, err := filepath.Rel(root, full)
		if err != nil || !filepath.IsLocal(rel) {
			return nil, wrongCall(cmd, "%s is not in the hub's folder, %s.", diag.Quote(p), root)
		}
		out = append(out, filepath.ToSlash(rel))
	}
	return out, nil
}

// concerns reports whether a finding is about one of the files or folders.
func concerns(d diag.Diagnostic, want []string) bool {
	for _, w := range want {
		if w == "." || d.Pos.File == w || strings.HasPrefix(d.Pos.File, w+"/") {
			return true
		}
	}
	return false
}

// firstNotes leaves out the notes that a page has beyond the few that are
// worth reading first.
func firstNotes(ds []diag.Diagnostic) (shown []diag.Diagnostic, left, pages int) {
	of := map[string]bool{}
	for _, d := range ds {
		if d.Rule != "" && d.Rank == 0 {
			left++
			of[d.Pos.File] = true
			continue
		}
		shown = append(shown, d)
	}
	return shown, left, len(of)
}

// aboutRule says what a rule of style is for.
func aboutRule(name string) string {
	if r, ok := voice.Find(name); ok {
		return r.Why
	}
	return name
}
