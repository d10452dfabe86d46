package vale_test

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"kith/generator/diag"
	"kith/generator/vale"
)

// What is remembered is what would be found, in this process and in the next,
// and by as many goroutines as there are.
func TestMemory(t *testing.T) {
	for _, name := range []string{"kinds", "places", "comments", "settings"} {
		src, err := os.ReadFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		a := txtar.Parse(src)
		fsys, err := txtar.FS(a)
		if err != nil {
			t.Fatal(err)
		}
		check := func(m *vale.Memory) map[string][]vale.Alert {
			var list diag.List
			set := vale.Load(fsys, "styles", &list)
			if m != nil {
				set.Remember(m)
			}
			out := map[string][]vale.Alert{}
			var lock sync.Mutex
			var wg sync.WaitGroup
			for _, f := range a.Files {
				for round := range 2 {
					wg.Go(func() {
						got := checkFile(set, f.Name, f.Data)
						lock.Lock()
						defer lock.Unlock()
						key := fmt.Sprint(f.Name, round)
						out[key] = got
					})
				}
			}
			wg.Wait()
			return out
		}
		want := check(nil)
		m := vale.NewMemory()
		for _, what := range []string{"an empty memory", "a full one", "one from disk"} {
			if got := check(m); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: with %s other things are found", name, what)
			}
			if what == "a full one" {
				var b bytes.Buffer
				if err := m.Write(&b); err != nil {
					t.Fatal(err)
				}
				if m, err = vale.ReadMemory(&b); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// Other rules find other things, whatever was remembered of the first ones.
func TestMemoryOfOtherRules(t *testing.T) {
	m := vale.NewMemory()
	text := []byte("foo and bar\n")
	for _, word := range []string{"foo", "bar"} {
		var list diag.List
		s := vale.New()
		s.Parse("Own.Rule", "Own/Rule.yml", []byte("extends: existence\nmessage: \"'%s'\"\ntokens: ["+word+"]\n"), &list)
		s.Remember(m)
		if got := checkFile(s, "a.md", text); len(got) != 1 || got[0].Match != word {
			t.Errorf("%s: %+v", word, got)
		}
	}
}
