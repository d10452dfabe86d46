package sharecard

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// inScripts are titles in scripts that a shaper sets.
var inScripts = map[string]Card{
	"arabic":     {Title: "إبريق الشاي الذي غنّى في ثلاثة أعراس (Bosch 500)", Above: "أمينة يوسف", Beside: "تُصلح الأشياء", Line: "نُجيب خلال يوم عمل واحد"},
	"hebrew":     {Title: "הקומקום ששר בשלוש חתונות, ו־Ada שתיקנה אותו", Above: "רות אברמסון", Beside: "מתקנת דברים"},
	"devanagari": {Title: "जिस केतली ने तीन शादियों में गाना गाया", Above: "प्रिया रमन", Beside: "चीज़ें ठीक करती हैं"},
	"thai":       {Title: "กาน้ำที่ร้องเพลงในงานแต่งงานสามงานและกลับบ้านอย่างเงียบๆ", Above: "สมชาย ใจดี", Beside: "ซ่อมของ"},
}

// Letters join: what a shaper makes of a word is not its letters side by side.
func TestShaped(t *testing.T) {
	var buf sfnt.Buffer
	for text, want := range map[string]int{
		"क्ष":     1,  // three that are one
		"กำ":      -1, // this vowel comes apart
		"Ada شاي": -1,
	} {
		bare, f := pick(builtIn().Heads, text)
		if f == nil || !f.joined {
			t.Fatalf("%q is not shaped", text)
		}
		got, width := setter{f, fixed.I(60), &buf, fromRight(text)}.line(bare)
		if width <= 0 || want > 0 && len(got) != want {
			t.Errorf("%q is %d letters, %v wide", text, len(got), width)
		}
		for i := 1; i < len(got); i++ {
			if got[i].x < got[i-1].x-fixed.I(20) {
				t.Errorf("%q goes back from %v to %v", text, got[i-1].x, got[i].x)
			}
		}
	}
	// In the middle of a word and at its end a letter has another shape.
	same := map[sfnt.GlyphIndex]bool{}
	bare, f := pick(builtIn().Heads, "ببب")
	got, _ := setter{f, fixed.I(60), &buf, true}.line(bare)
	for _, g := range got {
		same[g.index] = true
	}
	if len(same) < 3 {
		t.Errorf("three letters have %d shapes", len(same))
	}
	// A name in other letters stands where it is read: to the left of what
	// comes before it, in a line from the right, and itself from the left.
	text := "שלום Ada"
	bare, f = pick(builtIn().Heads, text)
	got, _ = setter{f, fixed.I(60), &buf, true}.line(bare)
	var order strings.Builder
	for _, g := range got {
		order.WriteByte(bare[g.at])
	}
	if !strings.HasPrefix(order.String(), "Ada") || got[0].f.id == got[len(got)-1].f.id {
		t.Errorf("%q is seen as %q", text, order.String())
	}
	// Thai has no spaces: lines end where a syllable begins.
	if parts := breaks("กาน้ำที่ร้องเพลงในงานแต่งงาน"); len(parts) < 3 {
		t.Errorf("one line of %d pieces", len(parts))
	}
}

// The same card is the same bytes, drawn by many at once. KITH_LOOK=folder
// keeps them to look at.
func TestScripts(t *testing.T) {
	p := NewPainter(look)
	for name, c := range inScripts {
		c.People = photo("a")
		want, err := p.PNG(&c)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				if got, _ := p.PNG(&c); !bytes.Equal(got, want) {
					t.Errorf("%s is another picture the second time", name)
				}
			})
		}
		wg.Wait()
		without := c
		without.Title, without.Above = "", ""
		other, err := p.PNG(&without)
		if err != nil || bytes.Equal(other, want) {
			t.Errorf("%s: nothing was set (%v)", name, err)
		}
		if _, err := png.Decode(bytes.NewReader(want)); err != nil {
			t.Error(err)
		}
		if dir := os.Getenv("KITH_LOOK"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".png"), want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
