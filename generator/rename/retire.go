package rename

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
)

// Retiring takes somebody or something out of service, so that nobody ends up
// at a closed door: people and values stay with a date and whoever comes after
// them, all else goes and its address leads on. What is still in use is not
// taken away, unless it is said what stands in its place.

// Retiree is what is to be retired.
type Retiree struct {
	Kind model.Kind
	ID   string
	// To stands in its place; "" for nothing.
	To string
	// On is the day, Today the one on which this happens.
	On, Today meta.Date
	// Why is for values, in a sentence.
	Why string
	// Targets are the addresses of To, as Hub.Addresses are those of ID.
	Targets []string
}

// Use is a place that still needs what is to be retired.
type Use struct {
	Pos diag.Pos
	Len int
	// What says what it is there for.
	What string
}

// Retire works out what changes. With uses there is no plan: they have to be
// seen to first. The error says in a sentence why it can't be at all.
func Retire(h Hub, q Retiree) (*Plan, []Use, error) {
	r := &retiring{renaming: renaming{Hub: h, kind: q.Kind, decoder: content.NewDecoder(h.Config)}, Retiree: q}
	r.old, r.new, r.said = content.Normal(q.ID), content.Normal(q.To), content.Normal(q.To)
	switch {
	case r.kind == model.KindPage:
		r.section, r.old = path.Split(r.old)
		r.section = strings.TrimSuffix(r.section, "/")
		r.new = strings.TrimPrefix(r.new, r.section+"/")
	case r.term():
		r.old, r.new, r.said = content.Slug(q.ID), content.Slug(q.To), strings.TrimSpace(q.To)
	}
	if r.old == r.new {
		return nil, nil, fmt.Errorf("%s can't stand in its own place", diag.Quote(r.old))
	}
	steps := []func() error{r.findBoth, r.whole}
	switch r.kind {
	case model.KindPerson:
		steps = append(steps, r.person)
	case model.KindValue:
		steps = append(steps, r.value)
	default:
		steps = append(steps, r.atOnce, r.thing, r.leadOn)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, nil, err
		}
	}
	slices.SortStableFunc(r.uses, func(a, b Use) int {
		if c := strings.Compare(a.Pos.File, b.Pos.File); c != 0 {
			return c
		}
		return a.Pos.Offset - b.Pos.Offset
	})
	if len(r.uses) > 0 {
		return nil, r.uses, nil
	}
	slices.SortFunc(r.plan.Changes, func(a, b Change) int { return strings.Compare(a.File, b.File) })
	return &r.plan, nil, nil
}

type retiring struct {
	renaming
	Retiree
	into []content.Source // the files of what stands in its place
	uses []Use
}

func (r *retiring) use(at diag.Pos, n int, format string, args ...any) {
	r.uses = append(r.uses, Use{at, n, fmt.Sprintf(format, args...)})
}

// findBoth finds the files of what goes, and of what stands in its place.
func (r *retiring) findBoth() error {
	if r.kind == model.KindPage && r.section == "" && special(r.old) {
		return fmt.Errorf("%s.md has the words of a page that every hub has; take the file away by hand if you don't want them", r.old)
	}
	usedOld, usedNew := false, false
	for _, s := range r.Sources {
		switch {
		case s.Kind != r.kind || s.Section != r.section:
		case s.ID == r.old:
			r.own = append(r.own, s)
		case s.ID == r.new:
			r.into = append(r.into, s)
		}
	}
	for _, rec := range r.Records {
		for _, u := range uses(rec) {
			usedOld = usedOld || u.kind == r.kind && u.ref.ID == r.old
			usedNew = usedNew || u.kind == r.kind && u.ref.ID == r.new
		}
	}
	term := r.term()
	if len(r.own) == 0 && (!term || !usedOld) {
		return fmt.Errorf("there is no %s called %s", word(r.kind), diag.Quote(path.Join(r.section, r.old)))
	}
	if r.new != "" && len(r.into) == 0 && (!term || !usedNew) && r.kind != model.KindPerson {
		return fmt.Errorf("there is no %s called %s to stand in its place", word(r.kind), diag.Quote(path.Join(r.section, r.new)))
	}
	return nil
}

func (r *retiring) atOnce() error {
	if r.On != r.Today {
		return fmt.Errorf("a %s goes at once; for a day to come write expires: %s into its file", word(r.kind), r.On.ISO())
	}
	return nil
}

// isOwn reports whether a file goes.
func (r *retiring) isOwn(file string) bool {
	return slices.ContainsFunc(r.own, func(s content.Source) bool {
		return s.File == file || s.Folder != "" && strings.HasPrefix(file, s.Folder+"/")
	})
}

// thing goes through everything that refers to what goes: with something in
// its place the references follow, else each is a use.
func (r *retiring) thing() error {
	for _, s := range r.own {
		gone := s.File
		if s.Folder != "" {
			gone = s.Folder
		}
		if !slices.Contains(r.plan.Gone, gone) {
			r.plan.Gone = append(r.plan.Gone, gone)
		}
		old, err := r.Read(s.File)
		if err != nil {
			return fmt.Errorf("reading %s: %w", s.File, err)
		}
		r.plan.Lost = append(r.plan.Lost, Change{File: s.File, Old: old})
	}
	sources := map[string]content.Source{}
	for _, s := range r.Sources {
		sources[s.File] = s
	}
	for _, rec := range r.Records {
		if rec.Entry() == nil || r.isOwn(rec.File) || len(r.references(rec, nil)) == 0 && len(waysOf(rec, r.instead)) == 0 {
			continue
		}
		old, err := r.Read(rec.File)
		if err != nil {
			return fmt.Errorf("reading %s: %w", rec.File, err)
		}
		now, _ := r.decoder.Decode(sources[rec.File], old)
		refs, links := r.references(now, old), waysOf(now, r.instead)
		switch {
		case r.new == "":
			for _, e := range refs {
				r.use(diag.Pos{File: rec.File, Offset: e.at}, e.n, "refers to it")
			}
			for _, e := range links {
				r.use(diag.Pos{File: rec.File, Offset: e.at}, e.n, "leads to it")
			}
			continue
		case r.both(now):
			for _, e := range refs {
				r.use(diag.Pos{File: rec.File, Offset: e.at}, e.n, "names both, or would name itself: take this one out")
			}
			continue
		}
		edits := refs
		for _, e := range links {
			if e.text == "" {
				r.use(diag.Pos{File: rec.File, Offset: e.at}, e.n, "shows a file that lies beside it")
				continue
			}
			edits = append(edits, e)
		}
		data := apply(old, edits)
		again, _ := r.decoder.Decode(sources[rec.File], data)
		if len(r.references(again, data)) > 0 {
			return fmt.Errorf("%s refers to %s in a way that can't be followed", rec.File, diag.Quote(r.old))
		}
		r.plan.Changes = append(r.plan.Changes, Change{rec.File, old, data})
	}
	return nil
}

// both reports whether a file names the old thing and the one in its place,
// or is that one itself.
func (r *retiring) both(rec *model.Record) bool {
	if slices.ContainsFunc(r.into, func(s content.Source) bool { return s.File == rec.File }) {
		return len(r.references(rec, nil)) > 0
	}
	old, now := false, false
	for _, u := range uses(rec) {
		id := strings.TrimPrefix(u.ref.ID, "contact:")
		if u.kind == r.kind || u.asked && r.kind == model.KindRoute {
			old, now = old || id == r.old, now || id == r.new
		}
	}
	return old && now
}

// instead is where a link in a file leads from now on, if it leads to what
// goes; "" for nowhere.
func (r *retiring) instead(file, dest string) (to string, ok bool) {
	p := dest
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		p = dest[:i] // the parts of a page are no parts of another
	}
	switch {
	case p == "" || strings.HasPrefix(p, "//"), strings.Contains(strings.SplitN(p, "/", 2)[0], ":"):
		return "", false
	case strings.HasPrefix(p, "/"):
		for i, a := range r.Addresses {
			if a == "" || strings.Trim(p, "/") != strings.Trim(a, "/") {
				continue
			}
			if i < len(r.Targets) && r.Targets[i] != "" {
				return "/" + r.Targets[i], true
			}
			return "", true
		}
		return "", false
	}
	if u, err := url.PathUnescape(p); err == nil {
		p = u
	}
	from := norm.NFC.String(path.Join(path.Dir(file), p))
	for _, s := range r.own {
		if from == s.File || s.Folder != "" && from == s.Folder+path.Ext(s.File) {
			for _, t := range r.into {
				if t.Lang == s.Lang || t.Lang == "" {
					return relative(file, t.File), true
				}
			}
			return "", true
		}
	}
	return "", r.isOwn(from)
}

// leadOn changes the settings: what is named there, and where the old
// addresses lead from now on.
func (r *retiring) leadOn() error {
	file := r.Config.File
	old, err := r.Read(file)
	if err != nil {
		return fmt.Errorf("reading %s: %w", file, err)
	}
	var edits []edit
	at := 0
	for line := range strings.Lines(string(old)) {
		if m := quoted.FindStringSubmatchIndex(line); m != nil {
			key, value := line[m[2]:m[3]], line[m[4]:m[5]]
			if to, ok := r.inSettings(key, value); ok && to == "" {
				r.use(diag.Pos{File: file, Offset: at + m[4]}, m[5]-m[4], "leads to it")
			} else if ok {
				edits = append(edits, edit{at + m[4], m[5] - m[4], to})
			}
		}
		at += len(line)
	}
	more := r.goneAddresses(old)
	if more != "" && listOfTables.Match(old) {
		return fmt.Errorf("%s has its redirects in one list; write them as [[redirects]] tables first", file)
	}
	data := apply(old, edits)
	if n := len(data); more != "" && n > 0 && data[n-1] != '\n' {
		more = "\n" + more
	}
	if strings.Contains(string(old), "\r\n") {
		more = strings.ReplaceAll(more, "\n", "\r\n")
	}
	if data = append(data, more...); string(data) != string(old) {
		r.plan.Changes = append(r.plan.Changes, Change{file, old, data})
	}
	return nil
}

// inSettings is what a value of the settings is from now on, if it names what
// goes; "" for nothing.
func (r *retiring) inSettings(key, value string) (string, bool) {
	switch {
	case key == "url" && strings.HasSuffix(value, ".md"):
		to, ok := r.instead("content/_", "./"+value)
		return to, ok
	case key == "url" || key == "to":
		if strings.HasPrefix(value, "/") {
			return r.instead(r.Config.File, value)
		}
	case key == "corrections" && r.kind == model.KindRoute:
		if id := strings.TrimPrefix(value, "contact:"); content.Normal(id) == r.old {
			if r.new == "" {
				return "", true
			}
			return strings.TrimSuffix(value, id) + r.new, true
		}
	}
	return "", false
}

// goneAddresses are redirects from each address that led to it.
func (r *retiring) goneAddresses(settings []byte) string {
	var from []string
	to := map[string]string{}
	add := func(a, target string) {
		a = "/" + strings.TrimPrefix(a, "/")
		if a != "/" && !slices.Contains(from, a) && !strings.Contains(string(settings), `from = "`+a+`"`) {
			from = append(from, a)
			to[a] = target
		}
	}
	for i, a := range r.Addresses {
		target := ""
		if i < len(r.Targets) {
			target = r.Targets[i]
		}
		if a != "" {
			add(a, target)
		}
	}
	for _, rec := range r.Records {
		if e := rec.Entry(); e != nil && r.isOwn(rec.File) && len(r.Targets) > 0 {
			for _, alias := range e.Aliases {
				add(alias.ID, r.Targets[0])
			}
		}
	}
	out := ""
	for _, a := range from {
		out += fmt.Sprintf("\n[[redirects]]\nfrom = %q\n", a)
		if to[a] != "" {
			out += fmt.Sprintf("to = %q\n", "/"+to[a])
		} else {
			out += "status = 410\n"
		}
	}
	return out
}

// field finds a field at the top of a file's fields.
func field(key string) *regexp.Regexp {
	return regexp.MustCompile(`(?m)^` + key + `[ \t]*[:=][ \t]*([^\r\n]*)`)
}
