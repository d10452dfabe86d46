package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"
	"golang.org/x/text/language"

	"kith/generator/config"
	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/phone"
	"kith/generator/scaffold"
)

func (a *app) initCommand() *cobra.Command {
	var ans scaffold.Answers
	var yes bool
	cmd := &cobra.Command{
		Use:        "init [DIR]",
		Short:      "Start a hub",
		SuggestFor: []string{"create", "setup"},
		Long: `Starts a hub in DIR (or here): settings, you as the host, one value, one
contact page, a first story that says how to write the second, and the pages
that law and manners ask for. It builds at once, and nothing in it is hard to
throw away.

On a terminal it asks a few questions. Flags answer them beforehand; with
--yes, what is left is taken as proposed.`,
		Example: `  kith init hub
  kith init hub --yes --title "Hobbin & Daughters" --url https://hobbin.example/ \
      --host "Ruth Abelson" --email ruth@hobbin.example`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return wrongCall(cmd, "kith init takes one folder.")
			}
			dir := a.dir
			if len(args) == 1 {
				dir = filepath.Join(dir, args[0])
				if filepath.IsAbs(args[0]) {
					dir = args[0]
				}
			}
			if dir == "" {
				dir = "."
			}
			return a.init(cmd, dir, ans, yes)
		},
	}
	f := cmd.Flags()
	f.StringVar(&ans.Title, "title", "", "`NAME` of the company, or of the hub")
	f.StringVar(&ans.URL, "url", "", "`ADDRESS` the hub will have")
	f.StringVar(&ans.Language, "language", "", "`TAG` of the language it is written in, as in en-GB")
	f.StringVar(&ans.Timezone, "timezone", "", "time `ZONE` in which its days begin, as in Europe/London")
	f.StringVar(&ans.Host, "host", "", "`NAME` of the person who answers when nobody nearer does")
	f.StringVar(&ans.Email, "email", "", "that person's direct `ADDRESS`")
	f.StringVar(&ans.Phone, "phone", "", "that person's direct `NUMBER`")
	f.BoolVarP(&yes, "yes", "y", false, "ask nothing")
	return cmd
}

func (a *app) init(cmd *cobra.Command, dir string, ans scaffold.Answers, yes bool) error {
	for _, taken := range []string{"site.toml", "content"} {
		if exists(filepath.Join(dir, taken)) {
			return wrongCall(cmd, "There is a hub in %s already: it has %s. Nothing was changed.", filepath.ToSlash(dir), taken)
		}
	}
	ask := &asker{a: a, quiet: yes || !isTerminal(a.in) || !a.term.is}
	if !ask.quiet {
		fmt.Fprintln(a.err, "A few questions. Return takes what stands in brackets; all of it can be changed in site.toml.")
	}
	if err := ask.all(&ans); err != nil {
		return wrongCall(cmd, "%v", err)
	}
	ans.Today = time.Now().Format("2006-01-02")
	if zone, err := time.LoadLocation(ans.Timezone); err == nil {
		ans.Today = time.Now().In(zone).Format("2006-01-02")
	}
	if a.date != "" {
		d, err := meta.ParseDate(a.date, false)
		if err != nil {
			return wrongCall(cmd, "--date: %s", err.Error())
		}
		ans.Today = d.ISO()
	}
	if err := scaffold.Write(dir, scaffold.Hub(ans)); err != nil {
		var there *scaffold.Exists
		if errors.As(err, &there) {
			return wrongCall(cmd, "%s. Nothing was changed.", there.Error())
		}
		return err
	}
	fmt.Fprintf(a.out, "A hub for %s is in %s\n", diag.Plain(ans.Title), filepath.ToSlash(dir))
	step := ""
	if filepath.Clean(dir) != "." {
		step = "cd " + shellWord(dir) + " && "
	}
	fmt.Fprintf(a.err, "\n  %skith serve --open\n      to look at it\n  %s\n      to tell the first story\n", step, `kith new story "What happened on Tuesday"`)
	fmt.Fprintf(a.err, "  content/imprint.md, privacy.md and accessibility.md\n      have sentences to replace before anybody sees them\n")
	if strings.HasSuffix(hostOf(ans.URL), "example.com") {
		fmt.Fprintf(a.err, "  url in site.toml\n      is still made up: put yours there before you publish\n")
	}
	return nil
}

// asker asks for what flags left open, and checks every answer.
type asker struct {
	a     *app
	quiet bool
	lines lineReader
}

func (q *asker) all(ans *scaffold.Answers) error {
	var err error
	if ans.Title, err = q.one("--title", "What is the company called?", ans.Title, "", func(s string) (string, error) {
		return s, nil
	}); err != nil {
		return err
	}
	if ans.URL, err = q.one("--url", "At which address will the hub be?", ans.URL, "https://www.example.com/", checkURL); err != nil {
		return err
	}
	if ans.Language, err = q.one("--language", "In which language is it written?", ans.Language, systemLanguage(), checkLanguage); err != nil {
		return err
	}
	if ans.Timezone, err = q.one("--timezone", "In which time zone is it?", ans.Timezone, systemZone(), checkZone); err != nil {
		return err
	}
	if region, c := language.Make(ans.Language).Region(); c == language.Exact {
		ans.Country = region.String()
	}
	if ans.Host, err = q.one("--host", "Who answers when nobody nearer does? The full name:", ans.Host, "", func(s string) (string, error) {
		if scaffold.ID(s) == "" {
			return "", errors.New("a name needs letters")
		}
		return s, nil
	}); err != nil {
		return err
	}
	ans.HostID = scaffold.ID(ans.Host)
	return q.reach(ans)
}

// reach asks how the host is reached: an email address, a number, or both.
func (q *asker) reach(ans *scaffold.Answers) error {
	checkPhone := func(s string) (string, error) {
		n, err := phone.Parse(s, ans.Country)
		if err != nil {
			return "", err
		}
		_ = n
		return s, nil
	}
	if ans.Email != "" || ans.Phone != "" {
		var err error
		if ans.Email != "" {
			if ans.Email, err = phone.Mail(ans.Email); err != nil {
				return fmt.Errorf("--email: %w", err)
			}
		}
		if ans.Phone != "" {
			if ans.Phone, err = checkPhone(ans.Phone); err != nil {
				return fmt.Errorf("--phone: %w", err)
			}
		}
		return nil
	}
	if q.quiet {
		return errors.New("how is the host reached? Say it with --email, --phone, or both")
	}
	got, err := q.one("--email", "That person’s own email address or telephone number?", "", "", func(s string) (string, error) {
		if strings.Contains(s, "@") {
			return phone.Mail(s)
		}
		return checkPhone(s)
	})
	if err != nil {
		return err
	}
	if strings.Contains(got, "@") {
		ans.Email = got
	} else {
		ans.Phone = got
	}
	return nil
}

// one settles one question: by its flag, else by asking until the answer can
// be used.
func (q *asker) one(flag, question, given, proposed string, check func(string) (string, error)) (string, error) {
	if given == "" && q.quiet {
		if proposed == "" {
			return "", fmt.Errorf("%s is needed: %s", flag, strings.ToLower(question[:1])+question[1:])
		}
		given = proposed
	}
	if given != "" {
		ok, err := check(tidyLine(given))
		if err != nil {
			return "", fmt.Errorf("%s: %w", flag, err)
		}
		return ok, nil
	}
	for {
		fmt.Fprint(q.a.err, question)
		if proposed != "" {
			fmt.Fprintf(q.a.err, " [%s]", proposed)
		}
		fmt.Fprint(q.a.err, " ")
		line, err := q.lines.next(q.a.in)
		if err != nil {
			fmt.Fprintln(q.a.err)
			return "", fmt.Errorf("no answer, so nothing was written")
		}
		line = tidyLine(line)
		if line == "" {
			line = proposed
		}
		if line == "" {
			continue
		}
		ok, err := check(line)
		if err == nil {
			return ok, nil
		}
		fmt.Fprintf(q.a.err, "  %v\n", err)
	}
}

func tidyLine(s string) string { return diag.Plain(strings.Join(strings.Fields(s), " ")) }

func checkURL(s string) (string, error) {
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := config.ParseURL(s)
	if err != nil {
		return "", err
	}
	return u, nil
}

func checkLanguage(s string) (string, error) {
	tag, err := language.Parse(s)
	if err != nil || tag == language.Und {
		return "", fmt.Errorf("%s is not the tag of a language; they look like en-GB, de or pt-BR", diag.Quote(s))
	}
	return tag.String(), nil
}

func checkZone(s string) (string, error) {
	if s == "Local" {
		s = ""
	}
	if _, err := time.LoadLocation(s); err != nil || s == "" {
		return "", fmt.Errorf("%s is not a time zone; they look like Europe/London or America/New_York", diag.Quote(s))
	}
	return s, nil
}

func isTerminal(r any) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
