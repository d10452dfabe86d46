package amend_test

import (
	"strings"
	"testing"

	"kith/generator/amend"
	"kith/generator/diag"
	"kith/generator/meta"
)

var plain, full = amend.Item{Text: "leverage"}, amend.Item{
	Text: "leverage", Key: "words", More: []amend.Field{{Key: "because", Value: `it's a "lever"`}},
}

// Each case is the file before and after; what is not new must be as it was.
func TestKeep(t *testing.T) {
	for name, c := range map[string]struct {
		item       amend.Item
		was, after string
	}{
		"first of a file": {plain, "---\ntitle: A # so\n# last\n---\nText\n", "---\ntitle: A # so\n# last\nvoice_keep:\n  - \"leverage\"\n---\nText\n"},
		"with a reason": {
			full, "---\ntitle: A\n---\nText\n",
			"---\ntitle: A\nvoice_keep:\n  - words: \"leverage\"\n    because: \"it's a \\\"lever\\\"\"\n---\nText\n",
		},
		"below others": {
			full, "---\nvoice_keep:\n    - utilise\n    # a remark\n    - words: really\n      because: x\n\ntitle: A\n---\nText",
			"---\nvoice_keep:\n    - utilise\n    # a remark\n    - words: really\n      because: x\n    - words: \"leverage\"\n      because: \"it's a \\\"lever\\\"\"\n\ntitle: A\n---\nText",
		},
		"at the margin":     {plain, "---\nvoice_keep:\n- utilise\ntitle: A\n---\n", "---\nvoice_keep:\n- utilise\n- \"leverage\"\ntitle: A\n---\n"},
		"in brackets":       {plain, "---\nvoice_keep: [it's, 'a, ]b'] # so\ntitle: A\n---\n", "---\nvoice_keep: [it's, 'a, ]b', \"leverage\"] # so\ntitle: A\n---\n"},
		"in empty brackets": {full, "---\nvoice_keep: [ ]\n---\n", "---\nvoice_keep: [ {words: \"leverage\", because: \"it's a \\\"lever\\\"\"}]\n---\n"},
		"over lines": {
			plain, "---\nvoice_keep: [\n  {words: a},  # one ]\n  b,\n]\ntitle: A\n---\n",
			"---\nvoice_keep: [\n  {words: a},  # one ]\n  b,\n \"leverage\"]\ntitle: A\n---\n",
		},
		"over lines without a comma": {
			plain, "---\nvoice_keep: [\n  a,\n  b  # two\n  ]\ntitle: A\n---\n",
			"---\nvoice_keep: [\n  a,\n  b, \"leverage\"  # two\n  ]\ntitle: A\n---\n",
		},
		"a name without a value": {plain, "---\nvoice_keep:\ntitle: A\n---\n", "---\nvoice_keep:\n  - \"leverage\"\ntitle: A\n---\n"},
		"a text alone":           {plain, "---\nvoice_keep: utilise  # ours\ntitle: A\n---\n", "---\nvoice_keep: [utilise, \"leverage\"]  # ours\ntitle: A\n---\n"},
		"a quoted text alone":    {plain, "---\nvoice_keep: 'it''s'\n---\n", "---\nvoice_keep: ['it''s', \"leverage\"]\n---\n"},
		"Windows": {
			plain, "\ufeff---\r\ntitle: A\r\n---\r\nText\r\n",
			"\ufeff---\r\ntitle: A\r\nvoice_keep:\r\n  - \"leverage\"\r\n---\r\nText\r\n",
		},
		"no fields":         {plain, "Text: more\n", "---\nvoice_keep:\n  - \"leverage\"\n---\nText: more\n"},
		"no fields, a mark": {plain, "\ufeffText\r\n", "\ufeff---\r\nvoice_keep:\r\n  - \"leverage\"\r\n---\r\nText\r\n"},
		"closed by dots":    {plain, "---\ntitle: A\n...\nText\n", "---\ntitle: A\nvoice_keep:\n  - \"leverage\"\n...\nText\n"},
		"TOML":              {plain, "+++\ntitle = \"A\"\n+++\n", "+++\ntitle = \"A\"\nvoice_keep = [\"leverage\"]\n+++\n"},
		"TOML with a table": {
			full, "+++\r\ntitle = \"A\"\r\n[image]\r\nsrc = \"a.png\"\r\n+++\r\n",
			"+++\r\nvoice_keep = [{words = \"leverage\", because = \"it's a \\\"lever\\\"\"}]\r\ntitle = \"A\"\r\n[image]\r\nsrc = \"a.png\"\r\n+++\r\n",
		},
		"TOML, a list":       {plain, "+++\nvoice_keep = [\n  'a',\n  \"]\", # two\n]\n+++\n", "+++\nvoice_keep = [\n  'a',\n  \"]\", # two\n \"leverage\"]\n+++\n"},
		"TOML, a text alone": {plain, "+++\nvoice_keep = \"a\" # one\n+++\n", "+++\nvoice_keep = [\"a\", \"leverage\"] # one\n+++\n"},
		"TOML, tables": {
			full, "+++\ntitle = \"A\"\n[[voice_keep]]\nwords = \"a\"\n+++\n",
			"+++\ntitle = \"A\"\n[[voice_keep]]\nwords = \"a\"\n[[voice_keep]]\nwords = \"leverage\"\nbecause = \"it's a \\\"lever\\\"\"\n+++\n",
		},
	} {
		got, err := amend.Keep([]byte(c.was), "voice_keep", c.item)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if string(got) != c.after {
			t.Errorf("%s:\n%q, want\n%q", name, got, c.after)
		}
	}
}

func TestKeepRefusesWhatItMightDisturb(t *testing.T) {
	for name, was := range map[string]string{
		"never ends":       "---\ntitle: A\nText\n",
		"no list":          "---\nvoice_keep: {a: b}\n---\n",
		"a long text":      "---\nvoice_keep: >\n  a\n  b\n---\n",
		"not UTF-8":        "---\ntitle: \xff\n---\n",
		"twice":            "---\nvoice_keep: [a]\nvoice_keep: [b]\n---\n",
		"an anchor":        "---\nvoice_keep: &a [x]\n---\n",
		"a list unclosed":  "---\nvoice_keep: [a\ntitle: B\n---\n",
		"a text over two":  "---\nvoice_keep: one\n  two\n---\n",
		"TOML, a number":   "+++\nvoice_keep = 3\n+++\n",
		"TOML, long texts": "+++\nvoice_keep = \"\"\"\na\"\"\"\n+++\n",
	} {
		if got, err := amend.Keep([]byte(was), "voice_keep", plain); err == nil {
			t.Errorf("%s became %q", name, got)
		}
	}
}

// Whatever the fields are, the item is in them afterwards and nothing else is
// another, or the text is refused.
func FuzzKeep(f *testing.F) {
	f.Add("---\ntitle: A\nvoice_keep: [a, 'b']\n---\nText", "words", "why")
	f.Add("+++\n[[voice_keep]]\nwords='a'\n[image]\n+++\n", `a "b" \`, "")
	f.Add("---\r\nvoice_keep:\r\n  - a\r\n  # x\r\n---\r\n", "é\u00a0\u2028", "#")
	f.Add("Text", "a\nb", "")
	f.Fuzz(func(t *testing.T, src, words, why string) {
		item := amend.Item{Text: words, Key: "words"}
		if why != "" {
			item.More = []amend.Field{{Key: "because", Value: why}}
		}
		got, err := amend.Keep([]byte(src), "voice_keep", item)
		if err != nil {
			return
		}
		if len(got) <= len(src) || strings.Trim(words, " ") == "" {
			return
		}
		var list diag.List
		m, _, _ := meta.Parse("x.md", got, &list)
		if m.Damaged() || !m.Has("voice_keep") {
			t.Errorf("%q became %q", src, got)
		}
	})
}
