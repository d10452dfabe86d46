// Package vale checks prose by rules in the format of Vale 3.22, so that a
// company can bring the styles it has, and so that Kith's own rules can be
// read, changed and taken elsewhere.
//
// A Set is rules, loaded once: Load reads a folder of styles with its
// .vale.ini, Parse a single rule. Set.Check runs them over a markdown.Prose and
// returns Alerts, with the place in the file where each stands. Rules that need
// more than words (spelling, sequence and script) are refused when they are
// loaded, by name, and everything else in the style is loaded.
//
// Which rules a hub has, how alerts become notes for a writer, and what is
// exempt as somebody else's words belong to others.
//
// Start with Set in set.go and check.go. rule.go reads a rule file; a file an
// extension point (existence.go, substitution.go, ...) says what it finds in a
// block. pattern.go makes that fast: nearly all rules are ruled out for a block
// by the letters it lacks. docs/voice-styles.md tells how we differ from Vale.
package vale
