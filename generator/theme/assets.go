package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
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

// assets are what a theme ships beside the pages.
type assets struct {
	files  []Asset
	urls   map[string]string // by plain name, such as "fonts/x.woff2"
	sheets map[string]string // the address of each kind's sheet
	blocks []block
	tokens tokens
}

// loadAssets reads assets/. What sheets refer to goes out first, because its
// name depends on its bytes. The files in assets/css/, joined in the order of
// their names, become a sheet for each kind of page, which has what that kind
// needs (sheet.go), and "kith.css", which has everything. Those in a folder named
// blocks/ are left out of the first: they go out by themselves (blocks.go).
func loadAssets(l *layers, o Options, sources map[string]*source, list *diag.List) assets {
	out := assets{urls: map[string]string{}, sheets: map[string]string{}}
	paths := map[string]string{} // plain name -> path below assets/
	put := func(name string, data []byte) string {
		at := fingerprint(name, data)
		paths[name], out.urls[name] = at, o.Base+"assets/"+at
		out.files = append(out.files, Asset{Path: "assets/" + at, Data: data})
		return out.urls[name]
	}
	var sheets []file
	for _, full := range l.names("assets/css") {
		f, ok := l.read(full)
		if ok && path.Ext(full) == ".css" && l.text(f) {
			sheets = append(sheets, f)
		}
	}
	hue, vivid := o.paintOf(sheets)
	finished, all := resolve(sheets, hue, vivid)
	out.tokens = all
	o.checkContrast(sheets, all, hue, vivid, list)
	for _, full := range l.names("assets") {
		if name := strings.TrimPrefix(full, "assets/"); !strings.HasPrefix(name, "css/") && !isScript(name) {
			f, ok := l.read(full)
			if path.Ext(name) == ".svg" {
				f.data = painted(f.data, all)
			}
			if ok {
				put(name, f.data)
			}
		}
	}
	loadScripts(l, paths, func(name string, data []byte) { put(name, data) }, list)
	if font := l.ownFont(o); font != nil {
		put("fonts/"+path.Base(o.Font), font)
	}
	var parts []sheetPart
	for i, f := range finished {
		f.path, f.name = sheets[i].path, sheets[i].name
		refs := rewrite(sheets[i], f, paths, list)
		parts = append(parts, sheetPart{rules: parseSheet(squeeze(refs)), own: f.own && !l.copied(sheets[i]), block: blockOf(f.name)})
	}
	parts = append(parts, sheetPart{rules: parseSheet([]byte(brand(o, l, paths, hue, vivid, list))), own: true})
	blocks, rest := byBlock(parts)
	for _, name := range slices.Sorted(maps.Keys(blocks)) {
		out.blocks = append(out.blocks, newBlock(name, put(strings.ReplaceAll(name, "+", "-")+".css", sheetOf(blocks[name], nil))))
	}
	put("kith.css", sheetOf(parts, nil))
	vocabulary := vocabularies(l, sources)
	made := map[string]string{}
	for _, kind := range Kinds() {
		css := sheetOf(rest, vocabulary.of(kind))
		if made[string(css)] == "" {
			made[string(css)] = put(kind+".css", css)
		}
		out.sheets[kind] = made[string(css)]
	}
	put("code.css", markdown.StyleSheet(o.CodeLight, o.CodeDark))
	sortAssets(out.files)
	return out
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
// those of the joined sheets, with fingerprints. Findings have their place in
// the sheet as it was written.
func rewrite(written, f file, paths map[string]string, list *diag.List) []byte {
	places := cssURL.FindAllSubmatchIndex(written.data, -1)
	var out []byte
	last := 0
	for i, m := range cssURL.FindAllSubmatchIndex(f.data, -1) {
		ref := string(f.data[m[4]:m[5]])
		if strings.HasPrefix(ref, "data:") || strings.HasPrefix(ref, "#") {
			continue
		}
		to, ok := paths[path.Join(path.Dir(strings.TrimPrefix(f.name, "assets/")), ref)]
		if !ok {
			at := places[i]
			list.Add("template", diag.Pos{File: f.path, Offset: at[4]}, at[5]-at[4],
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

// brand is what site.toml says of the looks, for what the sheets could not be
// finished with. It stands outside all layers, so it wins over the theme's own.
func brand(o Options, l *layers, paths map[string]string, hue, vivid float64, list *diag.List) string {
	var b strings.Builder
	if o.Hue >= 0 {
		fmt.Fprintf(&b, "--hue:%s;", number(hue))
	}
	if o.Vivid >= 0 {
		fmt.Fprintf(&b, "--vivid:%s;", number(vivid))
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
		if strings.HasSuffix(o.Font, ".woff2") {
			at, ok = paths["fonts/"+path.Base(o.Font)]
		}
		if !ok {
			message, hint := l.noFont(o)
			list.Add("bad-setting", orFile(o.FontAt.Pos), o.FontAt.Len, message, hint)
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

// ownFont is the font that the settings name by its path: a woff2 file under
// static/ or themes/.
func (l *layers) ownFont(o Options) []byte {
	for _, name := range FontFiles(o.Font) {
		if l.inSite(name) {
			if data, err := fs.ReadFile(l.root, name); err == nil && bytes.HasPrefix(data, []byte("wOF2")) {
				return data
			}
		}
	}
	return nil
}

// FontFiles are the files of a site that a setting of a font may mean, nearest
// first; none if it is the name of a font of the theme.
func FontFiles(font string) []string {
	if !strings.HasSuffix(font, ".woff2") || strings.Contains(font, "..") {
		return nil
	}
	if strings.HasPrefix(font, "themes/") || strings.HasPrefix(font, "static/") {
		return []string{font}
	}
	return []string{"static/" + strings.TrimPrefix(font, "/")}
}

// noFont says what is wrong with a font that the settings name.
func (l *layers) noFont(o Options) (message, hint string) {
	if strings.HasSuffix(o.Font, ".woff2") {
		return "[brand] font is " + diag.Quote(o.Font) + ", and there is no such woff2 file.",
			"Write its path from the site's folder, as in \"static/fonts/ours.woff2\"; it has to be under static/ or themes/."
	}
	var names []diag.Candidate
	for _, full := range l.names("assets/fonts") {
		if id, ok := strings.CutSuffix(path.Base(full), ".woff2"); ok {
			names = append(names, diag.Candidate{ID: id})
		}
	}
	hint = diag.DidYouMean(o.Font, names)
	if hint == "" {
		hint = `Put the file there, name one by its path, as in "static/fonts/ours.woff2", or say "system" or "sans" for the reader's own fonts.`
	}
	return "[brand] font is " + diag.Quote(o.Font) + ", and the theme has no assets/fonts/" + diag.Plain(o.Font) + ".woff2.", hint
}

func orFile(p diag.Pos) diag.Pos {
	if p.File == "" {
		return diag.In("site.toml")
	}
	return p
}
