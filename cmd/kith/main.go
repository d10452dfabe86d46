// Command kith makes a company's story hub out of a folder of Markdown.
//
// main picks a command and nothing else. Each command has a file of its own:
// its flags, one call into a package under generator/, and what to print.
// root.go holds what all commands share, terminal.go how things look,
// failure.go the plain words for what can go wrong, memory.go how often the
// collector runs.
package main

import (
	"os"

	_ "time/tzdata" // zones, also where the system has none
)

func main() {
	tuneMemory()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
