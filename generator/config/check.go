package config

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
)

// Check is [check]: what findings do to a build.
type Check struct {
	// Levels change the severity of codes, by a line such as
	// missing-alt = "error".
	Levels []Level
	// Exceptions let single files through for a while.
	Exceptions []Exception
}

// Level is a code with the severity that the site wants for it.
type Level struct {
	Code     diag.Code
	Severity diag.Severity
}

// Exception lets findings of a code pass in some files until a day.
type Exception struct {
	Code diag.Code
	// Path is a file, a folder ending in a slash, or a pattern with * for
	// any letters but the slash; "" means anywhere.
	Path string
	// Page is an address on the site, as in "/old/" or "/stories/page/*/", for
	// what is found on finished pages; "" means on any.
	Page string
	// Until is the last day on which it holds.
	Until  meta.Date
	Reason string
	At     diag.Pos
}

// Severity returns what a code does on this site.
func (c *Check) Severity(code diag.Code) diag.Severity {
	i, found := slices.BinarySearchFunc(c.Levels, code, func(l Level, code diag.Code) int { return cmp.Compare(l.Code, code) })
	if found {
		return c.Levels[i].Severity
	}
	return code.Severity()
}

// Excepted returns the exception for a code, in a file or on a finished page,
// that holds on a day. Where one has ended, that one is returned and ok is
// false.
func (c *Check) Excepted(code diag.Code, file, page string, today meta.Date) (found Exception, ok bool) {
	for _, e := range c.Exceptions {
		if e.Code != code || !matches(e.Path, file) || !matches(e.Page, page) {
			continue
		}
		if today.Days() <= e.Until.Days() {
			return e, true
		}
		found = e
	}
	return found, false
}

// matches reports whether a pattern of an exception is about a file or page.
func matches(pattern, name string) bool {
	switch {
	case pattern == "" || pattern == name:
		return true
	case name == "":
		return false
	case strings.HasSuffix(pattern, "/") && pattern[0] != '/':
		return strings.HasPrefix(name, pattern)
	}
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

var severities = map[string]diag.Severity{
	"off": diag.Off, "idea": diag.Idea, "warning": diag.Warning, "error": diag.Error,
}

func (r *reader) check(m *meta.Map) {
	c := &r.c.Check
	for _, rule := range diag.Rules() {
		key := string(rule.Code)
		t := m.Enum(key, "off", "idea", "warning", "error")
		if t.Value == "" {
			continue
		}
		r.note("check."+key, t)
		severity := severities[t.Value]
		if rule.Severity == diag.Error && severity != diag.Error && severity != diag.Warning {
			r.bad(t, fmt.Sprintf("%s cannot be turned down to %s: it would publish something wrong or broken", diag.Quote(key), diag.Quote(t.Value)),
				`"warning" is the least; or make an exception for a file, with a reason and a date`)
			continue
		}
		c.Levels = append(c.Levels, Level{rule.Code, severity})
	}
	slices.SortFunc(c.Levels, func(a, b Level) int { return cmp.Compare(a.Code, b.Code) })
	for _, it := range m.Items("exceptions") {
		if it.Map == nil {
			r.bad(it.Text, diag.Quote(it.Text.Value)+" is no exception", "they look like [[check.exceptions]], with code, path, until and reason below")
			continue
		}
		r.exception(it.Map)
	}
}

func (r *reader) exception(m *meta.Map) {
	code, where, page, reason := m.Text("code"), m.Text("path"), m.Text("page"), m.Text("reason")
	until, untilText := m.Date("until")
	for _, t := range []struct {
		key  string
		text meta.Text
	}{{"code", code}, {"until", untilText}, {"reason", reason}} {
		if t.text.Value == "" {
			if !m.Faulty(t.key) {
				r.lacks(m, t.key, "exceptions")
			}
			return
		}
	}
	if until.IsZero() {
		return // reported as a bad date
	}
	if _, ok := diag.Find(diag.Code(code.Value)); !ok {
		r.bad(code, "there is no finding called "+diag.Quote(code.Value), codeHint(code.Value))
		return
	}
	if strings.HasPrefix(where.Value, "/") || strings.Contains(where.Value, "..") || strings.Contains(where.Value, `\`) {
		r.bad(where, diag.Quote(where.Value)+" is not a path in this site", `it looks like "content/stories/kettle.md"`)
		return
	}
	if page.Value != "" && !strings.HasPrefix(page.Value, "/") {
		r.bad(page, diag.Quote(page.Value)+" is not the address of a page", `it looks like "/stories/kettle/"; path = is for files`)
		return
	}
	if _, err := path.Match(page.Value, ""); err != nil {
		r.bad(page, diag.Quote(page.Value)+" is not a pattern for pages", "")
		return
	}
	if _, err := path.Match(where.Value, ""); err != nil {
		r.bad(where, diag.Quote(where.Value)+" is not a pattern for files", "")
		return
	}
	r.c.Check.Exceptions = append(r.c.Check.Exceptions, Exception{
		Code: diag.Code(code.Value), Path: where.Value, Page: page.Value, Until: until.OnDay(), Reason: reason.Value, At: code.Pos,
	})
}

func codeHint(code string) string {
	var all []diag.Candidate
	for _, r := range diag.Rules() {
		all = append(all, diag.Candidate{ID: string(r.Code)})
	}
	return diag.DidYouMean(code, all)
}
