package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/model"
	"kith/generator/rename"
	"kith/generator/sitetest"
)

// retirings is the hub of renamings with something to stand in each place.
func retirings() sitetest.Files {
	return renameHub().With("content/places/barn.md", "---\nname: The barn\n---\n\nUp the lane.\n").
		With("content/teams/benches.md", "---\nname: The benches\n---\n").
		With("content/series/tuesdays.md", "---\ntitle: Tuesdays\n---\n").
		With("content/stories/lids.md", "---\ntitle: All about lids\nsummary: A story about lids that has no lid in it, for once, and nothing else.\ndate: 2026-10-01\nauthors: [bo-chen]\nseries: tuesdays\nvalues: [say-so]\n---\n\nLids.\n").
		With("content/handbook/coffee.md", "---\ntitle: Coffee\n---\n\nOne spoon.\n").
		Replace("content/stories/many.md", "[its lid](kettle/lid.png), ", "").
		Replace("content/contact/letters.md", "fallback: [person:ana-lopez, broken]", "fallback: [person:ana-lopez]")
}

func retire(t *testing.T, s *sitetest.Site, q rename.Retiree) (*rename.Plan, []rename.Use) {
	t.Helper()
	site := generator.Open(s.Options)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		t.Fatal(err)
	}
	plan, uses, _, err := snap.Retire(q)
	if err != nil {
		t.Fatalf("retiring %s %s: %v", q.Kind, q.ID, err)
	}
	return plan, uses
}

// Retired with something in its place, nothing is found that was not before,
// nothing names it any more, and its address leads on.
func TestRetire(t *testing.T) {
	for _, c := range []struct {
		kind         model.Kind
		id, to       string
		from, target string // addresses
	}{
		{"story", "kettle", "lids", "stories/kettle/", "/stories/lids/"},
		{"route", "letters", "broken", "contact/letters/", "/contact/broken/"},
		{"topic", "repairs", "Letters", "topics/repairs/", "/topics/letters/"},
		{"team", "workshop", "Benches", "teams/workshop/", "/teams/benches/"},
		{"place", "shed", "barn", "places/shed/", "/places/barn/"},
		{"series", "mondays", "tuesdays", "series/mondays/", "/series/tuesdays/"},
		{"page", "handbook/tea", "handbook/coffee", "handbook/tea/", "/handbook/coffee/"},
		{"person", "bo-chen", "ana-lopez", "", ""},
		{"person", "ana-lopez", "bo-chen", "", ""},
		{"value", "say-so", "mend-first", "", ""},
	} {
		t.Run(fmt.Sprint(c.kind, " ", strings.ReplaceAll(c.id, "/", " ")), func(t *testing.T) {
			t.Parallel()
			files := retirings()
			if c.kind == "person" {
				files = files.Replace("content/people/bo-chen/index.md", "status: on_leave\nleave: {from: 2026-12-01, until: 2026-12-24, cover: ana-lopez}\n", "")
			}
			s := sitetest.New(t, files)
			before := rows(s.Publish())
			plan, uses := retire(t, s, rename.Retiree{Kind: c.kind, ID: c.id, To: c.to})
			if len(uses) > 0 {
				t.Fatalf("in use: %v", uses)
			}
			if err := plan.Write(s.Dir); err != nil {
				t.Fatal(err)
			}
			s.Later()
			rep := s.Publish()
			for _, d := range rep.Findings {
				if name := fmt.Sprint(d.Severity, " ", d.Code); before[name] == 0 && d.Severity == diag.Error {
					t.Errorf("a new finding:\n%s", s.Findings(rep))
				}
			}
			if c.from == "" {
				return
			}
			page := s.Output()[c.from+"index.html"]
			if !strings.Contains(page, "refresh") || !strings.Contains(page, c.target) {
				t.Errorf("/%s does not lead on to %s:\n%s", c.from, c.target, page)
			}
			for _, g := range plan.Gone {
				if s.Read(g) != "" {
					t.Errorf("%s is still there", g)
				}
			}
		})
	}
}

// What is in use stays, and every place that needs it is told: on its line,
// and no other.
func TestRetireInUse(t *testing.T) {
	for _, c := range []struct {
		kind model.Kind
		id   string
		want []string // words at the places
	}{
		{"person", "ana-lopez", []string{"ana-lopez", "person:ana-lopez"}},
		{"route", "broken", []string{"contact:broken"}},
		{"topic", "repairs", []string{"Repairs", "topic:repairs"}},
		{"place", "shed", []string{"shed", "place:shed"}},
		{"page", "about", []string{"page:about", "about.md"}},
	} {
		t.Run(fmt.Sprint(c.kind), func(t *testing.T) {
			t.Parallel()
			s := sitetest.New(t, renameHub())
			plan, uses := retire(t, s, rename.Retiree{Kind: c.kind, ID: c.id})
			if plan != nil || len(uses) == 0 {
				t.Fatalf("%s would go", c.id)
			}
			seen := map[string]bool{}
			for _, u := range uses {
				text := s.Read(u.Pos.File)
				if u.Pos.Offset < 0 || u.Pos.Offset+u.Len > len(text) {
					t.Fatalf("%v is nowhere in its file", u)
				}
				seen[text[u.Pos.Offset:u.Pos.Offset+u.Len]] = true
			}
			for _, w := range c.want {
				if !seen[w] {
					t.Errorf("no use is at %q: %v", w, seen)
				}
			}
		})
	}
}

// Nothing that nobody needs stays because of us, and its address says so.
func TestRetireUnused(t *testing.T) {
	s := sitetest.New(t, retirings().With("content/pages-note.md", "---\ntitle: A note\naliases: [/old-note/]\n---\n\nNobody links here.\n"))
	s.Publish()
	plan, uses := retire(t, s, rename.Retiree{Kind: "page", ID: "pages-note"})
	if len(uses) > 0 {
		t.Fatalf("in use: %v", uses)
	}
	if err := plan.Write(s.Dir); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(s.Read("site.toml"), "from = \"/pages-note/\"\nstatus = 410") {
		t.Errorf("site.toml does not say that it is gone:\n%s", s.Read("site.toml"))
	}
}

// Without a story there is no list of them. Links to it keep their words, so
// that taking the last one back is not held up by them.
func TestLastStory(t *testing.T) {
	files := sitetest.Hub().With("content/about.md", "---\ntitle: About\n---\n\nWe are few. [The stories](/stories/) say the rest, and [all of them](stories/_index.md).\n").
		With("content/stories/_index.md", "---\ntitle: All stories\n---\n")
	for name := range files {
		if strings.HasPrefix(name, "content/stories/") && !strings.HasSuffix(name, "_index.md") {
			delete(files, name)
		}
	}
	s := sitetest.New(t, files)
	rep := s.Build()
	told := 0
	for _, d := range rep.Findings {
		if d.Pos.File == "content/about.md" {
			if told++; d.Code != "unpublished-link" {
				t.Errorf("%s: %s", d.Code, d.Message)
			}
		}
	}
	if told != 2 || !rep.Published {
		t.Fatalf("%d links are told, published %t:\n%s", told, rep.Published, s.Findings(rep))
	}
	if page := s.Output()["about/index.html"]; !strings.Contains(page, "The stories say the rest, and all of them.") {
		t.Errorf("the words are gone:\n%s", page)
	}
}
