package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"kith/generator"
	"kith/generator/publish"
)

// exitCode prints what went wrong and returns the code to leave with.
func (a *app) exitCode(err error) int {
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errMistakes):
		return exitMistakes
	case errors.Is(err, generator.ErrBug):
		return a.bug(firstLine(err.Error()), []byte(err.Error()))
	}
	var usage *usageError
	if errors.As(err, &usage) {
		path := "kith"
		if usage.cmd != nil {
			path = usage.cmd.CommandPath()
		}
		fmt.Fprintf(a.err, "%s\n%s --help shows what there is.\n", upperFirst(usage.msg), path)
		return exitFailed
	}
	fmt.Fprintf(a.err, "%s %s\n", a.term.paint("1;31", "kith could not do that:"), err)
	if next := nextStep(err); next != "" {
		fmt.Fprintf(a.err, "%s\n", next)
	}
	return exitFailed
}

// nextStep says what to do about a failure.
func nextStep(err error) string {
	switch {
	case errors.Is(err, publish.ErrBusy):
		return "Wait until the other build is done, then build again. Two builds with different --out can run at once."
	case errors.Is(err, publish.ErrForeign):
		return "Nothing in it was touched. If all of it may go, build once with --clean (files that begin with a dot stay);\notherwise choose another folder with --out."
	case errors.Is(err, publish.ErrOverlap):
		return "Nothing was written. Choose another folder with --out, or leave the flag out for public/."
	case errors.Is(err, publish.ErrBlocked):
		return "It was left alone. Move it out of the output folder, then build again."
	case errors.Is(err, syscall.ENOSPC):
		return "The disk is full. What was published before is still whole; make room, then build again."
	case errors.Is(err, fs.ErrPermission):
		return "Kith may not read or write there. What was published before is as it was."
	}
	return ""
}

// bug reports a mistake of kith's own. The stack goes to a file, since it
// helps nobody who only wanted to build a site.
func (a *app) bug(what string, stack []byte) int {
	if stack == nil {
		stack = debug.Stack()
	}
	what = strings.TrimPrefix(what, generator.ErrBug.Error()+": ")
	fmt.Fprintf(a.err, "\n%s %s\n", a.term.paint("1;31", "This is a bug in kith, not a mistake of yours:"), what)
	fmt.Fprintf(a.err, "The site that was there before is still whole.\nPlease report it on kith's issue tracker with these lines:\n\n")
	fmt.Fprintf(a.err, "    %s\n    kith %s\n    %s\n", what, strings.Join(os.Args[1:], " "), strings.TrimSpace(versionText()))
	if os.Getenv("KITH_DEBUG") == "1" {
		fmt.Fprintf(a.err, "\n%s\n", stack)
		return exitFailed
	}
	f, err := os.CreateTemp("", "kith-bug-*.txt")
	if err != nil {
		fmt.Fprintf(a.err, "\nKITH_DEBUG=1 shows where in kith it happened.\n")
		return exitFailed
	}
	defer f.Close()
	fmt.Fprintf(f, "%s\nkith %s\n%s\n%s\n", what, strings.Join(os.Args[1:], " "), versionText(), stack)
	fmt.Fprintf(a.err, "\nand, if you can, with the file %s\n", f.Name())
	return exitFailed
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// upperFirst begins a sentence, unless it begins with the program's own name.
func upperFirst(s string) string {
	if s == "" || strings.HasPrefix(s, "kith") {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
