package vale

// Case is an example in a rule file (tests:).
type Case struct{ Name string }

func (f *fields) cases(string) []Case { f.get("tests"); return nil }
