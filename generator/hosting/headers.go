// Package hosting knows what web hosts want beside the pages: the headers
// that every answer should carry, and the files in which some hosts read
// them.
//
// It knows names and text only. What there is to publish, and where files
// go, is the line's business.
package hosting

import (
	"slices"
	"strings"
)

// Header is a line that a host sends before a file.
type Header struct{ Name, Value string }

// The names of the headers that we set.
const (
	csp         = "Content-Security-Policy"
	contentType = "X-Content-Type-Options"
	referrer    = "Referrer-Policy"
	permissions = "Permissions-Policy"
)

// policy is what pages may load: what the site itself holds, and nothing
// that stands in the page where a mistake or a stranger could have put it.
// Pictures may also stand in a style sheet, as the theme's small ones do.
var policy = []string{
	"default-src 'none'",
	"script-src 'self'",
	"script-src-attr 'none'",
	"style-src 'self'",
	"style-src-attr 'none'",
	"img-src 'self' data:",
	"font-src 'self'",
	"media-src 'self'",
	"connect-src 'self'",
	"frame-src 'none'",
	"manifest-src 'self'",
	"object-src 'none'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'self'",
}

// Headers are what is sent with every page: ours, and those of the settings,
// which replace ours of that name. An empty one takes ours away.
func Headers(own []Header) []Header {
	out := []Header{
		{csp, strings.Join(policy, "; ")},
		{contentType, "nosniff"},
		{permissions, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
		{referrer, "same-origin"},
	}
	for _, h := range own {
		at := slices.IndexFunc(out, func(o Header) bool { return strings.EqualFold(o.Name, h.Name) })
		switch {
		case at < 0 && h.Value != "":
			out = append(out, h)
		case at >= 0 && h.Value == "":
			out = slices.Delete(out, at, at+1)
		case at >= 0:
			out[at].Value = h.Value
		}
	}
	return out
}

// headerOnly are the parts of a policy that browsers heed in a header only,
// and complain of elsewhere.
var headerOnly = []string{"frame-ancestors", "report-uri", "report-to", "sandbox"}

// ofFiles are the parts about files that every page loads. A page that is
// looked at from a disk would break them, and checkers of HTML say so.
var ofFiles = []string{
	"default-src", "script-src", "script-src-elem", "style-src", "style-src-elem", "img-src", "media-src",
}

// Policy is the content policy as it stands in the pages themselves; "" if
// there is none. Where the host sends our headers, it repeats what needs no
// files: should the headers be forgotten, no attribute of an element runs as a
// script, and nothing is sent or shown elsewhere. Where it sends none, it is
// all of the policy.
func Policy(headers []Header, sent bool) string {
	var out []string
	for _, h := range headers {
		if !strings.EqualFold(h.Name, csp) {
			continue
		}
		for part := range strings.SplitSeq(h.Value, ";") {
			part = strings.TrimSpace(part)
			name, _, _ := strings.Cut(part, " ")
			name = strings.ToLower(name)
			if part == "" || slices.Contains(headerOnly, name) || sent && slices.Contains(ofFiles, name) {
				continue
			}
			out = append(out, part)
		}
	}
	return strings.Join(out, "; ")
}

// forEver is sent with files whose name changes with their bytes.
const forEver = "public, max-age=31536000, immutable"

// File is the text of the file _headers, as Netlify and Cloudflare Pages read
// it. base is the path of the home page, and lasting are the files that
// never change, with a * at the end for all below a folder.
func File(headers []Header, base string, lasting []string) string {
	var b strings.Builder
	if len(headers) > 0 {
		b.WriteString(base + "*\n")
		for _, h := range headers {
			b.WriteString("  " + h.Name + ": " + h.Value + "\n")
		}
	}
	for _, file := range lasting {
		b.WriteString(base + file + "\n  Cache-Control: " + forEver + "\n")
	}
	return b.String()
}
