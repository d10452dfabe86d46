package main

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"strings"

	"kith/generator"
	"kith/generator/graph"
	"kith/themes"
)

// The report as a page is one file for the keeper's own machine: letters and
// faces are in it, and nothing is asked of anybody.

//go:embed report.html
var reportHTML string

var reportPage = template.Must(template.New("report").Funcs(template.FuncMap{
	"ago": ago, "level": levelWords, "percent": percent, "letter": letter, "kind": kindWord, "month": monthName, "cell": cell,
	"face": faceOf, "portrait": portraitOf,
}).Parse(reportHTML))

// pageOfReport is what report.html is made of.
type pageOfReport struct {
	graph.Survey
	// Letters are the theme's letterforms, Portraits the faces by class.
	Letters, Portraits template.CSS
	faces              map[string]string // class by path
}

// portrait is somebody's face, or their initials.
type portrait struct{ Class, Monogram, URL, Says string }

func portraitOf(p pageOfReport, t graph.SurveyThing) portrait {
	return portrait{Class: p.faces[t.Face], Monogram: t.Monogram}
}

// faceOf is a story as the face of who told it.
func faceOf(p pageOfReport, st graph.SurveyStory) portrait {
	f := portraitOf(p, st.SurveyThing)
	f.URL, f.Says = st.URL, st.Title
	if st.Teller != "" {
		f.Says = st.Teller + ": " + st.Title
	}
	if f.Class == "" && f.Monogram == "" {
		f.Monogram = "·" // told by somebody who isn't named
	}
	return f
}

func writeReportPage(w io.Writer, s graph.Survey, snap *generator.Snapshot) error {
	page := pageOfReport{Survey: s, faces: map[string]string{}}
	for _, f := range [...][2]string{{"Besley", "besley-latin-wght-normal"}, {"Literata", "literata-latin-wght-normal"}} {
		data, err := themes.Files.ReadFile("default/assets/fonts/" + f[1] + ".woff2")
		if err != nil {
			return fmt.Errorf("reading a font: %w", err)
		}
		page.Letters += template.CSS(fmt.Sprintf("@font-face{font-family:%s;font-weight:400 900;src:url(data:font/woff2;base64,%s) format(\"woff2\")}\n", f[0], base64.StdEncoding.EncodeToString(data)))
	}
	add := func(t graph.SurveyThing) {
		if _, known := page.faces[t.Face]; known || t.Face == "" {
			return
		}
		data, err := snap.Bytes(t.Face)
		kind := http.DetectContentType(data)
		if err != nil || !strings.HasPrefix(kind, "image/") {
			return // their initials do
		}
		class := fmt.Sprintf("face-%d", len(page.faces))
		page.faces[t.Face] = class
		page.Portraits += template.CSS(fmt.Sprintf(".%s{background-image:url(data:%s;base64,%s)}\n", class, kind, base64.StdEncoding.EncodeToString(data)))
	}
	for _, v := range s.Values {
		for _, st := range v.Stories {
			add(st.SurveyThing)
		}
	}
	for _, t := range s.Untold {
		add(t)
	}
	for _, l := range s.Load {
		add(l.SurveyThing)
	}
	for _, l := range s.Stale {
		add(l.SurveyThing)
	}
	return reportPage.Execute(w, page)
}

// inCell is how many faces a month has room for.
const inCell = 3

// faceCell is a value's stories in a month: some by face, and how many more.
type faceCell struct {
	Faces []graph.SurveyStory
	More  int
}

func cell(v graph.SurveyValue, month int) faceCell {
	var c faceCell
	for _, st := range v.Stories {
		switch {
		case st.Month != month:
		case len(c.Faces) < inCell:
			c.Faces = append(c.Faces, st)
		default:
			c.More++
		}
	}
	return c
}

// monthName is that of a heading: in short, and whole.
func monthName(month string) (names [2]string) {
	year, n, _ := strings.Cut(month, "-")
	for i, name := range strings.Fields("January February March April May June July August September October November December") {
		if fmt.Sprintf("%02d", i+1) == n {
			names = [2]string{name[:3], name + " " + year}
		}
	}
	return names
}
