package vale

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/jdkato/prose/v3/summarize"
)

// Texts are counted as prose counts them, which is what Vale goes by.
func sameCounts(t *testing.T, text string, words *wordLengths) {
	t.Helper()
	got := measure(text, sentences, words)
	d := summarize.NewDocument(text)
	want := stats{d.NumWords, d.NumSentences, d.NumCharacters, d.NumSyllables, d.NumComplexWords, d.NumPolysylWords, d.NumLongWords}
	if got != want {
		t.Errorf("%q:\n got %v\nwant %v", text, got, want)
	}
}

var hard = []string{
	"", " ", "Hello", "Who came? Ada and Ben.", "The U.S.A. is far; the U.S.\nis far, xU.S. A. B.C", "It's 4½ miles to Łódź, isn't it?! \"No,\" she said.",
	"One.\n\nTwo. Three\n\n\n\nfour", "Café, cafés, naïve — co-operation's über-readability...", "1,000 A.B. I. A.I.", "'' ' '' . ? !", "\xff.\xc3 Ab.\xff",
}

func TestMeasure(t *testing.T) {
	var words wordLengths
	for _, text := range hard {
		sameCounts(t, text, &words)
	}
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts to count", err)
	}
	for _, f := range files[:min(6, len(files))] {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		sameCounts(t, string(src), &words)
	}
}

func FuzzMeasure(f *testing.F) {
	for _, text := range hard {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { sameCounts(t, text, &wordLengths{}) })
}
