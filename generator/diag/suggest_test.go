package diag

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var crew = []Candidate{
	{"ada-okonjo", []string{"Ada Okonjo", "Ada"}},
	{"ana-lopez", []string{"Ana López", ""}},
	{"bo-chen", []string{"Bo Chen"}},
	{"jo-hobbin", []string{"Jo Hobbin"}},
	{"margaret-fenn", []string{"Margaret Fenn", "Mrs Fenn"}},
	{"علي-حسن", []string{"علي حسن"}},
	{"strasse", []string{"Straße"}},
}

func TestNearest(t *testing.T) {
	for name, want := range map[string]string{
		"ana-lopes":      "ana-lopez",
		"Ana Lopez":      "ana-lopez",
		"ana lópez":      "ana-lopez",
		"ana-lpoez":      "ana-lopez",
		"adaa":           "ada-okonjo",
		"Ada":            "ada-okonjo",
		"okonjo":         "ada-okonjo",
		"marg":           "margaret-fenn",
		"Mrs Fenn":       "margaret-fenn",
		"bo_chen":        "bo-chen",
		"علي-حسين":       "علي-حسن",
		"zzz":            "",
		"":               "",
		"!!!":            "",
		"quite-somebody": "",
	} {
		got := strings.Join(Nearest(name, crew), " ")
		if first, _, _ := strings.Cut(got, " "); first != want {
			t.Errorf("Nearest(%q) = %q, want %q first", name, got, want)
		}
	}
	many := []Candidate{{ID: "aaa1"}, {ID: "aaa2"}, {ID: "aaa3"}, {ID: "aaa4"}}
	if got := Nearest("aaa", many); !slices.Equal(got, []string{"aaa1", "aaa2", "aaa3"}) {
		t.Errorf("got %v", got)
	}
}

func TestDidYouMean(t *testing.T) {
	for name, want := range map[string]string{
		"ana-lopes": `did you mean Ana López ("ana-lopez")?`,
		"nobody":    "",
		"strase":    `did you mean Straße ("strasse")?`,
	} {
		if got := DidYouMean(name, crew); got != want {
			t.Errorf("DidYouMean(%q) = %q, want %q", name, got, want)
		}
	}
	many := []Candidate{{ID: "aaa1"}, {ID: "aaa2"}, {ID: "aaa3"}}
	if got := DidYouMean("aaa", many); got != `did you mean "aaa1", "aaa2" or "aaa3"?` {
		t.Errorf("got %q", got)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Ana López": "ana-lopez", "  a--b  ": "a-b", "ＡＢＣ": "abc", "É": "e", "---": "", "x²": "x2", "Ωmega": "ωmega",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"a", "", 1},
		{"abc", "abc", 0},
		{"abc", "acb", 1},
		{"abc", "abd", 1},
		{"abc", "ab", 1},
		{"kitten", "sitting", 3},
		{"日本", "本日", 1},
		{"ca", "abc", 3},
	} {
		if got := Distance(c.a, c.b); got != c.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func FuzzDistance(f *testing.F) {
	f.Add("ana-lopes", "ana-lopez")
	f.Add(strings.Repeat("a", 200), "a")
	f.Add("日本", "\xff")
	f.Fuzz(func(t *testing.T, a, b string) {
		d := Distance(a, b)
		x, y := len([]rune(a)), len([]rune(b))
		switch {
		case d != Distance(b, a):
			t.Fatal("it matters which way one looks")
		case d > max(x, y) || d < max(x, y)-min(x, y):
			t.Fatalf("%d between %d and %d characters", d, x, y)
		case (d == 0) != (string([]rune(a)) == string([]rune(b))):
			t.Fatalf("distance %d", d)
		}
		Nearest(a, []Candidate{{ID: b, Words: []string{a}}})
		if Fold(Fold(a)) != Fold(a) {
			t.Fatalf("folded twice, %q becomes %q", Fold(a), Fold(Fold(a)))
		}
	})
}

// TestDistanceUpTo: giving up early changes no answer within the limit.
func TestDistanceUpTo(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		var b strings.Builder
		for range rnd.IntN(7) {
			b.WriteRune([]rune("abcé日")[rnd.IntN(5)])
		}
		return b.String()
	}
	for range 2_000 {
		a, b := word(), word()
		want := plainDistance([]rune(a), []rune(b))
		if got := Distance(a, b); got != want {
			t.Fatalf("Distance(%q, %q) = %d, want %d", a, b, got, want)
		}
		for limit := 1; limit <= 3; limit++ {
			if got := distanceUpTo(limit, a, b); got != want && (got <= limit || want <= limit) {
				t.Fatalf("distanceUpTo(%d, %q, %q) = %d, want %d", limit, a, b, got, want)
			}
		}
	}
}

// plainDistance is Distance as the definition has it.
func plainDistance(x, y []rune) int {
	if len(x) == 0 || len(y) == 0 {
		return len(x) + len(y)
	}
	a, b := len(x)-1, len(y)-1
	cost := 1
	if x[a] == y[b] {
		cost = 0
	}
	d := min(plainDistance(x[:a], y)+1, plainDistance(x, y[:b])+1, plainDistance(x[:a], y[:b])+cost)
	if a > 0 && b > 0 && x[a] == y[b-1] && x[a-1] == y[b] {
		d = min(d, plainDistance(x[:a-1], y[:b-1])+1)
	}
	return d
}

// BenchmarkNearest is a hub of old posts with one broken link.
func BenchmarkNearest(b *testing.B) {
	var all []Candidate
	for i := range 3000 {
		all = append(all, Candidate{ID: fmt.Sprintf("/stories/2011-03-04-what-happened-%d/", i)})
	}
	for b.Loop() {
		Nearest("/2011/03/our-summer-fete.html", all)
	}
}
