package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/meta"
)

// Exit codes, as SPEC.md has them.
const (
	exitFine     = 0
	exitMistakes = 1 // the site has mistakes
	exitFailed   = 2 // called wrongly, or could not do the work
)

// errMistakes ends a command whose findings are printed already.
var errMistakes = errors.New("the site has mistakes")

// usageError is a wrong call: its message ends with where to look.
type usageError struct {
	msg string
	cmd *cobra.Command
}

func (e *usageError) Error() string { return e.msg }

func wrongCall(cmd *cobra.Command, format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...), cmd}
}

// app is one run of the program: where it reads and writes, and the flags
// that every command takes.
type app struct {
	in       io.Reader
	out, err io.Writer
	term     terminal

	dir, config, date string
}

// run is the program without the process around it.
func run(args []string, in io.Reader, out, errOut io.Writer) (code int) {
	a := &app{in: in, out: out, err: errOut, term: newTerminal(errOut)}
	defer func() {
		if p := recover(); p != nil {
			code = a.bug(fmt.Sprint(p), nil)
		}
	}()
	root := a.root()
	root.SetArgs(args)
	return a.exitCode(root.Execute())
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "kith",
		Short: "Stories, and the people who answer for them",
		Long: `Kith turns a folder of Markdown into a story hub: stories your colleagues tell,
a page for each of them with a direct way to reach them, what you stand by,
and contact pages that end at somebody with a name.

  kith init hub            start a hub
  cd hub && kith serve     look at it while you write
  kith new story "What happened on Tuesday"
  kith build               make the site, in public/`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return wrongCall(cmd, "kith has no command %s.%s", diag.Quote(args[0]), nearestCommand(cmd, args[0]))
		},
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors:     true,
		SilenceUsage:      true,
		Version:           generator.Version,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetVersionTemplate(versionText())
	root.SetFlagErrorFunc(flagError)
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}{{end}}\n\n{{.UsageString}}")

	f := root.PersistentFlags()
	f.SortFlags = false
	f.StringVarP(&a.dir, "dir", "C", "", "work in the hub in `DIR` instead of this folder")
	f.StringVar(&a.config, "config", "", "read the settings from `FILE` instead of site.toml")
	f.StringVar(&a.date, "date", "", "make the site as of this day, `YYYY-MM-DD`, instead of today")

	cobra.EnableCommandSorting = false // in the order in which people need them
	root.AddCommand(
		a.initCommand(), a.newCommand(), a.serveCommand(), a.buildCommand(), a.checkCommand(),
		a.listCommand(), a.reportCommand(), a.walkCommand(), a.renameCommand(), a.retireCommand(), a.forgetCommand(), a.explainCommand(), a.versionCommand(),
	)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		c.Flags().SortFlags = false
		switch c.Name() {
		case "completion":
			c.Short = "Let your shell finish kith's words for you"
		case "help":
			c.Short = "Say more about a command"
		}
	}
	return root
}

// options are those every command takes, in the words of the pipeline.
func (a *app) options(cmd *cobra.Command) (generator.Options, error) {
	opts := generator.Options{Dir: a.siteDir(), Config: a.config}
	config := a.config
	if config == "" {
		config = "site.toml"
	}
	if !exists(filepath.Join(opts.Dir, config)) {
		where := "this folder"
		if opts.Dir != "." {
			where = filepath.ToSlash(opts.Dir)
		}
		return opts, fmt.Errorf("there is no %s in %s. kith init makes a new hub", config, where)
	}
	if a.date != "" {
		d, err := meta.ParseDate(a.date, false)
		if err != nil {
			return opts, wrongCall(cmd, "--date: %s", err.Error())
		}
		opts.Date = d.OnDay()
	}
	return opts, nil
}

// siteDir is the hub's folder: the one asked for, this one, or the nearest
// above that has the settings file, so that kith also works from
// content/stories.
func (a *app) siteDir() string {
	if a.dir != "" {
		return a.dir
	}
	config := a.config
	if config == "" {
		config = "site.toml"
	}
	here, err := os.Getwd()
	if err != nil {
		return "."
	}
	for dir, up := here, "."; ; dir, up = filepath.Dir(dir), filepath.Join(up, "..") {
		if _, err := os.Stat(filepath.Join(dir, config)); err == nil {
			return up
		}
		if filepath.Dir(dir) == dir {
			return "."
		}
	}
}

// flagError words what is wrong with a flag, with the one that was probably
// meant.
func flagError(cmd *cobra.Command, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	msg := err.Error()
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		name := unknown.GetSpecifiedName()
		dashes := "--"
		if unknown.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		msg = fmt.Sprintf("kith %s has no flag %s.", cmd.Name(), diag.Quote(dashes+name))
		if cmd.Parent() == nil {
			msg = fmt.Sprintf("kith has no flag %s.", diag.Quote(dashes+name))
		}
		var all []diag.Candidate
		add := func(f *pflag.Flag) { all = append(all, diag.Candidate{ID: f.Name}) }
		cmd.Flags().VisitAll(add)
		cmd.InheritedFlags().VisitAll(add)
		if near := diag.Nearest(name, all); dashes == "--" && len(near) > 0 {
			msg += " Did you mean --" + near[0] + "?"
		}
	}
	return &usageError{msg, cmd}
}

func nearestCommand(cmd *cobra.Command, name string) string {
	var all []diag.Candidate
	for _, c := range cmd.Root().Commands() {
		if c.IsAvailableCommand() {
			all = append(all, diag.Candidate{ID: c.Name(), Words: append([]string{c.Name()}, c.SuggestFor...)})
		}
	}
	if near := diag.Nearest(name, all); len(near) > 0 {
		return " Did you mean kith " + near[0] + "?"
	}
	return ""
}

// oneOf makes a check for a flag that takes one of a few words.
func oneOf(cmd *cobra.Command, flag, got string, want ...string) error {
	for _, w := range want {
		if got == w {
			return nil
		}
	}
	return wrongCall(cmd, "--%s can be %s, not %s.", flag, alternatives(want), diag.Quote(got))
}

// alternatives words a choice: "text, json or sarif".
func alternatives(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// noArgs refuses what stands behind a command that takes nothing.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return wrongCall(cmd, "kith %s takes nothing behind it, and got %s.", cmd.Name(), diag.Quote(args[0]))
}

const usageTemplate = `Use:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}
{{- if .HasExample}}

For example:
{{.Example}}{{end}}
{{- if .HasAvailableSubCommands}}

Commands:
{{- range .Commands}}{{if or .IsAvailableCommand (eq .Name "help")}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}
{{- if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
{{- if .HasAvailableInheritedFlags}}

Every command takes:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
{{- if .HasAvailableSubCommands}}

kith help COMMAND says more about one of them.{{end}}
`
