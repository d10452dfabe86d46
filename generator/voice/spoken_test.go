package voice

import (
	"regexp"
	"testing"
)

// What is done by hand finds what these would.
var (
	endWould  = regexp.MustCompile(`[.!?…]["”’»)\]]*\s+|[。！？]`)
	selfWould = regexp.MustCompile(`\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Mm]yself|[Oo]urselves|[Mm]ine|[Oo]urs)\b`)
	youWould  = regexp.MustCompile(`(?i)\byou(?:rs?|rself|rselves)?\b`)
	dayWould  = regexp.MustCompile(`\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|November|December|(?:19|20)\d\d)\b`)
	timeWould = regexp.MustCompile(`(?i)\b(?:half past|quarter (?:past|to)|noon|midday|midnight|morning|lunch|afternoon|evening|night|dawn|before (?:six|seven|eight|nine|ten)|at (?:five|six|seven|eight|nine|ten|eleven|twelve|one|two|three|four))\b`)
)

func FuzzSpoken(f *testing.F) {
	for _, s := range []string{
		"", "I came. We went (to you).  \"Yes!\" she said… and so?)] on", "Half past four, at six; quarter  to ten. AT NINE", "2024 19x0 May_2020 Monday, Mondays",
		"你好。再见！", "Wait... what?! no.", "your you're yourselves YOU yous", "ourselves-mine us_ I'm", "before ten at\nnight", "half-past quarter to", "\xff. \xc3!? …” x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var ends [][]int
		for from, to := range sentenceEnds(s) {
			ends = append(ends, []int{from, to})
		}
		want := endWould.FindAllStringIndex(s, -1)
		if len(ends) != len(want) {
			t.Fatalf("%q: sentences end at %v, not %v", s, ends, want)
		}
		for i := range ends {
			if ends[i][0] != want[i][0] || ends[i][1] != want[i][1] {
				t.Fatalf("%q: sentences end at %v, not %v", s, ends, want)
			}
		}
		if got, want := selves(s), len(selfWould.FindAllString(s, -1)); got != want {
			t.Errorf("%q: %d selves, not %d", s, got, want)
		}
		if got, want := addresses(s), youWould.MatchString(s); got != want {
			t.Errorf("%q: you: %v", s, got)
		}
		if got, want := hasDay(s), dayWould.MatchString(s); got != want {
			t.Errorf("%q: day: %v", s, got)
		}
		if got, want := saysTime(s), timeWould.MatchString(s); got != want {
			t.Errorf("%q: time: %v", s, got)
		}
	})
}
