package main

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/diag"
)

func (a *app) buildCommand() *cobra.Command {
	var opts generator.Options
	var quiet, all, asJSON bool
	var profile string
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Make the site, in public/",
		Long: `Makes the site in public/, ready to be put on any web host.

Only what changed since the last build is made again. With mistakes that
would put something wrong, broken or unasked-for online, nothing is written
and the last good site stays as it is. A build never deletes a file it did
not make.

It leaves with 0 if all is well, 1 if the site has mistakes, and 2 if kith
was called wrongly or could not work.`,
		Example: `  kith build
  kith build --base-url https://preview.example.com/ --drafts --out /tmp/preview
  kith build --strict        # for a build machine: warnings stop it as well`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			common, err := a.options(cmd)
			if err != nil {
				return err
			}
			opts.Dir, opts.Config, opts.Date = common.Dir, common.Config, common.Date
			return profiled(profile, func() error { return a.build(opts, quiet, all, asJSON) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.Out, "out", "", "put the site into `DIR` (public)")
	f.StringVar(&opts.BaseURL, "base-url", "", "the `URL` the site will have, instead of the one in site.toml")
	f.BoolVar(&opts.Drafts, "drafts", false, "publish drafts as well")
	f.BoolVar(&opts.Future, "future", false, "publish stories whose day is still to come")
	f.BoolVar(&opts.Strict, "strict", false, "take warnings as errors")
	f.BoolVar(&opts.Clean, "clean", false, "empty the output folder first, but for files that begin with a dot")
	f.BoolVar(&opts.Verify, "verify", false, "make everything again and compare it with what would have been kept")
	f.BoolVar(&opts.Why, "why", false, "say of every file why it was made again")
	f.BoolVar(&opts.Timings, "timings", false, "say where the time went: by step, by template, by page")
	f.StringVar(&profile, "profile", "", "write a processor profile to `FILE`, for go tool pprof")
	f.IntVar(&opts.Jobs, "jobs", 0, "use this `NUMBER` of workers (as many as the machine has cores)")
	f.BoolVarP(&quiet, "quiet", "q", false, "print findings, failures and what other flags ask for only")
	f.BoolVar(&all, "all", false, "print every finding, also where they repeat")
	f.BoolVar(&asJSON, "json", false, "print what happened as JSON")
	return cmd
}

func (a *app) build(opts generator.Options, quiet, all, asJSON bool) error {
	bar := newProgress(a.term)
	opts.Progress = bar.step
	if quiet {
		opts.Progress = nil
	}
	defer a.onInterrupt(bar, "Stopped. Every file of the site is whole; the next kith build carries on from here.")()
	rep, err := generator.Build(opts)
	bar.stop()
	if err != nil {
		return err
	}
	if asJSON {
		if err := writeJSON(a.out, buildJSON(opts.Dir, rep)); err != nil {
			return err
		}
		return verdict(rep)
	}
	a.printFindings(a.err, opts.Dir, all, rep.Findings)
	a.printAsked(rep)
	switch {
	case !rep.Published:
		fmt.Fprintf(a.err, "%s Nothing was written; the site is as it was.\n", a.term.bold(sumUp(rep.Findings)+"."))
	case !quiet:
		a.printBuilt(opts, rep)
	}
	return verdict(rep)
}

// verdict says by which code a build or check leaves.
func verdict(rep *generator.Report) error {
	if rep.Errors() > 0 || len(rep.Wrong) > 0 {
		return errMistakes
	}
	return nil
}

// onInterrupt makes Ctrl-C end the program with a word about what is left
// behind. What it returns ends that.
func (a *app) onInterrupt(bar *progress, say string) (end func()) {
	c := make(chan os.Signal, 1)
	done := make(chan struct{})
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case <-c:
			bar.stop()
			fmt.Fprintln(a.err, say)
			os.Exit(exitFailed)
		case <-done:
		}
	}()
	return func() { signal.Stop(c); close(done) }
}

// printAsked prints on stdout what a flag asked for, which --quiet does not
// take back: a build that leaves with 1 for what --verify found has to say so.
func (a *app) printAsked(rep *generator.Report) {
	t := newTerminal(a.out)
	for _, r := range rep.Why {
		fmt.Fprintf(a.out, "made %s: %s\n", r.Path, r.Why)
	}
	printTimings(a.out, rep.Timings)
	for _, p := range rep.Wrong {
		fmt.Fprintf(a.out, "%s %s would have been kept, and is another when made again. This is a bug in kith; please report it.\n", t.paint("1;31", "differs:"), p)
	}
}

// printBuilt sums up a build on stdout.
func (a *app) printBuilt(opts generator.Options, rep *generator.Report) {
	out := opts.Out
	if out == "" {
		out = "public"
	}
	t := newTerminal(a.out)
	w := a.out
	fmt.Fprintf(w, "%s in %s, made in %s: %s\n", t.bold(count(rep.Pages, "page", "pages")), strings.TrimSuffix(out, "/")+"/", seconds(rep.Took), made(rep))
	printReach(w, rep)
	a.printHeld(t, rep)
	printPurge(w, t, rep.Purge)
	if n := len(rep.Foreign); n > 0 {
		fmt.Fprintf(w, "%s in there that kith did not make, and left alone: %s\n", count(n, "file", "files"), few(rep.Foreign, 5))
	}
	if len(rep.Findings) > 0 {
		fmt.Fprintf(w, "%s. kith check shows them again.\n", sumUp(rep.Findings))
	}
	if !rep.Next.IsZero() {
		fmt.Fprintf(w, "The site changes by itself on %s: build again then.\n", rep.Next.ISO())
	}
}

// printPurge lists what caches may still have of somebody who is no longer
// shown.
func printPurge(w io.Writer, t terminal, p generator.Purge) {
	if len(p.Addresses) == 0 {
		return
	}
	const most = 30
	verb := "is"
	if len(p.People) > 1 {
		verb = "are"
	}
	fmt.Fprintf(w, "%s\n", t.bold(fmt.Sprintf("%s %s not shown any more as before.", listed(p.People), verb)))
	fmt.Fprintln(w, "Put this site online now. A CDN or proxy before your web host may still have what stood here; purge it there:")
	for _, a := range p.Addresses[:min(len(p.Addresses), most)] {
		fmt.Fprintf(w, "  %s\n", a)
	}
	if n := len(p.Addresses) - most; n > 0 {
		fmt.Fprintf(w, "  and %s more\n", diag.Thousands(n))
	}
	fmt.Fprintf(w, "The list stays in %s, one address a line.\n", generator.PurgeFile)
}

// listed words some names: "Ada, Bo and Cleo".
func listed(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// printReach says how the pages lead to a person.
func printReach(w io.Writer, rep *generator.Report) {
	n := rep.Reach.Inline + rep.Reach.OneClick
	if n == 0 {
		return
	}
	verb := "lead"
	if n == 1 {
		verb = "leads"
	}
	fmt.Fprintf(w, "%s %s to a person: %s inline, %s one click\n", count(n, "page", "pages"), verb, diag.Thousands(rep.Reach.Inline), diag.Thousands(rep.Reach.OneClick))
}

// made words what a build did.
func made(rep *generator.Report) string {
	parts := []string{count(rep.Written, "file", "files") + " written"}
	if n := rep.Files - rep.Written; n > 0 {
		parts = append(parts, diag.Thousands(n)+" kept")
	}
	if rep.Removed > 0 {
		parts = append(parts, diag.Thousands(rep.Removed)+" removed")
	}
	return strings.Join(parts, ", ")
}

// printHeld says what is not on the site, why, and whom to ask.
func (a *app) printHeld(t terminal, rep *generator.Report) {
	if len(rep.Held) == 0 {
		return
	}
	fmt.Fprintf(a.out, "%s\n", t.bold("Held back:"))
	wide := 0
	for _, h := range rep.Held {
		wide = max(wide, width(h.File))
	}
	for _, h := range rep.Held {
		why := h.Why
		switch h.Why {
		case "draft":
			why = "a draft"
		case "scheduled":
			why = "to come"
			if !h.Until.IsZero() {
				why = "comes on " + h.Until.ISO()
			}
		case "expired":
			why = "its time is over"
		case "consent":
			why = "somebody in it has not agreed"
			if h.Ask != "" {
				why += ": ask " + h.Ask
			}
		}
		fmt.Fprintf(a.out, "  %s%s  %s\n", diag.Plain(h.File), strings.Repeat(" ", wide-width(h.File)), why)
	}
}

// few lists the first of many names.
func few(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + " and " + diag.Thousands(len(names)-most) + " more"
}

// sumUp counts findings in words: "2 errors, 1 warning".
func sumUp(ds []diag.Diagnostic) string {
	var parts []string
	plain := slices.DeleteFunc(slices.Clone(ds), func(d diag.Diagnostic) bool { return d.Rule != "" })
	for _, s := range []struct {
		severity  diag.Severity
		one, many string
	}{{diag.Error, "error", "errors"}, {diag.Warning, "warning", "warnings"}, {diag.Idea, "idea", "ideas"}} {
		if n := diag.Count(plain, s.severity); n > 0 {
			parts = append(parts, count(n, s.one, s.many))
		}
	}
	if n := len(ds) - len(plain); n > 0 {
		note := count(n, "note on the voice", "notes on the voice")
		if must := diag.Count(ds, diag.Error) - diag.Count(plain, diag.Error); must > 0 {
			note += fmt.Sprintf(" (%d must be fixed)", must)
		}
		parts = append(parts, note)
	}
	if len(parts) == 0 {
		return "Nothing to mend"
	}
	return strings.Join(parts, ", ")
}
