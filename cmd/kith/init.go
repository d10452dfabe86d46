package main

import "github.com/spf13/cobra"

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{Use: "init", Hidden: true, RunE: func(cmd *cobra.Command, _ []string) error { return wrongCall(cmd, "not yet") }}
}
