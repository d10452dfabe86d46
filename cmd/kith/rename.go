package main

import (
	"github.com/spf13/cobra"

	"kith/generator"
)

func (a *app) renameCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "rename KIND OLD NEW",
		Short: "Give somebody or something another id, everywhere",
		Long: `Renames the file or folder, its translations too, and every reference to it:
in fields, in links, in site.toml. The old address goes on working. What would
change is shown first, and written after a yes. All else in the files stays as
it is, to the byte. KIND is one of ` + oneKinds() + `.`,
		Example: `  kith rename person amara-okafor amara-eze
  kith rename topic repairs Mending`,
		RunE: a.withKind(3, "kith rename takes a kind, the old id and the new one, as in: kith rename person ada-okonjo ada-mensah", func(cmd *cobra.Command, opts generator.Options, kind string, ids []string) error {
			return a.rename(cmd, opts, kind, ids[0], ids[1], yes)
		}),
	}
	a.changing(cmd, &yes)
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
