package vale

import "kith/generator/markdown"

func (s *Set) builtIn()                                                   {}
func (s *Set) vocabularyRules()                                           {}
func (s *Set) patches(file string, src []byte, body int) []markdown.Patch { return nil }
