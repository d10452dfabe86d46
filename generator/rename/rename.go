// Package rename gives a person, a story or anything else with an id another
// one, and follows it through all files of a hub.
//
// New works out what would change, and touches nothing; Plan.Write does it,
// all or nothing. Only the bytes that are a reference are replaced: the places
// of all of them are known from decoding, so comments, order, quotation marks
// and line ends stay as people wrote them. Start with New; what refers to what
// is in refs.go. Retire takes something out of service, with the same care; it
// begins in retire.go.
package rename

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kith/generator/config"
	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/model"
)

// Hub is what has to be known of a hub.
type Hub struct {
	Config  *config.Config
	Sources []content.Source
	Records []*model.Record
	// Read reads a file by its slash path.
	Read func(file string) ([]byte, error)
	// Addresses are the addresses of what is renamed, as paths from the site's
	// root: the main language's first, "" where there is none.
	Addresses []string
	// Absolute makes a whole address of a path.
	Absolute func(path string) string
}

// Change is a file with other bytes in it, at the place it had.
type Change struct {
	File     string
	Old, New []byte
}

// Move is a file or folder that gets another name.
type Move struct{ From, To string }

// Plan is what a renaming or retiring comes to: first the changes, then the
// moves, then what goes.
type Plan struct {
	Changes []Change
	Moves   []Move
	// Gone are files and folders that are taken away, Lost the texts in them.
	Gone []string
	Lost []Change
}

// words are what links and people call the kinds.
var words = map[model.Kind]string{model.KindRoute: "contact"}

func word(k model.Kind) string {
	if w := words[k]; w != "" {
		return w
	}
	return string(k)
}

type renaming struct {
	Hub
	kind     model.Kind
	section  string // of a page
	old, new string
	// said is what is written for the new id: terms are written in words.
	said    string
	decoder *content.Decoder
	own     []content.Source // the files that are renamed
	plan    Plan
	// lead is put in front where a contact page would else be taken for the
	// person of that name.
	lead string
	// shared: a person has the id of the contact page that is renamed.
	shared bool
}

// New works out what changes when old, of a kind, is called new. The error
// says in a sentence why that can't be.
func New(h Hub, kind model.Kind, old, to string) (*Plan, error) {
	r := &renaming{Hub: h, kind: kind, decoder: content.NewDecoder(h.Config)}
	if kind == model.KindPage {
		r.section, old = path.Split(old)
		r.section = strings.TrimSuffix(r.section, "/")
		to = strings.TrimPrefix(to, r.section+"/")
	}
	r.old, r.new, r.said = content.Normal(old), content.Normal(to), content.Normal(to)
	if r.term() {
		r.old, r.new, r.said = content.Slug(old), content.Slug(to), strings.TrimSpace(to)
	}
	for _, step := range []func() error{r.check, r.find, r.whole, r.moves, r.texts, r.settings} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(r.plan.Changes, func(a, b Change) int { return strings.Compare(a.File, b.File) })
	return &r.plan, nil
}

// term reports whether what is renamed is written in words, and need not have
// a file.
func (r *renaming) term() bool { return r.kind == model.KindTeam || r.kind == model.KindTopic }

// check looks at the new id.
func (r *renaming) check() error {
	if why := content.FaultOf(r.new); why != "" {
		return fmt.Errorf("%s can't be an id: %s", diag.Quote(r.new), why)
	}
	for _, c := range r.said {
		if r.term() && c != ' ' && c != '-' && content.FaultOf(strings.ToLower(string(c))) != "" {
			return fmt.Errorf("%s has %q in it; letters, digits, spaces and hyphens do", diag.Quote(r.said), c)
		}
	}
	switch {
	case r.old == r.new:
		return fmt.Errorf("it is called %s already", diag.Quote(r.new))
	case r.kind == model.KindPage && r.section == "" && (special(r.old) || special(r.new)):
		return fmt.Errorf("the names of 404.md, search.md and voice.md say what they are for")
	case r.new == "index":
		return fmt.Errorf("%s is the name of a folder's own page", diag.Quote(r.new))
	}
	return nil
}

func special(id string) bool { return id == "404" || id == "search" || id == "voice" }

// find finds the files that are renamed, and what has the new id already.
func (r *renaming) find() error {
	used := false
	for _, s := range r.Sources {
		same := s.Kind == r.kind && s.Section == r.section
		switch {
		case same && s.ID == r.old:
			r.own = append(r.own, s)
		case same && content.SameID(s.ID, r.new):
			return fmt.Errorf("there is a %s %s already, in %s", word(r.kind), diag.Quote(r.new), s.File)
		case r.kind == model.KindPerson && s.Kind == model.KindRoute && s.ID == r.new:
			return fmt.Errorf("there is a contact page %s, in %s, and ask: could not tell them apart", diag.Quote(r.new), s.File)
		case r.kind == model.KindRoute && s.Kind == model.KindPerson && s.ID == r.new:
			r.lead = "contact:"
		case r.kind == model.KindRoute && s.Kind == model.KindPerson && s.ID == r.old:
			r.shared = true
		}
	}
	for _, rec := range r.Records {
		for _, u := range uses(rec) {
			if u.kind != r.kind {
				continue
			}
			if used = used || u.ref.ID == r.old; r.term() && u.ref.ID == r.new {
				return fmt.Errorf("there is a %s %s already, used in %s", word(r.kind), diag.Quote(u.ref.Words), rec.File)
			}
		}
	}
	if len(r.own) == 0 && (!r.term() || !used) {
		return fmt.Errorf("there is no %s called %s", word(r.kind), diag.Quote(path.Join(r.section, r.old)))
	}
	return nil
}

// whole refuses where a file that may refer to it can't be read.
func (r *renaming) whole() error {
	records := map[string]*model.Record{}
	for _, rec := range r.Records {
		records[rec.File] = rec
	}
	for _, s := range r.Sources {
		rec := records[s.File]
		ok := rec != nil && rec.Entry() != nil
		for i := 0; ok && i < len(rec.Findings); i++ {
			ok = rec.Findings[i].Code != "front-matter" || rec.Findings[i].Severity != diag.Error
		}
		if ok {
			continue
		}
		if data, err := r.Read(s.File); err != nil || strings.Contains(content.Normal(string(data)), r.old) {
			return fmt.Errorf("%s can't be read whole, and may refer to %s; kith check says what is wrong with it", s.File, diag.Quote(r.old))
		}
	}
	return nil
}

// moves lists the files and folders that get the new name.
func (r *renaming) moves() error {
	for _, s := range r.own {
		from := s.Folder
		if from == "" {
			from = s.File
		}
		stem, ending, dot := strings.Cut(path.Base(from), ".")
		if s.Folder == "" && dot {
			ending = "." + ending
		}
		if content.Normal(stem) != r.old {
			return fmt.Errorf("the name of %s isn't quite its id %s; mend that first", from, diag.Quote(r.old))
		}
		to := path.Dir(from) + "/" + r.new + ending
		if _, err := r.Read(to); err == nil {
			return fmt.Errorf("there is a file %s already", to)
		}
		if m := (Move{from, to}); !slices.Contains(r.plan.Moves, m) {
			r.plan.Moves = append(r.plan.Moves, m)
		}
	}
	return nil
}

// moved is where a file or folder is afterwards.
func (r *renaming) moved(file string) string {
	for _, m := range r.plan.Moves {
		if file == m.From {
			return m.To
		}
		if rest, ok := strings.CutPrefix(file, m.From+"/"); ok {
			return m.To + "/" + rest
		}
	}
	return file
}

// edit replaces some bytes.
type edit struct {
	at, n int
	text  string
}

// apply makes edits, each place once.
func apply(data []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.at - b.at })
	var out []byte
	at := 0
	for i, e := range edits {
		if e.at < at || i > 0 && edits[i-1].at == e.at && edits[i-1].n == e.n && e.n > 0 {
			continue
		}
		out = append(append(out, data[at:e.at]...), e.text...)
		at = e.at + e.n
	}
	return append(out, data[at:]...)
}

// texts changes the files of content/.
func (r *renaming) texts() error {
	sources := map[string]content.Source{}
	for _, s := range r.Sources {
		sources[s.File] = s
	}
	for _, rec := range r.Records {
		own := slices.ContainsFunc(r.own, func(s content.Source) bool { return s.File == rec.File })
		if rec.Entry() == nil || !own && len(r.references(rec, nil)) == 0 && len(waysOf(rec, r.way)) == 0 {
			continue
		}
		old, err := r.Read(rec.File)
		if err != nil {
			return fmt.Errorf("reading %s: %w", rec.File, err)
		}
		s := sources[rec.File]
		now, _ := r.decoder.Decode(s, old) // the places as they are now
		edits := append(r.references(now, old), waysOf(now, r.way)...)
		if own && (s.Lang == "" || s.Alone) {
			more, err := r.keep(now, old)
			if err != nil {
				return err
			}
			edits = append(edits, more...)
		}
		data := apply(old, edits)
		// A name that stands twice in a list is known once: look again.
		for range 50 {
			again, _ := r.decoder.Decode(s, data)
			if edits = r.references(again, data); len(edits) == 0 {
				break
			}
			data = apply(data, edits)
		}
		if len(edits) > 0 {
			return fmt.Errorf("%s refers to %s in a way that can't be followed", rec.File, diag.Quote(r.old))
		}
		if string(data) != string(old) {
			r.plan.Changes = append(r.plan.Changes, Change{rec.File, old, data})
		}
	}
	return nil
}

// references are the edits of what names it, in fields and texts. Without
// data they only tell how many there are.
func (r *renaming) references(rec *model.Record, data []byte) []edit {
	var out []edit
	for _, u := range uses(rec) {
		ref, text := u.ref, r.said
		id, isRoute := strings.CutPrefix(ref.ID, "contact:")
		id, isPerson := strings.CutPrefix(id, "person:")
		switch {
		case id != r.old:
			continue
		case u.asked && r.kind == model.KindRoute:
			if isPerson || r.shared && !isRoute {
				continue
			}
			if !isRoute {
				text = r.lead + text
			}
		case u.kind != r.kind || isRoute:
			continue
		}
		raw := piece(data, ref.At.Offset, ref.Len)
		out = append(out, edit{ref.At.Offset, ref.Len, raw[:behindColon(raw)] + text})
	}
	for _, s := range rec.Entry().Body.Outline().Slots {
		kind, id, ok := s.IsRef()
		if !ok || kind != word(r.kind) {
			continue
		}
		id, _, _ = strings.Cut(id, "#")
		if u, err := url.PathUnescape(id); err == nil {
			id = u
		}
		if r.kind == model.KindPage && r.section != "" {
			if id, ok = strings.CutPrefix(id, r.section+"/"); !ok {
				continue
			}
		}
		if content.Normal(id) != r.old {
			continue
		}
		raw := piece(data, s.Offset, s.Len)
		from, to := behindColon(raw), len(raw)
		if slash := strings.LastIndexByte(raw, '/'); slash >= from {
			from = slash + 1
		}
		if hash := strings.IndexByte(raw, '#'); hash >= 0 {
			to = hash
		}
		out = append(out, edit{s.Offset, s.Len, raw[:from] + r.new + raw[max(from, to):]})
	}
	return out
}

func piece(data []byte, at, n int) string {
	if at < 0 || at+n > len(data) {
		return ""
	}
	return string(data[at : at+n])
}

// behindColon is where the id begins in "person: ada".
func behindColon(raw string) int {
	i := strings.IndexByte(raw, ':') + 1
	for i > 0 && i < len(raw) && raw[i] == ' ' {
		i++
	}
	return i
}

// waysOf are edits of the relative links, pictures and addresses in a file: way
// says what each has to be from now on, if that is something else.
func waysOf(rec *model.Record, way func(file, dest string) (string, bool)) []edit {
	var out []edit
	add := func(dest string, at, n int) {
		if to, ok := way(rec.File, dest); ok {
			out = append(out, edit{at, n, to})
		}
	}
	for _, s := range rec.Entry().Body.Outline().Slots {
		switch s.Kind {
		case markdown.LinkOpen, markdown.Image, markdown.Poster, markdown.File:
			add(s.Dest, s.Offset, s.Len)
		}
	}
	for _, im := range pictures(rec) {
		if im != nil && im.Src.ID != "" {
			add(im.Src.ID, im.Src.At.Offset, im.Src.Len)
		}
	}
	return out
}

// way is what a link in a file has to be from now on, if that is another.
func (r *renaming) way(file, dest string) (string, bool) {
	p, rest := dest, ""
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		p, rest = dest[:i], dest[i:]
	}
	if p == "" || strings.HasPrefix(p, "//") {
		return "", false
	}
	if strings.HasPrefix(p, "/") {
		for _, a := range r.Addresses {
			if a != "" && strings.Trim(p, "/") == strings.Trim(a, "/") {
				return strings.Replace(p, strings.Trim(a, "/"), strings.Trim(r.address(a), "/"), 1) + rest, true
			}
		}
		return "", false
	}
	if strings.Contains(strings.SplitN(p, "/", 2)[0], ":") {
		return "", false
	}
	if u, err := url.PathUnescape(p); err == nil {
		p = u
	}
	from := norm.NFC.String(path.Join(path.Dir(file), p))
	to := r.moved(from)
	if to == from && strings.EqualFold(path.Ext(from), ".md") {
		// x.md also leads to x/index.md.
		if folder := strings.TrimSuffix(from, path.Ext(from)); r.moved(folder) != folder {
			to = r.moved(folder) + path.Ext(from)
		}
	}
	here := r.moved(file)
	if to == path.Join(path.Dir(here), p) {
		return "", false
	}
	if to == from && here == file {
		return "", false
	}
	return relative(here, to) + rest, true
}

// relative is the way from one file to another.
func relative(from, to string) string {
	a, b := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

// address is what an address is afterwards.
func (r *renaming) address(old string) string {
	dir, base := path.Split(strings.TrimSuffix(old, "/"))
	if base != r.old {
		return old // it has a slug, which stays
	}
	return dir + r.new + "/"
}
