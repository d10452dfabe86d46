package publish

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A record is the list of paths that are ours, kept as a journal: a file of lines
// that only grows, and is written anew when most of it is history.
//
//	kith publish 1   the first line
//	+ path           on record; its file is about to be written for the first time
//	~ path           its file is about to be replaced or removed
//	- path           off the record; its file is gone
//	.                everything above is done
//
// Paths named since the last "." are unsettled: a run was cut short. A last line without its
// newline was cut short itself, before anything it speaks of was done.
type record struct {
	file      string
	live      map[string]bool // on record
	unsettled map[string]bool
	size      int64 // bytes of whole lines in the file; 0: no file, or not one of ours
	lines     int
	at        func(op, path string) error
}

const recordHead = "kith publish 1\n"

func loadRecord(file string, at func(op, path string) error) (*record, error) {
	r := &record{file: file, live: map[string]bool{}, unsettled: map[string]bool{}, at: at}
	data, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, failed("read the record of published files", file, err)
	}
	if !bytes.HasPrefix(data, []byte(recordHead)) {
		return r, nil // missing or not ours to understand: as if we had made nothing
	}
	data = data[:bytes.LastIndexByte(data, '\n')+1]
	r.size = int64(len(data))
	r.lines = bytes.Count(data, []byte{'\n'})
	// One string for the file and slices of it as paths: one allocation, not one a line.
	text := string(data[len(recordHead):])
	r.live = make(map[string]bool, r.lines)
	settled := 0 // what stands before the last "."
	if at := strings.LastIndex(text, "\n.\n"); at >= 0 {
		settled = at + 1
	}
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		r.read(line, at < settled)
		at += len(line) + 1
	}
	return r, nil
}

// read applies one line. A line that makes no sense is skipped: then a file of
// ours counts as somebody else's and stays, never the other way round.
func (r *record) read(line string, settled bool) {
	if line == "." {
		clear(r.unsettled)
		return
	}
	if len(line) < 3 || line[1] != ' ' || badPath(line[2:]) != "" {
		return
	}
	path := line[2:]
	switch line[0] {
	case '+':
		r.live[path] = true
		if !settled {
			r.unsettled[path] = true
		}
	case '~':
		if !settled && r.live[path] {
			r.unsettled[path] = true
		}
	case '-':
		delete(r.live, path)
		delete(r.unsettled, path)
	}
}

// begin notes, durably, what is about to be written and removed.
func (r *record) begin(write, remove []string) error {
	var b strings.Builder
	for _, p := range write {
		if r.live[p] {
			line(&b, '~', p)
		} else {
			line(&b, '+', p)
		}
	}
	for _, p := range remove {
		line(&b, '~', p)
	}
	return r.append(b.String(), true)
}

// done notes that everything begun has happened. It need not be durable: an
// unsettled path is only looked at once more.
func (r *record) done(removed []string) error {
	var b strings.Builder
	for _, p := range removed {
		line(&b, '-', p)
	}
	b.WriteString(".\n")
	if err := r.append(b.String(), false); err != nil {
		return err
	}
	if r.lines > 2*len(r.live)+1000 {
		return r.rewrite()
	}
	return nil
}

// forget takes paths off the record whose files are known not to exist.
func (r *record) forget(paths []string) error {
	if len(paths) == 0 {
		return nil
	}
	slices.Sort(paths)
	var b strings.Builder
	for _, p := range paths {
		line(&b, '-', p)
	}
	return r.append(b.String(), false)
}

func line(b *strings.Builder, verb byte, path string) {
	b.WriteByte(verb)
	b.WriteByte(' ')
	b.WriteString(path)
	b.WriteByte('\n')
}

// append adds whole lines to the file and, only when they are there, to memory.
func (r *record) append(text string, durable bool) error {
	fresh := r.size == 0
	whole := text
	if fresh {
		whole = recordHead + text
	}
	err := r.write(whole, durable)
	if err == nil && fresh && durable {
		err = syncFolder(filepath.Dir(r.file))
	}
	if err != nil {
		return failed("write the record of published files", r.file, err)
	}
	r.size += int64(len(whole))
	r.lines += strings.Count(whole, "\n")
	for l := range strings.Lines(text) {
		r.read(strings.TrimSuffix(l, "\n"), false)
	}
	return nil
}

// write puts text after the last whole line, over what a failed write left there.
func (r *record) write(text string, durable bool) (err error) {
	if err := r.at("record", r.file); err != nil {
		// What is lost in a cut is the end, wherever it falls.
		_ = r.writeAt(text[:len(text)*2/3], false)
		return err
	}
	return r.writeAt(text, durable)
}

func (r *record) writeAt(text string, durable bool) error {
	f, err := os.OpenFile(r.file, os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	err = f.Truncate(r.size)
	if err == nil {
		_, err = io.WriteString(io.NewOffsetWriter(f, r.size), text)
	}
	if err == nil && durable {
		if err = r.at("sync", r.file); err == nil {
			err = f.Sync()
		}
	}
	return errors.Join(err, f.Close())
}

// rewrite replaces the journal by one that says the same without the history.
func (r *record) rewrite() error {
	var b strings.Builder
	b.WriteString(recordHead)
	for _, p := range sorted(r.live) {
		line(&b, '+', p)
	}
	b.WriteString(".\n")
	next := record{file: r.file + ".new", at: r.at}
	err := next.write(b.String(), true)
	if err == nil {
		if err = r.at("rename", r.file); err == nil {
			err = os.Rename(next.file, r.file)
		}
	}
	if err != nil {
		_ = os.Remove(next.file)
		return failed("write the record of published files", r.file, err)
	}
	r.size = int64(b.Len())
	r.lines = len(r.live) + 2
	return nil
}
