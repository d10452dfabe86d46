package markdown

import "strings"

// marks are how a language sets quotations.
type marks struct {
	open, close   string // for "
	open1, close1 string // for '
	spaced        bool   // French: a fixed space before : ; ! ?
}

const nbsp, thin = "\u00a0", "\u202f"

// marksOf follows CLDR. A tag with a region wins over the bare language.
var marksOf = map[string]marks{
	"en":    {"“", "”", "‘", "’", false},
	"fr":    {"«" + nbsp, nbsp + "»", "“", "”", true},
	"fr-ch": {"«" + thin, thin + "»", "‹" + thin, thin + "›", true},
	"de":    {"„", "“", "‚", "‘", false},
	"de-ch": {"«", "»", "‹", "›", false},
	"de-li": {"«", "»", "‹", "›", false},
	"es":    {"«", "»", "“", "”", false},
	"es-mx": {"“", "”", "‘", "’", false},
	"es-us": {"“", "”", "‘", "’", false},
	"ca":    {"«", "»", "“", "”", false},
	"gl":    {"“", "”", "‘", "’", false},
	"eu":    {"«", "»", "“", "”", false},
	"pt":    {"“", "”", "‘", "’", false},
	"pt-pt": {"«", "»", "“", "”", false},
	"it":    {"«", "»", "“", "”", false},
	"ro":    {"„", "”", "«", "»", false},
	"nl":    {"“", "”", "‘", "’", false},
	"sv":    {"”", "”", "’", "’", false},
	"fi":    {"”", "”", "’", "’", false},
	"da":    {"“", "”", "‘", "’", false},
	"nb":    {"«", "»", "‘", "’", false},
	"no":    {"«", "»", "‘", "’", false},
	"nn":    {"«", "»", "‘", "’", false},
	"is":    {"„", "“", "‚", "‘", false},
	"pl":    {"„", "”", "«", "»", false},
	"cs":    {"„", "“", "‚", "‘", false},
	"sk":    {"„", "“", "‚", "‘", false},
	"sl":    {"„", "“", "‚", "‘", false},
	"hr":    {"„", "“", "‚", "‘", false},
	"sr":    {"„", "“", "‘", "’", false},
	"bg":    {"„", "“", "‚", "‘", false},
	"hu":    {"„", "”", "»", "«", false},
	"et":    {"„", "“", "‚", "‘", false},
	"lt":    {"„", "“", "‚", "‘", false},
	"lv":    {"“", "”", "‘", "’", false},
	"el":    {"«", "»", "“", "”", false},
	"ru":    {"«", "»", "„", "“", false},
	"uk":    {"«", "»", "„", "“", false},
	"be":    {"«", "»", "„", "“", false},
	"tr":    {"“", "”", "‘", "’", false},
}

func marksFor(lang string) marks {
	lang = strings.ToLower(strings.ReplaceAll(lang, "_", "-"))
	for lang != "" {
		if m, ok := marksOf[lang]; ok {
			return m
		}
		i := strings.LastIndexByte(lang, '-')
		lang = lang[:max(i, 0)]
	}
	return marksOf["en"]
}

// frenchSpace returns the fixed space that belongs between prev and next, or "".
func frenchSpace(prev, next []byte) string {
	if strings.HasSuffix(string(prev[max(0, len(prev)-2):]), "«") {
		return nbsp
	}
	if len(next) == 0 {
		return ""
	}
	switch next[0] {
	case ':':
		return nbsp
	case ';', '!', '?':
		return thin
	}
	if string(next) == "»" {
		return nbsp
	}
	return ""
}
