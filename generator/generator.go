// Package generator is the line from a folder of Markdown to a finished
// site: read, resolve, check, plan, render, check, publish.
//
// Build in build.go goes down that line once; Check is the same without
// publishing; Open and Load hold it up at the plan, for a preview that renders
// on request. What each step does lives in the packages below this one; here
// is only the order, and what is remembered between runs (store.go).
package generator

import (
	"time"

	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/meta"
	"kith/generator/outside"
	"kith/generator/voice"
)

// Version is this program's version.
const Version = "0.1.0"

// Options say what to build and how. The zero value builds the current
// folder's site for today.
type Options struct {
	// Dir is the site's folder; "" is the current one.
	Dir string
	// Config is the settings file, from Dir; "" is site.toml.
	Config string
	// Out is the output folder, from Dir; "" is public.
	Out string
	// BaseURL replaces the url of the settings.
	BaseURL string
	// Date is the day to build for; zero is today in the site's zone.
	Date meta.Date
	// Drafts and Future publish what would be held back, Mark says so on
	// the pages.
	Drafts, Future, Mark bool
	// KnownTones gives pages only those colours that stand where pictures will
	// come which are known already: finding out the others takes decoding
	// every picture, for which a preview does not wait.
	KnownTones bool
	// Strict makes warnings errors.
	Strict bool
	// Clean empties an output folder first, dotfiles aside.
	Clean bool
	// Verify renders everything and reports what the ledger would have kept
	// wrongly. It fails if a template says something else compiled than
	// executed by html/template.
	Verify bool
	// Why collects the reason for which each output was rendered.
	Why bool
	// Timings collects where the time goes.
	Timings bool
	// Paths are files and folders that a check is about; none are all. Drafts
	// among them have their words read too.
	Paths []string
	// VoiceOnly leaves finished pages alone: a check reads their words.
	VoiceOnly bool
	// External, if set, asks other sites whether links still lead somewhere. A
	// check does; a build never asks anybody.
	External *outside.Asker
	// NoState neither reads nor writes .kith/.
	NoState bool
	// Jobs is how many workers there are; 0 is one for each processor.
	Jobs int
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Progress, if set, hears about long work. It is called often and from
	// several goroutines.
	Progress func(stage string, done, total int)
}

// Report is what came of a build or a check.
type Report struct {
	Findings []diag.Diagnostic
	// Published is false where mistakes stopped the build.
	Published bool
	// Pages counts the pages of the site, Files all its files.
	Pages, Files int
	// Reach counts how the pages lead to a person.
	Reach Reach
	// Excepted counts the findings that exceptions in the settings let pass.
	Excepted int
	// Rendered counts the outputs that were made, Written those whose bytes
	// were new, Kept those the ledger vouched for, Removed those that went.
	Rendered, Written, Kept, Removed int
	Held                             []graph.Held
	// Next is the day on which the output changes by itself, or zero.
	Next meta.Date
	// Purge is what to have taken out of caches before the web host.
	Purge Purge
	// Foreign are files in the output folder that Kith did not make.
	Foreign []string
	// Why has a line for each output that was rendered, with its reason.
	Why []Reason
	// Wrong are outputs whose kept bytes differ from rendered ones (Verify).
	Wrong []string
	Took  time.Duration
	// Sheets are what there is to say about the words of the pages that Paths
	// asked for, in the order of the hub.
	Sheets []voice.Sheet
	// Timings is set if they were asked for.
	Timings *Timings
}

// Purge is set where somebody was shown on the site before and is not any
// more, because they took their consent back or left.
type Purge struct {
	// People are their names.
	People []string
	// Addresses are those of pictures, cards and pages that went or changed
	// with them: what a cache may still have as it was.
	Addresses []string
}

// Reason is why an output was rendered.
type Reason struct{ Path, Why string }

// Errors counts the findings that stop a build.
func (r *Report) Errors() int { return diag.Count(r.Findings, diag.Error) }

// Warnings counts the findings that make a page poorer.
func (r *Report) Warnings() int { return diag.Count(r.Findings, diag.Warning) }
