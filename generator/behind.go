package generator

// Try makes a file and lets go of its bytes: for finding out behind a
// preview, page by page, whether all of them can be made. Bytes would keep
// every page of the hub in memory.
func (s *Snapshot) Try(file string) error {
	i, ok := s.line.index.of[file]
	if !ok {
		return ErrNoPage
	}
	s.mu.Lock()
	m, ok := s.made[file]
	s.mu.Unlock()
	if ok {
		return m.err
	}
	_, _, err := s.line.bytes(&s.line.plan[i])
	return err
}
