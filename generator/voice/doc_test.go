package voice_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"kith/generator/voice"
)

var update = flag.Bool("update", false, "write docs/voice-rules.md anew")

const manual = "../../docs/voice-rules.md"

// TestManual keeps docs/voice-rules.md the same as the rules.
func TestManual(t *testing.T) {
	var b bytes.Buffer
	b.WriteString(manualIntro)
	for _, part := range []struct {
		heading string
		native  bool
	}{
		{"## Rules of words\n\nThey are files in Vale's format, in [generator/voice/rules](../generator/voice/rules): read them, copy them into a\nstyle of your own, change them there.", false},
		{"## Rules that know the hub\n\nThey need more than words: who there is, what kind of page this is, who said what. So they aren't files.", true},
	} {
		fmt.Fprintf(&b, "\n%s\n", part.heading)
		for _, r := range voice.Defaults() {
			if (r.File == "") != part.native {
				continue
			}
			fmt.Fprintf(&b, "\n### %s\n\n*%s*%s. %s\n\n%s\n\n", r.Name, r.Level, on(r), code(r.Says()), r.Why)
			if r.Try != "" {
				fmt.Fprintf(&b, "Try: %s\n\n", r.Try)
			}
			fmt.Fprintf(&b, "| before | after |\n|---|---|\n| %s | %s |\n", cell(r.Before), cell(r.After))
		}
	}
	want := b.Bytes()
	if *update {
		if err := os.WriteFile(manual, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/voice-rules.md is not what the rules say: run go test ./generator/voice -run Manual -update")
	}
}

func on(r voice.Rule) string {
	if r.On == "" {
		return ""
	}
	return ", for " + r.On
}

func code(s string) string { return "`" + s + "`" }

func cell(s string) string {
	if strings.ContainsAny(s, "[<*") {
		s = code(s)
	}
	return strings.ReplaceAll(s, "|", `\|`)
}

const manualIntro = `# The rules of the voice check

<!-- Made from generator/voice by its tests. Don't edit it here: change the rule
     and run go test ./generator/voice -run Manual -update -->

These rules come with Kith. What your own house says and leaves stands in ` + "`content/voice.md`" + ` ([how to write
it](content.md#how-we-talk)); styles that others have written can be added ([voice-styles.md](voice-styles.md)).
` + "`kith explain Kith.Jargon`" + ` says about a rule what this page says.

A rule was kept only if it had something helpful to say about stories that two hundred people had written at
their work, and seldom anything else. Three things keep them quiet:

- What somebody says in a quotation is theirs. Only a link that says nothing is mentioned there.
- Rules that count (long sentences, long paragraphs, short forms, capitals in headings) have one note a page, about
  the worst place.
- A preview shows five notes, the ones most worth reading. So does ` + "`kith check`" + `, unless it is given the page's path.

*must fix* is for what does harm: a wrong name, nobody to reach, a placeholder, a link that says nothing, an apology
that owns nothing. ` + "`kith check`" + ` leaves with 1 for it. *worth a look* and *idea* are what they say. On a contact page
VaguePromise, ContactWhom, NoReply and RoleNotPerson must be fixed; in a lesson Passive is worth a look, and any
exclamation mark.

Most of these rules are about English. In other languages five rules hold that go by names and marks (NamedHuman,
QuoteOwner, NameSpelling, TermCase, FormatShape), and three that count words (SentenceLength, LongSentence,
ParagraphLength) where words have spaces between them; the words themselves are for ` + "`content/voice.<language>.md`" + `.

To turn a rule up, down or off for the whole hub, in site.toml:

    [voice.rules]
    "Kith.PlainWord" = "off"
    "Kith.TheUser" = {level = "must-fix", reason = "Ruth has had enough of it"}

and on one page, at its top:

    voice_keep:
      - {words: leverage, why: it's about an actual lever}
      - {rule: Kith.QuoteOwner, why: she asked not to be named}

In the rule files, an offer that ends in an ellipsis ("people…") is a hint: ` + "`kith check --fix`" + ` never writes it. The keys
` + "`try`, `before` and `after`" + ` are Kith's; Vale itself doesn't know them, so take them out of a copy that Vale is to read.
`
