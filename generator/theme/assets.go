package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"strings"

	"kith/generator/diag"
	"kith/generator/markdown"
)

// Asset is a file that goes out beside the pages.
type Asset struct {
	// Path is where it goes, as in "assets/kith-3f9a2c1b.css". All but
	// licence texts carry a fingerprint of their bytes, so that browsers may
	// keep them for ever.
	Path string
	Data []byte
}

// loadAssets reads assets/. The files in assets/css/ become one sheet,
// "kith.css", joined in the order of their names; what they refer to goes out
// first, because its name depends on its bytes. It returns the addresses by
// plain name, such as "fonts/x.woff2".
func loadAssets(l *layers, o Options, list *diag.List) ([]Asset, map[string]string) {
	var out []Asset
	paths := map[string]string{} // plain name -> path below assets/
	urls := map[string]string{}
	put := func(name string, data []byte) {
		at := fingerprint(name, data)
		paths[name] = at
		urls[name] = o.Base + "assets/" + at
		out = append(out, Asset{Path: "assets/" + at, Data: data})
	}
	var sheet bytes.Buffer
	for _, full := range l.names("assets") {
		if name := strings.TrimPrefix(full, "assets/"); !strings.HasPrefix(name, "css/") && !isScript(name) {
			f, ok := l.read(full)
			if path.Ext(name) == ".svg" {
				f.data = painted(f.data, o)
			}
			if ok {
				put(name, f.data)
			}
		}
	}
	loadScripts(l, paths, put, list)
	for _, full := range l.names("assets/css") {
		f, ok := l.read(full)
		if !ok || path.Ext(full) != ".css" || !l.text(f) {
			continue
		}
		sheet.Write(squeeze(rewrite(f, paths, list)))
		sheet.WriteByte('\n')
	}
	sheet.WriteString(brand(o, paths, list))
	put("kith.css", sheet.Bytes())
	put("code.css", markdown.StyleSheet(o.CodeLight, o.CodeDark))
	for _, name := range Icons() {
		if l.inSite(name) {
			urls["icon.svg"] = o.Base + strings.TrimPrefix(name, "static/")
			break
		}
	}
	sortAssets(out)
	return out, urls
}

// Icons are the files a site may have in place of the theme's icon: what a
// theme comes to depends on no others outside of themes/.
func Icons() []string {
	return []string{"static/favicon.svg", "static/favicon.png", "static/favicon.ico"}
}

// fingerprint puts a short digest before the ending. Licences keep their
// names: people look for them.
func fingerprint(name string, data []byte) string {
	ext := path.Ext(name)
	if ext == ".txt" || ext == ".md" {
		return name
	}
	sum := sha256.Sum256(data)
	return strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:4]) + ext
}

var cssURL = regexp.MustCompile(`url\(\s*(["']?)([^"')]+)(["']?)\s*\)`)

// rewrite turns the addresses in a sheet, relative to its own file, into
// those of the joined sheet, with fingerprints.
func rewrite(f file, paths map[string]string, list *diag.List) []byte {
	var out []byte
	last := 0
	for _, m := range cssURL.FindAllSubmatchIndex(f.data, -1) {
		ref := string(f.data[m[4]:m[5]])
		if strings.HasPrefix(ref, "data:") || strings.HasPrefix(ref, "#") {
			continue
		}
		name := path.Join("css", ref)
		to, ok := paths[name]
		if !ok {
			list.Add("template", diag.Pos{File: f.path, Offset: m[4]}, m[5]-m[4],
				"The theme has no file "+diag.Quote(ref)+" beside this sheet.",
				"Addresses in a sheet are relative to it, and everything a page loads comes from the site itself.")
			continue
		}
		out = append(out, f.data[last:m[0]]...)
		out = append(out, "url("+to+")"...)
		last = m[1]
	}
	return append(out, f.data[last:]...)
}

// brand is the rule that paints the theme in the company's colours. It stands
// outside all layers, so it wins over the theme's own.
func brand(o Options, paths map[string]string, list *diag.List) string {
	var b strings.Builder
	if o.Hue >= 0 {
		fmt.Fprintf(&b, "--hue:%d;", o.Hue%360)
	}
	if o.Vivid >= 0 {
		fmt.Fprintf(&b, "--vivid:%.3g;", min(o.Vivid, 1.4))
	}
	face := ""
	switch o.Font {
	case "":
	case "system":
		b.WriteString(`--head:Rockwell,"Roboto Slab",Georgia,serif;--text:Georgia,"Times New Roman",serif;`)
	case "sans":
		b.WriteString("--head:system-ui,sans-serif;--text:system-ui,sans-serif;")
	default:
		at, ok := paths["fonts/"+o.Font+".woff2"]
		if !ok {
			list.Add("bad-setting", diag.In("site.toml"), 0,
				"[brand] font is "+diag.Quote(o.Font)+", and the theme has no assets/fonts/"+diag.Plain(o.Font)+".woff2.",
				`Put the file there, or say "system" or "sans" for the reader's own fonts.`)
			break
		}
		face = "@font-face{font-family:Brand;src:url(" + at + `) format("woff2");font-weight:100 900;font-display:swap}` + "\n"
		b.WriteString("--head:Brand,Georgia,serif;")
	}
	if b.Len() == 0 {
		return face
	}
	return face + ":root{" + strings.TrimSuffix(b.String(), ";") + "}\n"
}
