package generator_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// short reports whether a build found that nothing but words had changed, and
// made the pages of these without going down the line.
func short(rep *generator.Report) bool {
	return rep.Timings != nil && slices.ContainsFunc(rep.Timings.Stages, func(s generator.Timing) bool { return s.Name == "texts: the pages that show them" }) &&
		!slices.ContainsFunc(rep.Timings.Stages, func(s generator.Timing) bool { return strings.HasPrefix(s.Name, "resolve") })
}

// After an edit of words, only the pages that show them are made, of a hub of
// what they asked about; whatever else an edit does takes the whole line. The
// site is the same either way, and so is what is said.
func TestTextsOnly(t *testing.T) {
	more := func(file, text string) func(s *sitetest.Site) {
		return func(s *sitetest.Site) { s.Write(file, s.Read(file)+"\n"+text+"\n") }
	}
	const story = "content/stories/story-3.md"
	edits := []struct {
		name  string
		do    func(s *sitetest.Site)
		short bool
	}{
		{"words the story has", more(story, "Once there, once."), true},
		{"the same again", more(story, "There, once."), true},
		{"another story", more("content/stories/story-7.md", "Once there."), true},
		{"two stories", func(s *sitetest.Site) { more(story, "Once.")(s); more("content/stories/story-9.md", "Once.")(s) }, true},
		{"a need's text, which stands in lists", more("content/contact/need-2.md", "Then write."), false},
		{"touched", func(s *sitetest.Site) { s.Write(story, s.Read(story)) }, false}, // nothing is made
		{"a word that is new", more(story, "Whereupon the kettle sang."), true},
		{"the word again, elsewhere", more("content/stories/story-8.md", "Whereupon the kettle sang, in a title."), true},
		{"the word taken out", func(s *sitetest.Site) { s.Replace(story, "Whereupon the kettle sang.", "Number, once.") }, true},
		{"words after that", more(story, "There, once."), true},
		{"a heading", more(story, "## Once"), false},
		{"under the heading", more(story, "Once."), true},
		{"a link", more(story, "[Once](story-5.md)"), false},
		{"beside the link", more(story, "Once there."), true},
		{"a title", func(s *sitetest.Site) { s.Replace(story, "Story number 3", "Another") }, false},
		{"under the title", more(story, "Once there."), true},
		{"a file more", func(s *sitetest.Site) { s.Write("static/a.txt", "a") }, false},
		{"a story and the settings", func(s *sitetest.Site) {
			more(story, "Once.")(s)
			s.Write("site.toml", s.Read("site.toml")+"\n# a word\n")
		}, false},
		{"a new story", func(s *sitetest.Site) { s.Write("content/stories/new.md", s.Read("content/stories/story-5.md")) }, false},
		{"the new story", more("content/stories/new.md", "Once there."), true},
		{"a file less", func(s *sitetest.Site) { s.Remove("content/stories/new.md") }, false},
		{"its neighbour", more("content/stories/story-5.md", "Once there."), true},
		{"a finding", more(story, "Write to nobody-here@hub.example, [there](#nowhere)."), false},
	}
	s := sitetest.New(t, large(40))
	s.Options.Timings = true
	s.Publish()
	s.Later()
	s.Publish()
	for i, e := range edits {
		e.do(s)
		if i%2 == 0 {
			s.Later()
		}
		rep := s.Build()
		if got := short(rep); got != e.short {
			t.Errorf("%s: took the short way: %t", e.name, got)
		}
		want, clean := s.Clean()
		if diff := sitetest.Diff(want, s.Output()); diff != "" && rep.Published {
			t.Errorf("%s:\n%s", e.name, diff)
		}
		said := func(rep *generator.Report) string {
			return fmt.Sprint(s.Findings(rep), rep.Published, rep.Pages, rep.Files, rep.Reach, rep.Held, rep.Next, rep.Foreign, rep.Excepted)
		}
		if a, b := said(rep), said(clean); a != b {
			t.Errorf("%s: said\n%s\nclean:\n%s", e.name, a, b)
		}
		if !rep.Published {
			continue
		}
		if again := s.Build(func(o *generator.Options) { o.Verify = true }); again.Rendered > 0 || len(again.Wrong) > 0 {
			t.Errorf("%s: then %d were made, %v wrong", e.name, again.Rendered, again.Wrong)
		}
		// --verify takes the whole line and remembers anew; go on from there.
	}
}

// What changed besides words is seen also where only words changed in the
// sources.
func TestTextsOnlyLooksCloser(t *testing.T) {
	const story = "content/stories/story-3.md"
	for _, c := range []struct {
		name   string
		do     func(s *sitetest.Site)
		change func(*generator.Options)
	}{
		{"another day", nil, func(o *generator.Options) { o.Date = o.Date.AddDays(1) }},
		{"drafts", nil, func(o *generator.Options) { o.Drafts = true }},
		{"an output was altered", func(s *sitetest.Site) { s.Write("public/stories/story-5/index.html", "altered") }, nil},
		{"the ledger is gone", func(s *sitetest.Site) { s.Forget("ledger-*") }, nil},
		{"the facts are gone", func(s *sitetest.Site) { s.Forget("facts") }, nil},
		{"nothing is remembered", func(s *sitetest.Site) { s.Forget("*") }, nil},
	} {
		s := sitetest.New(t, large(40))
		s.Options.Timings = true
		s.Publish()
		s.Later()
		s.Publish()
		s.Write(story, s.Read(story)+"\nOnce there.\n")
		if c.do != nil {
			c.do(s)
		}
		if c.change == nil {
			c.change = func(*generator.Options) {}
		}
		rep, err := s.TryBuild(c.change, func(o *generator.Options) { o.Clean = c.name == "nothing is remembered" })
		if err != nil {
			t.Fatal(c.name, err)
		}
		if short(rep) {
			t.Errorf("%s: took the short way", c.name)
		}
		want, _ := s.Clean(c.change)
		if diff := sitetest.Diff(want, s.Output()); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

// Random edits of texts, most of them of words alone, with others between, and
// some taken back: every build gives what a clean one does.
func TestTextsIncremental(t *testing.T) {
	eachSeed(t, 2, 16, func(t *testing.T, next func() uint32, steps int) {
		d := &driver{t: t, files: large(16), next: next}
		d.first = maps.Clone(d.files)
		if next()%2 == 0 {
			d.files["site.toml"] += french
			d.files["content/stories/story-3.fr.md"] = "---\ntitle: Trois\nsummary: Une histoire de plus, et puis plus rien.\n---\n\nUne fois, [une autre](story-5.md).\n"
		}
		d.s = sitetest.New(t, d.files)
		d.s.Options.Timings = true
		quick := 0
		for i := range steps {
			for range d.pick(3) {
				f := d.some("content/stories/", ".md")
				switch d.pick(12) {
				case 0:
					d.log = append(d.log, "title")
					d.set(f, "title", fmt.Sprint("Title ", d.pick(3)))
				case 1:
					d.log = append(d.log, "word")
					d.put(f, d.files[f]+"\nWord "+d.word()+".\n")
				case 2:
					d.log = append(d.log, "back")
					if text, ok := d.first[f]; ok {
						d.put(f, text)
					}
				case 3:
					d.log = append(d.log, "link")
					d.put(f, d.files[f]+"\n[Once](story-"+fmt.Sprint(d.pick(16))+".md)\n")
				case 4:
					d.log = append(d.log, "touch")
					d.put(f, d.files[f])
				case 5:
					d.log = append(d.log, "a file")
					d.put("static/file.txt", d.word())
				default:
					d.log = append(d.log, "words again")
					d.put(f, d.files[f]+"\n"+one(d, "Once there.", "There was story.", "Much, as in what happened.", "Une fois.")+"\n")
				}
			}
			if d.pick(3) > 0 {
				d.s.Later()
			}
			rep := d.s.Build()
			if short(rep) {
				quick++
			}
			want, clean := d.s.Clean()
			if diff := sitetest.Diff(want, d.s.Output()); diff != "" && rep.Published {
				t.Fatalf("after %s:\n%s", strings.Join(d.log, ", "), diff)
			}
			if a, b := d.s.Findings(rep), d.s.Findings(clean); a != b {
				t.Fatalf("after %s:\n%s\nclean:\n%s", strings.Join(d.log, ", "), a, b)
			}
			if i%5 == 4 && rep.Published {
				if again := d.s.Build(func(o *generator.Options) { o.Verify = true }); len(again.Wrong) > 0 {
					t.Fatalf("after %s: wrong are %v", strings.Join(d.log, ", "), again.Wrong)
				}
			}
		}
		t.Logf("%d of %d builds took the short way: %s", quick, steps, strings.Join(d.log, ", "))
	})
}
