package generator

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path"

	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/icon"
	"kith/generator/ledger"
	"kith/generator/pages"
)

// addIcons adds what stands for the site in tabs, among bookmarks and on
// telephones. Files of these names in static/ stand in place of ours.
func (l *line) addIcons() {
	company, paper := l.theme.Paint()
	of := l.graph.Icon()
	art, given := l.art(of, company, paper)
	add := func(name string, make func() []byte) {
		if l.planned(name) >= 0 {
			return
		}
		l.plan = append(l.plan, pages.Output{
			Path: name, ID: name, Given: given,
			Encode: func(*graph.Reader) ([]byte, error) { return make(), nil },
		})
	}
	if l.graph.DrawnIcon() {
		add("favicon.svg", art.SVG)
	}
	add("favicon.ico", func() []byte { return art.ICO(16, 32) })
	add("apple-touch-icon.png", func() []byte { return art.PNG(180, icon.Tile) })
	add("icon-192.png", func() []byte { return art.PNG(192, icon.Tile) })
	add("icon-512.png", func() []byte { return art.PNG(512, icon.Tile) })
	add("icon-maskable.png", func() []byte { return art.PNG(512, icon.Maskable) })
	if l.planned("site.webmanifest") < 0 {
		l.addText("site.webmanifest", l.manifest(paper))
	}
}

// art is what the icons are made of, and what stands for it. A picture that
// will not do is told, and the company's initial takes its place.
func (l *line) art(file, company, paper string) (art *icon.Art, given string) {
	name := cmp.Or(l.cfg.Organization.Name, l.cfg.Title)
	given = fmt.Sprintf("%q %s %s", name, company, paper)
	initial := icon.Initial(name, company)
	if file == "" {
		return initial, given
	}
	data, err := l.slurp(file, 64<<20)
	if err != nil {
		return initial, given // read has reported it
	}
	given += " " + ledger.Bytes(data).String()
	if path.Ext(file) == ".svg" {
		art, err = icon.Drawing(data, paper)
	} else {
		art, err = icon.Picture(data, paper)
	}
	if err == nil {
		return art, given
	}
	var unfit *icon.Unfit
	own := path.Base(file) == "favicon"+path.Ext(file)
	if errors.As(err, &unfit) && (own || !unfit.Shape) {
		hint := "Put a square favicon.png of 512 pixels into static/; until then the initial stands in."
		if own {
			hint = "Make it simpler, or put a square favicon.png of 512 pixels in its place; until then the initial stands in."
		}
		l.list.Add("bad-icon", diag.In(file), 0, "no icons can be made of this picture: "+unfit.Why+".", hint)
	}
	return initial, given
}

// manifest is the text of site.webmanifest: what a telephone wants to know
// before it puts the site among its programs.
func (l *line) manifest(paper string) string {
	type picture struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose,omitempty"`
	}
	base := l.cfg.BasePath()
	text, err := json.MarshalIndent(struct {
		Name        string    `json:"name"`
		Description string    `json:"description,omitempty"`
		Lang        string    `json:"lang"`
		StartURL    string    `json:"start_url"`
		Scope       string    `json:"scope"`
		Display     string    `json:"display"`
		Background  string    `json:"background_color"`
		Theme       string    `json:"theme_color"`
		Icons       []picture `json:"icons"`
	}{
		l.cfg.Title, l.cfg.Description, l.cfg.Language, base, base, "minimal-ui", paper, paper,
		[]picture{
			{base + "icon-192.png", "192x192", "image/png", ""},
			{base + "icon-512.png", "512x512", "image/png", ""},
			{base + "icon-maskable.png", "512x512", "image/png", "maskable"},
		},
	}, "", "  ")
	if err != nil {
		panic("plain text cannot be encoded: " + err.Error())
	}
	return string(text) + "\n"
}
