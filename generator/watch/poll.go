package watch

import (
	"encoding/binary"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// poller looks at everything once, and returns the loop that looks again in every
// interval and ticks when it sees something else.
func (w *Watcher) poller(every time.Duration) func() {
	last := w.look()
	return func() {
		// A timer set anew after each look: looking may take longer than the interval.
		timer := time.NewTimer(every)
		defer timer.Stop()
		for {
			select {
			case <-w.done:
				return
			case <-timer.C:
			}
			if now := w.look(); now != last {
				last = now
				w.tick()
			}
			timer.Reset(every)
		}
	}
}

// look sums up names, sizes, times and kinds of all files in the roots.
func (w *Watcher) look() [16]byte {
	sum := fnv.New128a()
	var buf []byte
	note := func(path string, info fs.FileInfo) {
		buf = append(buf[:0], path...)
		buf = append(buf, 0)
		buf = binary.LittleEndian.AppendUint32(buf, uint32(info.Mode().Type()))
		if !info.IsDir() { // a folder's own time changes with ignored entries too
			buf = binary.LittleEndian.AppendUint64(buf, uint64(info.Size()))
			buf = binary.LittleEndian.AppendUint64(buf, uint64(info.ModTime().UnixNano()))
		}
		sum.Write(buf)
	}
	var walk func(path string)
	walk = func(path string) {
		entries, _ := os.ReadDir(path)
		for _, e := range entries {
			sub := filepath.Join(path, e.Name())
			if w.ignored(sub) {
				continue
			}
			info, err := e.Info()
			if err != nil {
				continue
			}
			note(sub, info)
			if e.IsDir() {
				walk(sub)
			}
		}
	}
	for _, root := range w.roots {
		info, err := os.Stat(root)
		if err != nil {
			continue
		}
		note(root, info)
		if info.IsDir() {
			walk(root)
		}
	}
	return [16]byte(sum.Sum(nil))
}
