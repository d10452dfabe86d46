package vale

import "kith/generator/diag"

func (s *Set) readINI(string, *diag.List) {}
