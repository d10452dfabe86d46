package generator

import (
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kith/generator/ledger"
	"kith/generator/markdown"
)

// colours remembers code in colour, by what was written: finding the colours
// takes longer than all else that happens to a text, so it happens once.
//
// A run that colours something new writes it to a file of its own in .kith/,
// colours-<number>. All such files are read, the later ones counting. So any
// number of builds and previews can run at once and none waits for another:
// what one has not seen of another's, it colours itself. A file is a head and
// records with checksums; what is damaged or cut short counts as not there.
type colours struct {
	dir  string // "" where nothing can be kept
	once sync.Once

	mu    sync.Mutex
	known map[ledger.Digest]*coloured
	seen  []colourFile // of earlier runs, in order
	fresh colourFile   // this run's own, the last; made when it is needed
	full  bool         // writing failed
}

type colourFile struct {
	*os.File
	number int
	size   int64
}

// coloured is where a result lies. Its lock is held while it is being made:
// whoever else wants it waits.
type coloured struct {
	mu   sync.Mutex
	file *os.File // nil: nowhere yet
	at   int64
	size int
	sum  uint32
}

const (
	coloursMagic = "kith colours 1\n"
	coloursHead  = len(coloursMagic) + len(ledger.Digest{})
	// A record is its key, the size and the checksum of the HTML, the checksum
	// of all this, and the HTML.
	colourHead = len(ledger.Digest{}) + 3*4
	// manyColours is how many files there may be until they become one, and
	// spareColours how far they may outgrow the first.
	manyColours  = 64
	spareColours = 4 << 20
)

// colour makes what is remembered. A test counts its calls.
var colour = markdown.Colour

func newColours(dir string) *colours { return &colours{dir: dir, known: map[ledger.Digest]*coloured{}} }

// get returns code in colour.
func (c *colours) get(lang, code string) []byte {
	c.once.Do(c.load)
	key := colourKey(lang, code)
	c.mu.Lock()
	e := c.known[key]
	if e == nil {
		e = new(coloured)
		c.known[key] = e
	}
	c.mu.Unlock()
	e.mu.Lock()
	defer e.mu.Unlock()
	html, ok := e.read()
	if !ok {
		html = colour(lang, code)
		c.put(key, e, html)
	}
	return html
}

func colourKey(lang, code string) ledger.Digest {
	return ledger.Bytes([]byte(lang + "\x00" + code))
}

// coloursKey stands for what results depend on besides language and code.
func coloursKey() ledger.Digest {
	return ledger.Bytes([]byte(cmp.Or(markdown.Colourist(), programDigest())))
}

func (e *coloured) read() ([]byte, bool) {
	if e.file == nil {
		return nil, false
	}
	html := make([]byte, e.size)
	_, err := e.file.ReadAt(html, e.at)
	return html, err == nil && crc32.Checksum(html, castagnoli) == e.sum
}

// put keeps a result. Where that cannot be it is made again when it is wanted
// again: nothing is lost but time.
func (c *colours) put(key ledger.Digest, e *coloured, html []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.full {
		return
	}
	if c.fresh.File == nil && !c.fresh.create(c.dir, c.last()+1) {
		c.full = true
		return
	}
	if !c.fresh.append(key, e, html) {
		c.full = true
	}
}

// last is the highest number of a file seen.
func (c *colours) last() int {
	if n := len(c.seen); n > 0 {
		return c.seen[n-1].number
	}
	return 0
}

// create makes a file with this number or, if another run has that, a later
// one. Without a folder it is one that is gone with the process.
func (f *colourFile) create(dir string, number int) bool {
	var err error
	if dir == "" {
		if f.File, err = os.CreateTemp("", "kith-colours-*"); err != nil {
			f.File = nil
			return false
		}
		_ = os.Remove(f.Name()) // where a system cannot, close removes it
		return true
	}
	for {
		f.File, err = os.OpenFile(colourPath(dir, number), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
		number++
	}
	if err != nil {
		f.File = nil
		return false
	}
	f.number = number
	return true
}

func colourPath(dir string, number int) string {
	return filepath.Join(dir, "colours-"+strconv.Itoa(number))
}

// append writes a record and says where it lies.
func (f *colourFile) append(key ledger.Digest, e *coloured, html []byte) bool {
	b := make([]byte, 0, coloursHead+colourHead+len(html))
	if f.size == 0 {
		head := coloursKey()
		b = append(append(b, coloursMagic...), head[:]...)
	}
	sum := crc32.Checksum(html, castagnoli)
	from := len(b)
	b = append(b, key[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(html)))
	b = binary.BigEndian.AppendUint32(b, sum)
	b = binary.BigEndian.AppendUint32(b, crc32.Checksum(b[from:], castagnoli))
	at := f.size + int64(len(b))
	b = append(b, html...)
	if _, err := f.WriteAt(b, f.size); err != nil {
		return false
	}
	f.size += int64(len(b))
	e.file, e.at, e.size, e.sum = f.File, at, len(html), sum
	return true
}

// load finds out what earlier runs left.
func (c *colours) load() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dir == "" {
		return
	}
	names, _ := filepath.Glob(filepath.Join(c.dir, "colours-*"))
	for _, name := range names {
		_, number, _ := strings.Cut(filepath.Base(name), "-")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || name != colourPath(c.dir, n) {
			continue
		}
		if f, err := os.Open(name); err == nil {
			c.seen = append(c.seen, colourFile{File: f, number: n})
		}
	}
	slices.SortFunc(c.seen, func(a, b colourFile) int { return a.number - b.number })
	for i := range c.seen {
		c.index(&c.seen[i])
	}
}

// index notes what is in a file, up to where it makes no sense.
func (c *colours) index(f *colourFile) {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	var head [max(coloursHead, colourHead)]byte
	key := coloursKey()
	if _, err := f.ReadAt(head[:coloursHead], 0); err != nil || string(head[:coloursHead]) != coloursMagic+string(key[:]) {
		return
	}
	f.size = int64(coloursHead)
	for {
		if _, err := f.ReadAt(head[:colourHead], f.size); err != nil {
			return
		}
		numbers := head[len(ledger.Digest{}):]
		e := &coloured{
			file: f.File, at: f.size + int64(colourHead),
			size: int(binary.BigEndian.Uint32(numbers)), sum: binary.BigEndian.Uint32(numbers[4:]),
		}
		end := e.at + int64(e.size)
		if binary.BigEndian.Uint32(numbers[8:]) != crc32.Checksum(head[:colourHead-4], castagnoli) || end > info.Size() {
			return
		}
		c.known[ledger.Digest(head[:])] = e
		f.size = end
	}
}

// save makes one file of many, without what nothing wants any more, if they
// have become too many or too large.
func (c *colours) save(wanted func() (map[ledger.Digest]bool, error)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := c.seen
	if c.fresh.File != nil {
		all = append(all, c.fresh)
	}
	if c.dir == "" || len(all) < 2 {
		return nil
	}
	var size int64
	for _, f := range all {
		size += f.size
	}
	if len(all) <= manyColours && size <= 2*all[0].size+spareColours {
		return nil
	}
	keep, err := wanted()
	if err != nil {
		return err
	}
	one := colourFile{}
	if !one.create(c.dir, max(c.last(), c.fresh.number)+1) {
		return nil
	}
	known := map[ledger.Digest]*coloured{}
	for key := range keep {
		if e := c.known[key]; e != nil {
			if html, ok := e.read(); ok {
				known[key] = new(coloured)
				if !one.append(key, known[key], html) {
					break // what is missing will be made again
				}
			}
		}
	}
	for _, f := range all {
		f.Close()
		_ = os.Remove(f.Name())
	}
	c.known, c.seen, c.fresh = known, []colourFile{one}, colourFile{}
	return nil
}

func (c *colours) close() {
	for _, f := range append(c.seen, c.fresh) {
		if f.File != nil {
			f.Close()
		}
	}
	if c.dir == "" && c.fresh.File != nil {
		_ = os.Remove(c.fresh.Name())
	}
}
