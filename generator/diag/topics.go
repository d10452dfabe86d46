package diag

// Topics are what findings can be about, in the order in which they are
// listed to people.
var Topics = []string{"files", "settings", "refs", "links", "reach", "consent", "faceless", "images", "a11y", "languages", "voice", "fresh", "theme"}

// Topic says what findings of a code are about.
func (c Code) Topic() string { return topicOf[c] }

var topicOf = func() map[Code]string {
	m := map[Code]string{}
	for topic, codes := range map[string][]Code{
		"files": {
			"unreadable-file", "not-text", "too-large", "front-matter", "duplicate-key", "unknown-key", "misspelt-key", "wrong-type", "bad-date",
			"bad-value", "bad-id", "long-id", "twin-id", "tags-in-text", "raw-html", "missing-title", "long-title", "summary", "too-long", "too-many",
			"too-many-values", "no-date", "unknown-section", "stray-file", "empty-block", "bad-block", "abstract-value", "reserved-name", "static-clash",
			"address-clash", "bad-address",
		},
		"settings":  {"unknown-setting", "bad-setting", "missing-setting", "bad-timezone", "bad-span", "bad-hours", "no-holidays", "old-kith", "security-expires", "legal-page"},
		"languages": {"bad-language", "same-language", "translation", "language-unanswered"},
		"refs": {
			"unknown-person", "unknown-value", "unknown-story", "unknown-contact", "unknown-place", "unknown-topic", "unknown-team", "unknown-page",
			"twin-terms", "unused-term", "self-reference", "not-staff",
		},
		"links": {"bad-link", "missing-file", "broken-link", "broken-anchor", "unpublished-link"},
		"reach": {
			"no-person", "faceless-page", "no-way-in", "no-way-in-route", "no-cover", "cover-loop", "no-successor", "no-successor-needed",
			"nobody-answers", "nobody-soon", "voice-only", "host-unreachable", "bad-status", "bad-phone", "unassigned-phone", "bad-email",
			"missing-role", "name-parts", "no-teller",
		},
		"faceless": {"role-inbox", "no-reply"},
		"consent":  {"missing-consent", "bad-consent", "no-consent", "name-left", "held-file", "consent-ends"},
		"images":   {"outside-picture", "logo-size", "bad-icon"},
		"a11y":     {"missing-alt", "low-contrast"},
		"theme":    {"template", "unknown-theme", "theme-string", "untranslated-words"},
		"fresh":    {"not-fresh"},
	} {
		for _, c := range codes {
			m[c] = topic
		}
	}
	return m
}()
