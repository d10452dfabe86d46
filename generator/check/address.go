package check

import (
	"net/url"
	"path"
	"strings"
)

// Base says where a site stands.
type Base struct {
	// Origin is scheme and host, "https://hub.example"; Path the path of its
	// home page, "/" or "/hub/".
	Origin, Path string
}

// Resolve says where a link on a page leads within the site: place is a path
// under its root with the fragment, if any, as in "stories/kettle/#update-1".
// ok is false for a link out of the site, or to nothing one can check.
//
// page is the page's own file, "stories/kettle/index.html".
func (b Base) Resolve(page, link string) (place string, ok bool) {
	if link == "" {
		return strings.TrimSuffix(page, "index.html"), true
	}
	if after, found := strings.CutPrefix(link, b.Origin); found && b.Origin != "" && (after == "" || after[0] == '/' || after[0] == '#' || after[0] == '?') {
		link = "/" + strings.TrimPrefix(after, "/")
	}
	link, frag, hasFrag := strings.Cut(link, "#")
	link, _, _ = strings.Cut(link, "?")
	if hasFrag {
		if decoded, err := url.PathUnescape(frag); err == nil {
			frag = decoded
		}
		if frag != "" && frag != "top" && !strings.HasPrefix(frag, ":~:") {
			frag = "#" + frag
		} else {
			frag = ""
		}
	}
	switch {
	case strings.HasPrefix(link, "//") || hasScheme(link):
		return "", false
	case link == "":
		return strings.TrimSuffix(page, "index.html") + frag, true
	case link[0] == '/':
		rest, inside := strings.CutPrefix(link, b.Path)
		if !inside {
			if link+"/" != b.Path {
				return "", false // beside the site, on the same host
			}
			rest = ""
		}
		link = rest
	default:
		link = path.Dir(page) + "/" + link
	}
	if decoded, err := url.PathUnescape(link); err == nil {
		link = decoded
	}
	folder := strings.HasSuffix(link, "/") || strings.HasSuffix(link, "/.") || strings.HasSuffix(link, "/..")
	link = strings.TrimPrefix(path.Clean("/"+link), "/")
	if folder && link != "" {
		link += "/"
	}
	return link + frag, true
}

// hasScheme reports whether a link begins with one, as in "mailto:" (RFC 3986
// §3.1).
func hasScheme(link string) bool {
	for i := range len(link) {
		switch c := link[i]; {
		case c == ':':
			return i > 0
		case isLetter(c), i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return false
}
