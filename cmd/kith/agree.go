package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/rename"
)

// What the commands share that change a hub's files: they take a kind and
// ids, show what would change, and write it after a yes.

// oneKinds lists the kinds as one says them of one thing.
func oneKinds() string {
	var kinds []string
	for _, k := range kindWords {
		kinds = append(kinds, k.word)
	}
	return strings.Join(kinds, ", ")
}

// changing gives a command its flag --yes, and the kinds to complete.
func (a *app) changing(cmd *cobra.Command, yes *bool) *pflag.FlagSet {
	for _, k := range kindWords {
		cmd.ValidArgs = append(cmd.ValidArgs, k.word)
	}
	f := cmd.Flags()
	f.BoolVarP(yes, "yes", "y", false, "write without asking")
	return f
}

// withKind reads n arguments, of which the first is a kind; usage says what
// they are.
func (a *app) withKind(n int, usage string, do func(cmd *cobra.Command, opts generator.Options, kind string, ids []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return wrongCall(cmd, "%s", usage)
		}
		kind := kindOf(args[0])
		if kind == "" {
			return wrongCall(cmd, "there is no kind %s.%s", diag.Quote(args[0]), nearestKind(args[0]))
		}
		opts, err := a.options(cmd)
		if err != nil {
			return err
		}
		return do(cmd, opts, kind, args[1:])
	}
}

// agree shows what would change, asks, and writes it after a yes.
func (a *app) agree(cmd *cobra.Command, opts generator.Options, plan *rename.Plan, yes bool) error {
	a.showDiff(plan)
	coming := []string{"file changes", "files change", "gets another name", "get other names", "is taken away", "are taken away"}
	done := []string{"file changed", "files changed", "got another name", "got other names", "was taken away", "were taken away"}
	if !yes {
		fmt.Fprintf(a.err, "%s.\n", summary(plan, coming))
		if !isTerminal(a.in) {
			return wrongCall(cmd, "nothing was written. Add --yes to write it.")
		}
		fmt.Fprint(a.err, "Write this? [y/N] ")
		if !saysYes(a.in) {
			fmt.Fprintln(a.err, "Nothing was written.")
			return nil
		}
	}
	if err := plan.Write(opts.Dir); err != nil {
		return fmt.Errorf("nothing was changed: %w", err)
	}
	fmt.Fprintf(a.err, "Done: %s. kith check shows whether all is well.\n", summary(plan, done))
	return nil
}

// summary counts what a plan comes to, in words for one and for more of each.
func summary(plan *rename.Plan, words []string) string {
	n := count(len(plan.Changes), words[0], words[1])
	if len(plan.Moves) > 0 {
		n += ", " + count(len(plan.Moves), words[2], words[3])
	}
	if len(plan.Gone) > 0 {
		n += ", " + count(len(plan.Gone), words[4], words[5])
	}
	return n
}

func saysYes(in io.Reader) bool {
	line, _ := bufio.NewReader(in).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes":
		return true
	}
	return false
}

// showDiff prints what changes, in colour on a terminal.
func (a *app) showDiff(plan *rename.Plan) {
	t := newTerminal(a.out)
	for _, l := range plan.Diff() {
		text := diag.Plain(strings.TrimSuffix(l.Text, "\r"))
		switch l.Mark {
		case 'f':
			fmt.Fprintln(a.out, t.bold(text))
		case '@':
			fmt.Fprintln(a.out, t.paint("36", text))
		case '-':
			fmt.Fprintln(a.out, t.paint("31", "-"+text))
		case '+':
			fmt.Fprintln(a.out, t.paint("32", "+"+text))
		default:
			fmt.Fprintln(a.out, strings.TrimRight(" "+text, " "))
		}
	}
}
