package generator

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kith/generator/beneath"
	"kith/generator/config"
	"kith/generator/content"
	"kith/generator/darkroom"
	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/markdown"
	"kith/generator/meta"
	"kith/generator/model"
	"kith/generator/pages"
	"kith/generator/theme"
)

// line is one run down the line of ARCHITECTURE: what each step made, for
// the steps after it.
type line struct {
	opts Options
	dir  string
	root *os.Root
	fs   fs.FS
	list diag.List

	sources *beneath.Folder // while sources are being read

	configDigest ledger.Digest
	worldDigest  ledger.Digest
	cfg          *config.Config
	today        meta.Date
	store        *store
	colours      *colours
	room         *darkroom.Room // sizes of pictures; nil while there are none
	tree         content.Tree
	all          []*fact
	unknown      []meta.Text
	seen         *stats

	watch      *stopwatch  // nil unless timings are asked for
	themes     *themeCache // nil in a build
	ahead      *foreseen   // nil unless the theme is being read
	cards      *shareCards
	decoding   sync.Mutex
	cardPhotos cardPhotos
	index      *index // of the plan; in a preview
	site       *model.Site
	excepted   int               // findings that the settings let through
	fromRead   []diag.Diagnostic // what reading found, before anything was linked
	graph      *graph.Graph      // of the main language
	editions   editions          // of all languages, the main one first
	theme      *theme.Theme
	plan       []pages.Output
	twins      [][]twin // by output of the plan; nil if there are none
	env        graph.Env
}

// start opens the site's folder, unless root is that already. The caller
// closes the line.
func start(opts Options, root *os.Root) (*line, error) {
	l := &line{opts: opts, dir: opts.Dir}
	if l.dir == "" {
		l.dir = "."
	}
	if root == nil {
		var err error
		if root, err = os.OpenRoot(l.dir); err != nil {
			return nil, fmt.Errorf("opening the site's folder: %w", err)
		}
	}
	l.root, l.fs = root, root.FS()
	if opts.Timings {
		l.watch = &stopwatch{}
	}
	return l, nil
}

func (l *line) close() {
	if l.ahead != nil {
		l.ahead.done.Wait()
	}
	if l.store != nil {
		l.store.Close()
	}
	if l.colours != nil {
		l.colours.close()
	}
	if l.room != nil {
		l.room.Close()
	}
	l.root.Close()
}

// toPlan is the line up to the plan: settings, facts, theme, graph, outputs.
// The error is a failure of the machine or a site.toml that is not there;
// mistakes are in the list.
func (l *line) toPlan() error {
	if err := l.toFacts(nil, nil); err != nil {
		return err
	}
	if err := l.keepFacts(); err != nil {
		return err
	}
	return l.fromFacts()
}

// keepFacts saves the facts before anything is made of them: a build that
// stops at a mistake keeps them too, nobody reads texts yet, and memory is not
// yet scarce.
func (l *line) keepFacts() error {
	l.watch.stage("save: facts")
	return l.store.save(l.all, true)
}

// toFacts is the line up to the facts of all sources. A preview hands it the
// line before, and may say which files have changed since.
func (l *line) toFacts(was *line, changed []string) (err error) {
	defer caught("reading the hub", &err)
	cfg, err := l.settings()
	if err != nil {
		return err
	}
	if l.opts.BaseURL != "" {
		if cfg.URL, err = baseURL(l.opts.BaseURL); err != nil {
			return err
		}
	}
	l.cfg = cfg
	l.today = l.day()
	if !cfg.Allows(Version) {
		at, n := cfg.Place("kith")
		l.list.Add("old-kith", at, n, fmt.Sprintf("this hub asks for kith %s; this one is %s.", cfg.Kith, Version), "Get a newer kith, or change the line if this one will do.")
	}
	if was == nil {
		l.foreseeTheme()
	}
	if l.store == nil {
		dir := l.stateDir()
		l.watch.stage("remember: facts of the last build")
		if l.store, err = openStore(dir, programDigest()+contentKey(cfg)); err != nil {
			return err
		}
	}
	if l.colours == nil {
		l.colours = newColours(l.store.dir)
	}
	l.watch.stage("read: sources that changed")
	if ok, err := l.readAgain(was, changed); ok || err != nil {
		return err
	}
	return l.read()
}

// fromFacts is the line from the facts to the plan.
func (l *line) fromFacts() error {
	if err := l.toGraph(); err != nil {
		return err
	}
	return l.fromGraph()
}

// toGraph links the facts.
func (l *line) toGraph() (err error) {
	defer caught("linking the hub", &err)
	site := l.site
	l.fromRead = l.list.Sorted()
	l.watch.stage("theme: templates, words, assets")
	l.loadTheme()
	l.untold()
	l.watch.stage("resolve: names, dates, addresses")
	l.graph = graph.New(site, l.graphOptions(l.cfg.Language), &l.list)
	l.editions = editions{l.graph}
	for _, tag := range l.cfg.Tags()[1:] {
		l.editions = append(l.editions, graph.NewEdition(l.graph, site, tag, l.graphOptions(tag), &l.list))
	}
	if err := l.namesLeft(); err != nil {
		return err
	}
	l.setEnv()
	l.unsaid()
	return nil
}

// fromGraph plans what will exist.
func (l *line) fromGraph() (err error) {
	defer caught("planning the site", &err)
	l.watch.stage("plan: what will exist")
	l.plan = pages.Plan(l.editions)
	l.addStatic(l.site)
	l.addAssets()
	l.addIcons()
	l.addHosting()
	l.checkPlan()
	if err := l.orderPictures(); err != nil {
		return err
	}
	if tamper != nil {
		tamper(l)
	}
	return nil
}

func (l *line) graphOptions(tag string) graph.Options {
	return graph.Options{
		Tint:  l.tint(),
		Today: l.today, Drafts: l.opts.Drafts, Future: l.opts.Future, Mark: l.opts.Mark,
		Colleague: l.theme.Label(tag, "colleague"), Guest: l.theme.Label(tag, "guest"),
		Cards: l.cfg.Cards.Draw && l.theme.Cards(),
		Tone:  l.tone,
	}
}

// tamper, which only a test sets, changes a plan before it is used.
var tamper func(*line)

// setEnv gives pages what they need besides the graph.
func (l *line) setEnv() {
	l.env = graph.Env{
		Body:  l.store.get,
		Words: func(b *model.Body, buf []byte) ([]byte, error) { return l.store.getWords(b, buf) },
		Label: l.theme.Label, Finder: l.theme.Finder,
		Word:  l.theme.Word,
		Code:  l.colours.get,
		Extra: l.extra,
		Draw:  l.shareCards().draw,
		Photo: l.cardPhoto,
	}
}

// extra answers questions about things outside of the graph.
func (l *line) extra(question string) ledger.Digest {
	var kind, lang string
	if n, _ := fmt.Sscanf(question, "template %s %s", &kind, &lang); n == 2 {
		return ledger.Bytes([]byte(l.theme.Digest(kind, lang)))
	}
	if lang, ok := strings.CutPrefix(question, "words "); ok {
		return ledger.Bytes([]byte(l.theme.WordsDigest(lang)))
	}
	switch question {
	case "cards":
		return ledger.Bytes([]byte(fmt.Sprint(l.graph.Cards())))
	case "look":
		return l.shareCards().look
	}
	return ledger.Digest{}
}

// themeCache keeps a theme from load to load of a preview: reading, checking
// and escaping seventy templates takes longer than linking the hub.
type themeCache struct {
	key   string
	theme *theme.Theme
}

// foreseen is a theme that is being read while the sources are.
type foreseen struct {
	config ledger.Digest // of the settings it is read under
	done   sync.WaitGroup
	theme  *theme.Theme
	found  diag.List
	bug    error
}

// foreseeTheme begins to read the theme, where it will have to be read: that
// takes as long as reading the facts of thousands of files, and needs none.
func (l *line) foreseeTheme() {
	if l.themes != nil && l.themes.theme != nil || l.ahead != nil && l.ahead.config == l.configDigest {
		return
	}
	l.stats()
	f, o, site := &foreseen{config: l.configDigest}, themeOptions(l.cfg), l.fs
	f.done.Go(func() {
		defer caught("reading the theme", &f.bug)
		f.theme = theme.Load(site, o, &f.found)
	})
	l.ahead = f
}

// readTheme reads the theme, or waits for it.
func (l *line) readTheme(o theme.Options, found *diag.List) *theme.Theme {
	f := l.ahead
	if f == nil {
		return theme.Load(l.fs, o, found)
	}
	f.done.Wait()
	if f.bug != nil {
		panic(f.bug) // caught a second time, where it is reported
	}
	found.Append(f.found.Sorted()...)
	return f.theme
}

// loadTheme reads the theme, or takes the one from before if none of its
// files has changed.
func (l *line) loadTheme() {
	o := themeOptions(l.cfg)
	key := fmt.Sprintf("%v %s", o, l.stats().theme)
	for _, font := range theme.FontFiles(o.Font) {
		if info, err := fs.Stat(l.fs, font); err == nil {
			key += fmt.Sprint(" ", info.Size(), info.ModTime().UnixNano())
		}
	}
	if c := l.themes; c != nil && c.theme != nil && c.key == key {
		l.theme = c.theme
		return
	}
	var found diag.List
	l.theme = l.readTheme(o, &found)
	all := found.Sorted()
	l.list.Append(all...)
	if l.themes != nil {
		*l.themes = themeCache{}
		if len(all) == 0 && l.stats().theme != (ledger.Digest{}) {
			*l.themes = themeCache{key, l.theme}
		}
	}
}

func themeOptions(c *config.Config) theme.Options {
	return theme.Options{
		Name: c.Theme, Base: c.BasePath(), Hue: c.Brand.Hue, Vivid: c.Brand.Vivid, Font: c.Brand.Font,
		NameAt: settingAt(c, "theme"), HueAt: settingAt(c, "brand.hue"), VividAt: settingAt(c, "brand.vivid"), FontAt: settingAt(c, "brand.font"),
		CodeLight: c.Markdown.CodeLight, CodeDark: c.Markdown.CodeDark, Languages: c.Tags(), Words: ownWords(c),
	}
}

// ownWords are the words of [languages.<tag>.strings].
func ownWords(c *config.Config) map[string]map[string]theme.Word {
	var out map[string]map[string]theme.Word
	for _, tag := range c.Tags() {
		said := c.Languages[tag].Strings
		if tag == c.Language {
			said = c.Strings
		}
		for key, text := range said {
			if out == nil {
				out = map[string]map[string]theme.Word{}
			}
			if out[tag] == nil {
				out[tag] = map[string]theme.Word{}
			}
			at, n := c.Place("languages." + tag + ".strings." + key)
			out[tag][key] = theme.Word{Text: text, At: at, Len: n}
		}
	}
	return out
}

// untold reports the languages in which the theme says some things in another.
// It is one finding a language; who wants to can ask for the rest.
func (l *line) untold() {
	const shown = 6
	for _, tag := range l.cfg.Tags() {
		if tag == "" {
			continue // what was written is no tag, which is a finding already
		}
		keys := l.theme.Untold(tag)
		if len(keys) == 0 {
			continue
		}
		at, n := l.cfg.Place("languages." + tag)
		if tag == l.cfg.Language {
			at, n = l.cfg.Place("language")
		}
		list, more := keys, ""
		if len(keys) > shown {
			list, more = keys[:shown], fmt.Sprintf(" and %d more", len(keys)-shown)
		}
		name := l.cfg.Theme
		if name == "" {
			name = "default"
		}
		l.list.Add("untranslated-words", at, n,
			fmt.Sprintf("the theme has no words in %s for %s%s; they stand in another language.", tag, strings.Join(list, ", "), more),
			fmt.Sprintf("Write them in themes/%s/strings/%s.toml. themes/default/strings/en.toml of Kith's source has them all.", name, tag))
	}
}

// settingAt is where a setting stands, nowhere if it is not written.
func settingAt(c *config.Config, key string) theme.At {
	if _, ok := c.Places[key]; !ok {
		return theme.At{}
	}
	pos, n := c.Place(key)
	return theme.At{Pos: pos, Len: n}
}

// day is the day the site is made for.
func (l *line) day() meta.Date {
	if !l.opts.Date.IsZero() {
		return l.opts.Date
	}
	zone, err := time.LoadLocation(l.cfg.Timezone)
	if err != nil {
		zone = time.UTC
	}
	now := l.now().In(zone)
	return meta.DateOf(now).OnDay()
}

func (l *line) now() time.Time {
	if l.opts.Now != nil {
		return l.opts.Now()
	}
	return time.Now()
}

func (l *line) jobs() int {
	if l.opts.Jobs > 0 {
		return l.opts.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

func (l *line) progress(stage string, done, total int) {
	if l.opts.Progress != nil {
		l.opts.Progress(stage, done, total)
	}
}

// stateDir is the folder for what is remembered, or "" where there can be
// none: on a disk that cannot be written a build still works.
func (l *line) stateDir() string {
	if l.opts.NoState {
		return ""
	}
	dir := filepath.Join(l.dir, ".kith")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return ""
	}
	probe, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return ""
	}
	probe.Close()
	_ = os.Remove(probe.Name())
	return dir
}

// baseURL checks the --base-url of a call.
func baseURL(raw string) (string, error) {
	u, bad := config.ParseURL(raw)
	if bad != nil {
		return "", fmt.Errorf("--base-url %s: %s; %s", raw, bad.Message, bad.Hint)
	}
	return u, nil
}

// out is the output folder.
func (l *line) out() string {
	switch {
	case l.opts.Out == "":
		return filepath.Join(l.dir, "public")
	case filepath.IsAbs(l.opts.Out):
		return l.opts.Out
	}
	return filepath.Join(l.dir, l.opts.Out)
}

// records are the facts of all Markdown files.
func (l *line) records() []*model.Record {
	var out []*model.Record
	for _, f := range l.all {
		if f.Record != nil {
			out = append(out, f.Record)
		}
	}
	return out
}

// code is all the code that texts show, as colours knows it.
func (l *line) code() (map[ledger.Digest]bool, error) {
	out := map[ledger.Digest]bool{}
	err := l.eachCode(func(lang, code string) bool {
		out[colourKey(lang, code)] = true
		return true
	})
	return out, err
}

// colourUntil colours code, of which all is going to be shown, until it is
// told that this is enough.
func (l *line) colourUntil(enough *atomic.Bool) (err error) {
	defer caught("colouring code", &err)
	return l.eachCode(func(lang, code string) bool {
		l.colours.get(lang, code)
		return !enough.Load()
	})
}

// eachCode goes through the code of all texts, until yield wants no more.
func (l *line) eachCode(yield func(lang, code string) bool) error {
	for _, r := range l.records() {
		e := r.Entry()
		if e == nil || !e.Body.Doc.HasCode {
			continue
		}
		html, err := l.store.get(&e.Body, nil)
		if err != nil {
			return err
		}
		for lang, code := range markdown.CodeIn(html, e.Body.Slots) {
			if !yield(lang, code) {
				return nil
			}
		}
	}
	return nil
}
