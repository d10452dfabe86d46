package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/diag"
)

func (a *app) checkCommand() *cobra.Command {
	var strict, all, asJSON bool
	var format string
	var jobs int
	cmd := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Say what is wrong or could be better, without publishing",
		Long: `Goes the whole way of a build without writing the site, and prints all it
finds: what stops a build, what makes a poorer page, and ideas. With paths,
only what concerns those files and folders.

It leaves with 1 if there are errors, so that a build machine can ask it.`,
		Example: `  kith check
  kith check content/stories/kettle.md
  kith check --json > findings.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := a.options(cmd)
			if err != nil {
				return err
			}
			if asJSON {
				format = "json"
			}
			if err := oneOf(cmd, "format", format, "text", "json"); err != nil {
				return err
			}
			opts.Strict, opts.Jobs = strict, jobs
			return a.check(cmd, opts, args, all, format == "json")
		},
	}
	f := cmd.Flags()
	f.BoolVar(&strict, "strict", false, "take warnings as errors")
	f.BoolVar(&all, "all", false, "print every finding, also where they repeat")
	f.StringVar(&format, "format", "text", "print as `text or json`")
	f.BoolVar(&asJSON, "json", false, "short for --format json")
	f.IntVar(&jobs, "jobs", 0, "use this `NUMBER` of workers (as many as the machine has cores)")
	return cmd
}

func (a *app) check(cmd *cobra.Command, opts generator.Options, paths []string, all, asJSON bool) error {
	want, err := inSite(cmd, opts.Dir, paths)
	if err != nil {
		return err
	}
	bar := newProgress(a.term)
	opts.Progress = bar.step
	defer a.onInterrupt(bar, "Stopped.")()
	rep, err := generator.Check(opts)
	bar.stop()
	if err != nil {
		return err
	}
	if len(want) > 0 {
		rep.Findings = slices.DeleteFunc(rep.Findings, func(d diag.Diagnostic) bool { return !concerns(d, want) })
		all = true // a path given by hand: somebody wants to see it all
	}
	if asJSON {
		if err := writeJSON(a.out, checkJSON(opts.Dir, rep)); err != nil {
			return err
		}
		return verdict(rep)
	}
	// What check finds is its result, so it goes to stdout.
	a.printFindings(a.out, opts.Dir, all, rep.Findings)
	if len(rep.Findings) == 0 {
		fmt.Fprintf(a.err, "Nothing to mend: %s looked at in %s.\n", count(rep.Pages, "page", "pages"), seconds(rep.Took))
	} else {
		fmt.Fprintf(a.err, "%s.\n", sumUp(rep.Findings))
	}
	return verdict(rep)
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
