package generator

import (
	"os"
	"path/filepath"
	"strings"

	"kith/generator/ledger"
)

// Share cards are kept in .kith/cards/, a file each, by what they show: another
// output folder, and a machine that builds afresh and has that folder from
// before, need not draw them again. What no page shows any more is taken out
// after each build, so that the face of somebody who doesn't want to be seen
// any more doesn't stay there.

// mostKept is how many are kept: with about 45 kB each, a quarter of a
// gigabyte. To draw the others of a larger hub again takes some milliseconds
// each.
const mostKept = 6000

// sumSize is that of the checksum behind each.
const sumSize = len(ledger.Digest{})

// open finds the cards that are kept, and makes their folder if there are to
// be any.
func (s *shareCards) open(dir string, any bool) {
	if any {
		_ = os.MkdirAll(dir, 0o755)
	}
	found, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	s.dir = dir
	s.kept.Store(int64(len(found)))
}

// file is the name under which a card is kept.
func (s *shareCards) file(card ledger.Digest, keeps string) string {
	return ledger.Bytes([]byte(card.String()+s.look.String()+keeps)).String() + ".png"
}

func (s *shareCards) read(name string) []byte {
	if s.dir == "" || s.l.opts.Verify {
		return nil
	}
	file, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil || len(file) < sumSize {
		return nil
	}
	data, sum := file[:len(file)-sumSize], file[len(file)-sumSize:]
	if ledger.Bytes(data) != ledger.Digest(sum) {
		return nil // damaged
	}
	return data
}

// write keeps a card. Where that can't be it is drawn again: nothing is lost
// but time.
func (s *shareCards) write(name string, data []byte) {
	if s.dir == "" || s.kept.Add(1) > mostKept {
		return
	}
	f, err := os.CreateTemp(s.dir, ".new-*")
	if err != nil {
		return
	}
	sum := ledger.Bytes(data)
	_, err = f.Write(append(data[:len(data):len(data)], sum[:]...))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(s.dir, name))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
}

// prune takes out what no output of this build shows.
func (s *shareCards) prune(now *ledger.Ledger) {
	if s.dir == "" {
		return
	}
	words := []string{""}
	for _, tag := range s.l.cfg.Tags() {
		words = append(words, s.l.theme.Word(tag, "kept-by", nil))
	}
	shown := map[string]bool{}
	for i := range now.Outputs {
		if !strings.HasPrefix(now.Outputs[i].ID, "share ") {
			continue
		}
		for _, q := range now.Outputs[i].Asked {
			for _, keeps := range words {
				shown[s.file(now.Questions[q].Answer, keeps)] = true
			}
		}
	}
	found, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, e := range found {
		if !shown[e.Name()] {
			_ = os.Remove(filepath.Join(s.dir, e.Name()))
		}
	}
}
