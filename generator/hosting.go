package generator

import (
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/hosting"
	"kith/generator/model"
	"kith/generator/pages"
)

// joined are the files of static/ whose lines go behind ours.
var joined = []string{"_headers", "_redirects"}

// addHosting adds the files that only web hosts read. It comes when all else
// is planned.
func (l *line) addHosting() {
	l.addText("_headers", hosting.File(l.headers(), l.cfg.BasePath(), l.lasting()))
	for _, name := range joined {
		l.join(name)
	}
	if l.planned(".nojekyll") < 0 {
		// GitHub Pages would leave out what begins with an underscore.
		l.addText(".nojekyll", "")
	}
}

// headers are what every answer for a file of the site should carry.
func (l *line) headers() []hosting.Header { return hosting.Headers(l.cfg.Security.Headers) }

// lasting are the files whose names change with their bytes: those of the
// theme, and sizes of pictures. They are named one by one where others lie beside them.
func (l *line) lasting() []string {
	var out []string
	alone, sizes := true, true
	for _, o := range l.plan {
		switch {
		case !strings.HasPrefix(o.Path, "assets/"):
		case o.Picture != nil:
			if sizes {
				out, sizes = append(out, graph.PicturesFolder+"*"), false
			}
		case strings.HasPrefix(o.ID, "theme "):
			out = append(out, o.Path)
		default:
			alone = false
		}
	}
	if alone {
		return []string{"assets/*"}
	}
	return out
}

// join puts the lines of a file in static/ behind ours.
func (l *line) join(name string) {
	file := "static/" + name
	if !slices.ContainsFunc(l.site.Files, func(f model.File) bool { return f.Path == file }) || l.graph.Holds(file) {
		return
	}
	own, err := l.slurp(file, 4<<20)
	if err != nil {
		return // read has reported it
	}
	text := string(own)
	if i := l.planned(name); i >= 0 {
		text = l.plan[i].Given + text
		l.plan = slices.Delete(l.plan, i, i+1)
	}
	l.addText(name, text)
	l.plan[len(l.plan)-1].At = diag.In(file)
}

// planned is where a path stands in the plan, or -1.
func (l *line) planned(path string) int {
	return slices.IndexFunc(l.plan, func(o pages.Output) bool { return o.Path == path })
}

// addText plans a file of this text.
func (l *line) addText(path, text string) {
	l.plan = append(l.plan, pages.Output{
		Path: path, ID: path, Given: text,
		Encode: func(*graph.Reader) ([]byte, error) { return []byte(text), nil },
	})
}
