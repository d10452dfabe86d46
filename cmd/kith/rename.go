package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/rename"
)

func (a *app) renameCommand() *cobra.Command {
	var yes bool
	var kinds []string
	for _, k := range kindWords {
		kinds = append(kinds, k.word)
	}
	cmd := &cobra.Command{
		Use:   "rename KIND OLD NEW",
		Short: "Give somebody or something another id, everywhere",
		Long: `Renames the file or folder, its translations too, and every reference to it:
in fields, in links, in site.toml. The old address goes on working. What would
change is shown first, and written after a yes. All else in the files stays as
it is, to the byte. KIND is one of ` + strings.Join(kinds, ", ") + `.`,
		Example: `  kith rename person amara-okafor amara-eze
  kith rename topic repairs Mending`,
		ValidArgs: kinds,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 3 {
				return wrongCall(cmd, "kith rename takes a kind, the old id and the new one, as in: kith rename person ada-okonjo ada-mensah")
			}
			kind := kindOf(args[0])
			if kind == "" {
				return wrongCall(cmd, "there is no kind %s.%s", diag.Quote(args[0]), nearestKind(args[0]))
			}
			opts, err := a.options(cmd)
			if err != nil {
				return err
			}
			return a.rename(cmd, opts, kind, args[1], args[2], yes)
		},
	}
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "write without asking")
	return cmd
}

func (a *app) rename(cmd *cobra.Command, opts generator.Options, kind, old, to string, yes bool) error {
	site := generator.Open(opts)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		return err
	}
	plan, err := snap.Rename(kind, old, to)
	if err != nil {
		return wrongCall(cmd, "%s. Nothing was changed.", err)
	}
	return a.agree(cmd, opts, plan, yes)
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
