package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/graph"
)

func (a *app) reportCommand() *cobra.Command {
	var format, out string
	var letters, asJSON bool
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Say where the hub is thin, and whom to ask",
		Long: `Looks over the hub as its keeper would: which values were shown lately and which
only promised, whose voices are heard, what hangs on one person alone, which days
are coming up, and which pages somebody should look at again. It is about pages
and promises, and never counts what a colleague did.

With --letters it writes the words of a friendly mail to each person whose pages
want a look.`,
		Example: `  kith report
  kith report --letters
  kith report --format html --out report.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArgs(cmd, args); err != nil {
				return err
			}
			if asJSON {
				format = "json"
			}
			if err := oneOf(cmd, "format", format, "text", "html", "json"); err != nil {
				return err
			}
			opts, err := a.options(cmd)
			if err != nil {
				return err
			}
			w, done, err := a.output(out)
			if err != nil {
				return err
			}
			if err := a.report(w, opts, format, letters); err != nil {
				_ = done()
				return err
			}
			return done()
		},
	}
	f := cmd.Flags()
	f.StringVar(&format, "format", "text", "print as `text, html or json`")
	f.BoolVar(&asJSON, "json", false, "short for --format json")
	f.BoolVar(&letters, "letters", false, "write the mails that ask people to look at their pages")
	f.StringVar(&out, "out", "", "write to this `FILE` instead of the terminal")
	return cmd
}

// output is where a report goes.
func (a *app) output(file string) (io.Writer, func() error, error) {
	if file == "" {
		return a.out, func() error { return nil }, nil
	}
	f, err := os.Create(file)
	if err != nil {
		return nil, nil, fmt.Errorf("writing the report: %w", err)
	}
	return f, f.Close, nil
}

func (a *app) report(w io.Writer, opts generator.Options, format string, letters bool) error {
	site := generator.Open(opts)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		return err
	}
	s, ok := snap.Survey()
	if !ok {
		a.printFindings(a.err, opts.Dir, false, snap.Findings)
		return errMistakes
	}
	switch {
	case format == "json":
		return writeJSON(w, s)
	case format == "html":
		return writeReportPage(w, s, snap)
	case letters:
		printLetters(w, s)
	default:
		printSurvey(w, newTerminal(w), s)
	}
	return nil
}

// ago words how long a value has not been shown.
func ago(v graph.SurveyValue) string {
	switch {
	case v.Ago < 0:
		return "no story shows it yet"
	case v.Ago == 0:
		return "shown this month"
	case v.Ago == 1:
		return "last shown a month ago"
	}
	return fmt.Sprintf("last shown %d months ago", v.Ago)
}

func levelWords(level string) string {
	switch level {
	case "front":
		return "the front line"
	case "office":
		return "the office"
	case "lead":
		return "those who lead"
	}
	return "people whose files don't say (level:)"
}

func percent(l graph.SurveyLoad) int { return (100*l.Pages + l.Of/2) / l.Of }

func kindWord(kind string) string {
	if kind == "route" {
		return "contact page"
	}
	return kind
}

func printSurvey(w io.Writer, t terminal, s graph.Survey) {
	head := func(title string) { fmt.Fprintf(w, "\n%s\n", t.bold(title)) }
	fmt.Fprintf(w, "The hub on %s", s.Date)
	if s.Next != "" {
		fmt.Fprintf(w, "; it changes by itself on %s", s.Next)
	}
	fmt.Fprintln(w, ".")

	head("What you stand by, and the stories that showed it: the last twelve months")
	wide := 0
	for _, v := range s.Values {
		wide = max(wide, width(v.Title))
	}
	if len(s.Values) > 0 {
		var b strings.Builder
		for _, m := range s.Months {
			b.WriteString(" " + monthName(m)[0][:1])
		}
		fmt.Fprintf(w, "  %s%s\n", strings.Repeat(" ", wide), t.soft(b.String()))
	}
	for _, v := range s.Values {
		var b strings.Builder
		for _, n := range v.Months {
			switch {
			case n == 0:
				b.WriteString(" ·")
			case n > 9:
				b.WriteString(" +")
			default:
				fmt.Fprintf(&b, " %d", n)
			}
		}
		fmt.Fprintf(w, "  %s%s %s  %s\n", diag.Plain(v.Title), strings.Repeat(" ", wide-width(v.Title)), b.String(), ago(v))
	}

	head("Whose voices are heard: stories of the last twelve months")
	for _, v := range s.Voices {
		fmt.Fprintf(w, "  %s told by %s\n", count(v.Stories, "story", "stories"), levelWords(v.Level))
	}

	section := func(title string, things []graph.SurveyThing) {
		if len(things) == 0 {
			return
		}
		head(title)
		var names []string
		for _, th := range things {
			names = append(names, diag.Plain(th.Title))
		}
		fmt.Fprintf(w, "  %s\n", few(names, 20))
	}
	if len(s.Untold) > 0 {
		head("Not heard from yet: sit down with them for ten minutes")
		for _, th := range first(s.Untold, 12) {
			fmt.Fprintf(w, "  %s  %s\n", diag.Plain(th.Title), t.soft(diag.Plain(th.Note)))
		}
		if n := len(s.Untold) - 12; n > 0 {
			fmt.Fprintf(w, "  and %s more\n", diag.Thousands(n))
		}
	}
	section("Topics that lead to nobody", s.Alone)
	if len(s.Load) > 0 {
		head("What hangs on one person")
		for _, l := range s.Load {
			fmt.Fprintf(w, "  %s is the only way in for %d %% of pages. Who else could it be?\n", diag.Plain(l.Title), percent(l))
		}
	}
	if len(s.Island) > 0 {
		head("Islands: nothing leads to them from a story, a person or a value")
		for _, th := range first(s.Island, 12) {
			fmt.Fprintf(w, "  %s %s  %s\n", kindWord(th.Kind), diag.Quote(th.Title), t.soft(th.File))
		}
		if n := len(s.Island) - 12; n > 0 {
			fmt.Fprintf(w, "  and %s more\n", diag.Thousands(n))
		}
	}
	if len(s.Due) > 0 {
		head("Coming up")
		for _, d := range first(s.Due, 12) {
			fmt.Fprintf(w, "  %s  %s  %s\n", d.Date, diag.Plain(d.What), t.soft(d.File))
		}
		if n := len(s.Due) - 12; n > 0 {
			fmt.Fprintf(w, "  and %s more\n", diag.Thousands(n))
		}
	}
	if len(s.Stale) > 0 {
		head("Worth another look, by the person who would know")
		for _, l := range first(s.Stale, 12) {
			var what []string
			for _, it := range l.Items {
				what = append(what, confirm(l, it))
			}
			fmt.Fprintf(w, "  %s: %s\n", diag.Plain(l.Title), few(what, 20))
		}
		if n := len(s.Stale) - 12; n > 0 {
			fmt.Fprintf(w, "  and %s more\n", diag.Thousands(n))
		}
		fmt.Fprintf(w, "  %s\n", t.soft("kith report --letters has the words of a mail to each."))
	}
}

// confirm names a page to look at, to the person who would know.
func confirm(l graph.SurveyLetters, it graph.SurveyCheck) string {
	if it.Kind == "person" && it.ID == l.ID {
		return "their own page"
	}
	return diag.Quote(it.Title)
}

func first[T any](all []T, n int) []T { return all[:min(n, len(all))] }

// letter is a mail that asks somebody to look at their pages.
func letter(l graph.SurveyLetters) string {
	var b strings.Builder
	who, _, _ := strings.Cut(l.Title, " ")
	fmt.Fprintf(&b, "Dear %s,\n\nwould you look at %s for me? Five minutes will do.\n\n", who, pagesWord(l))
	for _, it := range l.Items {
		name := it.Title
		if it.Kind == "person" && it.ID == l.ID {
			name = "Your own page: is the number right, and the hours?"
		}
		fmt.Fprintf(&b, "  - %s\n    %s\n", name, it.URL)
		if it.Checked != "" {
			fmt.Fprintf(&b, "    (last looked at on %s)\n", it.Checked)
		}
	}
	if len(l.Stories) > 0 {
		fmt.Fprintf(&b, "\nAnd the stories you told, if you like: are you still happy with them?\n\n")
		for _, title := range first(l.Stories, 5) {
			fmt.Fprintf(&b, "  - %s\n", title)
		}
	}
	fmt.Fprintf(&b, "\nWrite back \"all fine\" and I'll put today's date on them, or tell me what has\nchanged and I'll see to it.\n\nThank you!\n")
	return b.String()
}

func pagesWord(l graph.SurveyLetters) string {
	if len(l.Items) == 1 {
		return "a page"
	}
	return "these pages"
}

func printLetters(w io.Writer, s graph.Survey) {
	for i, l := range s.Stale {
		if i > 0 {
			fmt.Fprintf(w, "\n%s\n\n", strings.Repeat("-", 72))
		}
		fmt.Fprintf(w, "To: %s", l.Title)
		if l.Email != "" {
			fmt.Fprintf(w, " <%s>", l.Email)
		}
		fmt.Fprintf(w, "\nSubject: Is this still right?\n\n%s", letter(l))
	}
	if len(s.Stale) == 0 {
		fmt.Fprintln(w, "Nothing wants another look.")
	}
}
