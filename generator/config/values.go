package config

import (
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the same zones on a machine without a list of its own
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"kith/generator/diag"
	"kith/generator/meta"
)

// URLError says why an address cannot be that of a site, and what can.
type URLError struct{ Message, Hint string }

// Error returns both in one line.
func (e *URLError) Error() string { return e.Message + "; " + e.Hint }

// ParseURL checks the address of a site and brings it into its usual form,
// with a slash at the end. It is also for addresses given on the command line.
func ParseURL(raw string) (string, *URLError) {
	const form = "it looks like https://stories.example.com/ or https://example.com/hub/"
	u, err := url.Parse(raw)
	quoted := diag.Quote(raw)
	switch {
	case err != nil || strings.ContainsAny(raw, " \t\\<>\"") || strings.ContainsFunc(raw, unicode.IsControl):
		return "", &URLError{quoted + " is not a web address", form}
	case u.Scheme == "" && u.Host == "" && strings.Contains(raw, ".") && !strings.HasPrefix(raw, "/"):
		return "", &URLError{quoted + " does not say how to get there", "did you mean https://" + strings.TrimSuffix(raw, "/") + "/ ?"}
	case u.Scheme != "http" && u.Scheme != "https":
		return "", &URLError{quoted + " is not a web address", form}
	case u.Hostname() == "" || u.Opaque != "":
		return "", &URLError{quoted + " names no site", form}
	case u.User != nil:
		return "", &URLError{quoted + " holds a user name, which everybody would see", form}
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(raw, "#"):
		return "", &URLError{quoted + " has something behind ? or #, which a site's address cannot have", form}
	case strings.Contains(u.Path, "//") || strings.Contains(u.Path, "/.") || strings.ContainsFunc(u.Path, unicode.IsControl):
		return "", &URLError{quoted + " has a path that cannot be one", form}
	}
	host := strings.ToLower(u.Host)
	return u.Scheme + "://" + host + strings.TrimSuffix(u.EscapedPath(), "/") + "/", nil
}

// BasePath is the path of the home page: "/", or "/hub/" for a site that is a
// folder of another. It is percent-encoded, as in addresses.
func (c *Config) BasePath() string {
	u, err := url.Parse(c.URL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.EscapedPath()
}

// tag checks a language tag; "" if it is none.
func (r *reader) tag(t meta.Text) string {
	tag, err := language.Raw.Parse(t.Value)
	if err != nil || tag.IsRoot() || strings.Contains(t.Value, "_") {
		hint := "tags look like en-GB, pt or de-CH"
		if fixed, err := language.Raw.Parse(strings.ReplaceAll(t.Value, "_", "-")); err == nil && strings.Contains(t.Value, "_") {
			hint = "did you mean " + diag.Quote(fixed.String()) + "?"
		}
		r.list.Add("bad-language", t.Pos, t.Len, diag.Quote(t.Value)+" is not a language tag", hint)
		return ""
	}
	return tag.String()
}

// timezone checks a zone; "" if it is none.
func (r *reader) timezone(t meta.Text) string {
	if knownZone(t.Value) {
		return t.Value
	}
	hint := "zones look like Europe/London; the list is at https://en.wikipedia.org/wiki/List_of_tz_database_time_zones"
	city := titled(t.Value[strings.LastIndexByte(t.Value, '/')+1:])
	for _, area := range []string{"Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian"} {
		if knownZone(area + "/" + city) {
			hint = "did you mean " + diag.Quote(area+"/"+city) + "?"
			break
		}
	}
	r.list.Add("bad-timezone", t.Pos, t.Len, diag.Quote(t.Value)+" is not a time zone", hint)
	return ""
}

// knownZone is stricter than time.LoadLocation, which takes "Local", and on
// some systems europe/london.
func knownZone(name string) bool {
	if name == "Local" || name == "" || !unicode.IsUpper(rune(name[0])) || strings.HasPrefix(name, "SystemV/") {
		return false
	}
	if i := strings.IndexByte(name, '/'); i >= 0 && (i+1 == len(name) || !unicode.IsUpper(rune(name[i+1]))) {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

// titled makes "new york" the New_York of the list.
func titled(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '_' })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + strings.ToLower(w[1:])
	}
	return strings.Join(words, "_")
}

// country checks a code of two letters; "" if it is none.
func (r *reader) country(t meta.Text) string {
	code := strings.ToUpper(t.Value)
	hint := "codes are two letters, such as GB, PT or DE"
	if len(code) == 2 {
		if region, err := language.ParseRegion(code); err == nil && region.IsCountry() {
			if region.Canonicalize().String() == code {
				return code
			}
			hint = "did you mean " + diag.Quote(region.Canonicalize().String()) + "?"
		}
	}
	r.bad(t, diag.Quote(t.Value)+" is not the code of a country", hint)
	return ""
}

// web checks an address elsewhere.
func (r *reader) web(t meta.Text) bool {
	u, err := url.Parse(t.Value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(t.Value, " <>\"") {
		r.bad(t, diag.Quote(t.Value)+" is not a web address", `addresses elsewhere start with https://, paths on this site with /`)
		return false
	}
	return true
}

// link checks something to click on: a path or file of the site, or one of
// the schemes that pages may have. Whether it leads anywhere is found out
// when there are pages.
func (r *reader) link(t meta.Text) bool {
	u, err := url.Parse(t.Value)
	ok := err == nil && !strings.ContainsAny(t.Value, " \\<>\"") && !strings.HasPrefix(t.Value, "//")
	if ok {
		switch u.Scheme {
		case "", "mailto", "tel", "person", "story", "value", "contact":
		case "http", "https":
			ok = u.Host != ""
		default:
			ok = false
		}
	}
	if !ok {
		r.bad(t, diag.Quote(t.Value)+" is not an address a page may link to", `it looks like "/about/" or "https://example.com/"`)
	}
	return ok
}

// path checks a path on the site and decodes it.
func (r *reader) path(t meta.Text) (string, bool) {
	u, err := url.Parse(t.Value)
	bad := err != nil || !strings.HasPrefix(t.Value, "/") || strings.HasPrefix(t.Value, "//") ||
		u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(t.Value, "?#\\<>\"*:")
	if !bad {
		bad = strings.ContainsFunc(u.Path, unicode.IsControl) || strings.Contains(u.Path, "//") ||
			strings.Trim(u.Path, "/") == "" || strings.TrimSuffix(u.Path, "/") != path.Clean(u.Path)
	}
	if bad {
		hint := `it looks like "/old-name/"`
		if err == nil && u.Host != "" {
			hint = "write it without the site's address: " + diag.Quote(u.EscapedPath())
		}
		r.bad(t, diag.Quote(t.Value)+" is not a path on this site", hint)
		return "", false
	}
	return norm.NFC.String(u.Path), true
}

// sitePath reads the path of a file or folder inside of the site.
func (r *reader) sitePath(m *meta.Map, key string, into *string) meta.Text {
	var raw string
	t := r.text(m, key, &raw)
	if t.Value == "" {
		return t
	}
	if strings.ContainsAny(raw, `\:`) || strings.HasPrefix(path.Clean("./"+raw), "..") || strings.HasPrefix(raw, "//") {
		r.bad(t, diag.Quote(raw)+" is not a file of this site", `write its path with slashes, as in "logo.svg"`)
		return t
	}
	*into = raw
	return t
}

// plainName is a name that can be a folder's.
func plainName(s string) bool {
	if s == "" || len(s) > 64 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for _, r := range s {
		if r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) {
			return false
		}
	}
	return !strings.Contains(s, "--")
}

// isToken is what HTTP takes for the name of a header.
func isToken(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' {
			return false
		}
	}
	return s != ""
}

func wholeNumber(s string) (int, bool) {
	n, err := strconv.Atoi(strings.ReplaceAll(s, "_", ""))
	return n, err == nil
}
