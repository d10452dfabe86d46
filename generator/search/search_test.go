package search

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// cases are read by the browser suite too: what a word is must be the same
// in the index and in what is typed.
func cases(t testing.TB) (texts []string, words [][]string) {
	t.Helper()
	data, err := os.ReadFile("testdata/words.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][2]json.RawMessage
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		var text string
		var want []string
		if json.Unmarshal(row[0], &text) != nil || json.Unmarshal(row[1], &want) != nil {
			t.Fatalf("%s", row)
		}
		texts, words = append(texts, text), append(words, want)
	}
	return texts, words
}

func TestWords(t *testing.T) {
	texts, words := cases(t)
	for i, text := range texts {
		if got := Words(text); !slices.Equal(got, words[i]) {
			t.Errorf("Words(%q) = %q, want %q", text, got, words[i])
		}
	}
}

// all lists what was gathered, sorted.
func all(g Gathered) []string {
	out := strings.Fields(string(g.Lines))
	slices.Sort(out)
	return out
}

func set(words []string) []string {
	out := slices.Clone(words)
	slices.Sort(out)
	return slices.Compact(out)
}

func TestGather(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{`<p>The <em>kettle</em>, the <a href="/weddings/">three</a> KETTLES.</p>`, "kettle kettles the three"},
		{`<pre class="chroma"><code>func lamp()</code></pre><p>after</p>`, "after"},
		{`<p>salt &amp; vinegar, don&#39;t &lt;b&gt;</p>`, "dont salt vinegar"},
		{`<p>Łódź in the Straße</p>`, "in lodz strasse the"},
		{`<p>unfinished <a href="`, "unfinished"},
		{`x &`, ""},
		{``, ""},
	} {
		if got := strings.Join(all(Gather([]byte(c.html))), " "); got != c.want {
			t.Errorf("Gather(%q) has %q, want %q", c.html, got, c.want)
		}
	}
}

func TestGatheredIsASet(t *testing.T) {
	a, b := Gather([]byte("<p>tea and kettle</p>")), Gather([]byte("<p>Kettle, and kettle: tea!</p>"))
	if string(a.Lines) != string(b.Lines) || a.Sums != b.Sums {
		t.Errorf("the same words give %q and %q", a.Lines, b.Lines)
	}
	c := Gather([]byte("<p>tea and kettles</p>"))
	for bucket := range Buckets {
		same := string(Line(a.Lines, bucket)) == string(Line(c.Lines, bucket))
		if (Sum(a.Sums, bucket) == Sum(c.Sums, bucket)) != same {
			t.Errorf("bucket %d: lines alike %t, sums otherwise", bucket, same)
		}
	}
}

// A word and what it begins with stand in one file, from four letters
// on, and what is typed with another vowel.
func TestShardOfAPrefix(t *testing.T) {
	for _, n := range []int{4, 64, 256} {
		if Shard("kittle", n) != Shard("kettle", n) {
			t.Errorf("kittle and kettle stand in two of %d files", n)
		}
		for _, word := range []string{"kettle", "łódź", "工場", "الابواب", "01632"} {
			if r := []rune(word); len(r) > 4 && Shard(string(r[:4]), n) != Shard(word, n) {
				t.Errorf("%q and its beginning stand in two of %d files", word, n)
			}
			if !slices.Contains(BucketsOf(Shard(word, n), n), Bucket(word)) {
				t.Errorf("%q: bucket %d is not among those of file %d of %d", word, Bucket(word), Shard(word, n), n)
			}
		}
	}
}

func TestShards(t *testing.T) {
	for stories, want := range map[int]int{0: 4, 160: 4, 161: 8, 1000: 32, 10_000: 256, 100_000: 256} {
		if got := Shards(stories); got != want {
			t.Errorf("Shards(%d) = %d, want %d", stories, got, want)
		}
	}
}

// decode is what a client does with the stories of a word.
func decode(t testing.TB, s string) (hits []Hit, more bool) {
	s, more = strings.CutPrefix(s, "*")
	story, n, shift := 0, 0, 0
	for _, c := range s {
		d := strings.IndexRune(digits, c)
		if d < 0 {
			t.Fatalf("%q is no digit", c)
		}
		n |= (d & 31) << shift
		shift += 5
		if d < 32 {
			story += n >> 2
			hits = append(hits, NewHit(story, Weight(n&3)))
			n, shift = 0, 0
		}
	}
	if shift != 0 {
		t.Fatalf("%q ends within a number", s)
	}
	return hits, more
}

func TestFile(t *testing.T) {
	l := Lists{}
	for story := 999; story >= 0; story-- {
		line := "common"
		if story%400 == 7 {
			line += " rare"
		}
		l.Text([]byte(line), story)
	}
	l.Heads("rare", []Hit{NewHit(900, InTitle), NewHit(7, InTeller)})
	l.Heads("common", []Hit{NewHit(3, InTopic)})
	var file map[string]string
	if err := json.Unmarshal(l.File(), &file); err != nil {
		t.Fatal(err)
	}
	rare, more := decode(t, file["rare"])
	if want := []Hit{NewHit(7, InTeller), NewHit(407, InText), NewHit(807, InText), NewHit(900, InTitle)}; !slices.Equal(rare, want) || more {
		t.Errorf("rare: %v %t, want %v", rare, more, want)
	}
	common, more := decode(t, file["common"])
	if len(common) != mostHits || !more {
		t.Fatalf("common: %d stories, more %t", len(common), more)
	}
	if common[0] != NewHit(3, InTopic) || common[1] != NewHit(1000-mostHits+1, InText) {
		t.Errorf("what counts most, then the newest: begins with %v", common[:2])
	}
}

func TestNearFile(t *testing.T) {
	near := Near{Stories: 1, Shards: 4, Block: Block, Home: "/hub/", Host: Host{Name: "Ada"}, Finds: []Finds{
		{"people", []Thing{{Title: "A <b> & “c”", URL: "people/a/", Face: "A"}}},
		{"values", nil},
	}}
	data, err := near.File()
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	if got["home"] != "/hub/" || fmt.Sprint(got["people"]) != "[[A <b> & “c” people/a/    A]]" || fmt.Sprint(got["values"]) != "[]" {
		t.Errorf("%v", got)
	}
}

func FuzzWords(f *testing.F) {
	texts, _ := cases(f)
	for _, text := range texts {
		f.Add(text)
	}
	f.Add("<pre>x</pre>&amp;\xff'’")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range Words(text) {
			if again := Words(w); len(again) != 1 || again[0] != w {
				t.Errorf("%q has the word %q, which is %q", text, w, again)
			}
			if !utf8.ValidString(w) || strings.ContainsAny(w, "\" \n\\") || utf8.RuneCountInString(w) > longestWord {
				t.Errorf("%q has the word %q", text, w)
			}
		}
		Gather([]byte(text))
		if !utf8.ValidString(text) {
			return
		}
		got, want := all(Gather([]byte(html.EscapeString(text)))), set(Words(strings.NewReplacer(`"`, " ", "&", " ", "<", " ", ">", " ").Replace(text)))
		if !slices.Equal(got, want) {
			t.Errorf("%q as HTML has the words %q, as text %q", text, got, want)
		}
	})
}

func BenchmarkGather(b *testing.B) {
	page := []byte(strings.Repeat("<p>The course <em>was</em> kind; the winter was familiar; the surprise, for once, wasn’t neither “here” nor there.</p>\n", 50))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		Gather(page)
	}
}
