package content

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
)

// image reads a picture: a path, or a group of fields. Whether it lacks words
// for those who can't see it is found where people are known, who may be in it.
func (r reader) image(key string) *model.Image {
	item := r.Item(key)
	if item.Map == nil {
		src, ok := r.picture(key, item.Text)
		if !ok {
			return nil
		}
		return &model.Image{Src: src}
	}
	in := r.in(item.Map)
	t := in.Text("src")
	im := &model.Image{
		Decorative: in.Bool("decorative", false), Caption: in.str("caption"), Credit: in.str("credit"),
		People: in.people("people"), Focus: in.focus(), Frame: Slug(in.str("frame")),
	}
	alt := in.line("alt")
	im.Alt, im.AltAt, im.HasAlt = alt.Value, alt.Pos, !in.lacks("alt")
	if in.lacks("src") {
		r.bad("bad-value", in.top(), fmt.Sprintf("%s has no src: which picture is it?", diag.Quote(key)), "add src: with the name of the file that lies beside this one")
		return nil
	}
	var ok bool
	if im.Src, ok = in.picture("src", t); !ok {
		return nil
	}
	return im
}

// picture reads the path of a picture. It stays as it was written, since it
// is looked up beside its file, or under static/ if it starts with a slash.
func (r reader) picture(key string, t meta.Text) (model.Ref, bool) {
	if t.Value == "" {
		return model.Ref{}, false
	}
	const beside = "put the picture beside this file and write its name alone, as in photo.jpg"
	why, code := "", diag.Code("bad-address")
	p := t.Value
	if decoded, err := url.PathUnescape(p); err == nil {
		p = decoded
	}
	u, err := url.Parse(t.Value)
	switch {
	case strings.HasPrefix(t.Value, "//"), err == nil && u.Scheme != "" && len(u.Scheme) > 1:
		why, code = "Kith loads nothing from other sites, so that visitors are not seen by them", "bad-link"
	case strings.ContainsFunc(p, unicode.IsControl):
		why = "its name holds characters that nobody can see"
	case strings.ContainsRune(p, '\\'):
		why = "paths are written with / here, also on Windows"
	case len(p) > 1 && p[1] == ':':
		why = "that is a place on one computer"
	case strings.HasPrefix(p, "/"):
		if strings.HasPrefix(path.Join("static", p), "static/") && !climbs(p) {
			break
		}
		why = "it leads out of the folder static"
	case !strings.HasPrefix(path.Join(path.Dir(r.Source.File), p), "content/"):
		why = "it leads out of the folder content"
	case strings.HasSuffix(p, "/"):
		why = "that is a folder"
	}
	if why != "" {
		r.bad(code, t, fmt.Sprintf("%s can't be the picture %s: %s", diag.Quote(key), diag.Quote(t.Value), why), beside)
		return model.Ref{}, false
	}
	return model.Ref{ID: norm.NFC.String(t.Value), Words: t.Value, At: t.Pos, Len: t.Len}, true
}

func climbs(p string) bool {
	for part := range strings.SplitSeq(p, "/") {
		if part == ".." {
			return true
		}
	}
	return false
}

// focus reads the point of a picture that must stay in sight when it is cut,
// and writes it as two percentages.
func (r reader) focus() string {
	t := r.Text("focus")
	if t.Value == "" {
		return ""
	}
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(t.Value, ",", " ")))
	x, y := "", ""
	for _, w := range words {
		switch {
		case w == "left" && x == "":
			x = "0%"
		case w == "right" && x == "":
			x = "100%"
		case w == "top" && y == "":
			y = "0%"
		case w == "bottom" && y == "":
			y = "100%"
		case w == "center" || w == "centre":
		case isPercent(w) && x == "":
			x = percent(w)
		case isPercent(w) && y == "":
			y = percent(w)
		default:
			words = nil
		}
	}
	if len(words) == 0 || len(words) > 2 {
		r.bad("bad-value", t, fmt.Sprintf("I can't tell where %s is in the picture", diag.Quote(t.Value)),
			"say how far from the left and from the top, as in 50% 30%")
		return ""
	}
	if x == "" {
		x = "50%"
	}
	if y == "" {
		y = "50%"
	}
	return x + " " + y
}

func isPercent(w string) bool {
	n := strings.TrimSuffix(w, "%")
	if n == "" || len(n) > 3 || strings.Trim(n, "0123456789") != "" {
		return false
	}
	return len(n) < 3 || n == "100"
}

func percent(w string) string {
	n := strings.TrimLeft(strings.TrimSuffix(w, "%"), "0")
	if n == "" {
		n = "0"
	}
	return n + "%"
}
