package generator

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"kith/generator/darkroom"
	"kith/generator/diag"
	"kith/generator/ledger"
	"kith/generator/model"
	"kith/generator/picture"
	"kith/generator/theme"
)

// look finds out whether a file is a picture, and what there is to know of it
// without decoding it.
func (f *fact) look(data []byte) {
	if !picture.Looks(data) {
		f.Hidden = picture.HiddenIn(data)
		if !picture.Named(f.Path) {
			return
		}
	}
	info, err := picture.Probe(data)
	f.Width, f.Height = info.Width, info.Height
	f.Picture = &model.Picture{
		Format: string(info.Format), Scales: info.Scales(), Lossless: info.Alpha || info.Drawn,
		Misnamed: err == nil && !picture.FitsName(f.Path, info.Format), Sign: err == nil && info.Sign(), Hides: info.Metadata.Any(), Credit: info.Metadata.Credit,
	}
	switch {
	case info.Puzzling:
		f.Picture.Puzzling = info.Profile
	case info.Fades():
		f.Picture.Fades = info.Profile
	}
	var fault *picture.Fault
	if errors.As(err, &fault) {
		f.Picture.Reason, f.Picture.Words, f.Picture.Hint = string(fault.Reason), fault.Words, fault.Hint
	}
}

// openRoom opens where sizes of pictures are kept, unless it is open already.
func (l *line) openRoom() error {
	if l.room != nil {
		return nil
	}
	dir := l.stateDir()
	if dir != "" {
		dir = filepath.Join(dir, "pictures")
	}
	var err error
	l.room, err = darkroom.Open(dir)
	return err
}

// orderPictures tells the room which sizes the plan has.
func (l *line) orderPictures() error {
	limits := picture.Limits{Pixels: l.cfg.Images.MaxPixels}
	at := map[string]int{}
	var sources []darkroom.Source
	var sizes [][]picture.Size
	for i := range l.plan {
		s := l.plan[i].Size()
		if s == nil {
			continue
		}
		n, ok := at[s.Order.Digest]
		if !ok {
			n = len(sources)
			at[s.Order.Digest] = n
			sources = append(sources, darkroom.Source{
				File: s.File, Digest: s.Order.Digest, Limits: limits,
				Read: func() ([]byte, error) { return l.original(s.File, s.Order.Digest) },
			})
			sizes = append(sizes, nil)
		}
		sizes[n] = append(sizes[n], s.Order.Size)
	}
	if len(sources) == 0 {
		return nil
	}
	if err := l.openRoom(); err != nil {
		return err
	}
	for i, s := range sources {
		l.room.Want(s, sizes[i]...)
	}
	return nil
}

// original reads a picture, which has to be the one that was read before.
func (l *line) original(file, digest string) ([]byte, error) {
	data, err := l.slurp(file, 1<<31-1)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", file, err)
	}
	if ledger.Bytes(data).String() != digest {
		return nil, fmt.Errorf("%w: %s", ErrMoving, file)
	}
	return data, nil
}

// tone is what stands where a picture will come. Pages of a preview have it of
// pictures that were opened before, since finding it out takes decoding them.
func (l *line) tone(digest string) string {
	switch {
	case l.room == nil:
		return ""
	case l.opts.KnownTones:
		return l.room.KnownTone(digest)
	}
	return l.room.Tone(digest)
}

// tint is what [images] portraits asks for.
func (l *line) tint() picture.Tint {
	switch l.cfg.Images.Portraits {
	case "gray":
		return "gray"
	case "brand":
		dark, light := theme.Grays(l.cfg.Brand.Hue)
		return picture.Tint(strings.Trim(dark, "#") + "-" + strings.Trim(light, "#"))
	}
	return ""
}

// develop makes the sizes that neither the ledger nor the room has, before
// any page is made: decoded once, all cores busy, a word on how far it is.
// What is wrong with a picture inside is found here.
func (l *line) develop(was *past) error {
	if l.room == nil {
		return nil
	}
	kept := func(i int) bool {
		t := was.trace(i)
		return t != nil && t.Given == l.plan[i].Given && (was.found == nil || was.stands(i))
	}
	var digests []string
	asked := map[string]bool{}
	lacks := map[picture.Format]bool{}
	for i := range l.plan {
		o := &l.plan[i]
		s := o.Size()
		if s == nil || kept(i) || l.room.Has(s.Order) {
			continue
		}
		if f := s.Order.Size.Format; !lacks[f] {
			lacks[f] = true
			if err := darkroom.CanMake(f); err != nil {
				at, n := l.cfg.Place("images.formats")
				l.list.Add("missing-program", at, n, err.Error(), "Install it, or take the format out of [images] formats: JPEG always is made.")
			}
		}
		if d := s.Order.Digest; !asked[d] {
			asked[d] = true
			digests = append(digests, d)
		}
	}
	if len(digests) == 0 || diag.Count(l.findings(), diag.Error) > 0 {
		return nil
	}
	l.watch.stage("pictures: sizes that are not there yet")
	err := l.room.Make(digests, l.jobs(), func(done, total int) { l.progress("pictures", done, total) })
	return l.badPictures(err)
}

// badPictures turns what is wrong with pictures into findings, and hands on the
// rest.
func (l *line) badPictures(err error) error {
	if many, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // of ours, which joins them
		for _, e := range many.Unwrap() {
			if d, ok := Finding(e); ok {
				l.list.Append(d)
			} else {
				return err
			}
		}
		return nil
	}
	return err
}

// badPicture is the finding about a picture that turned out to be damaged when
// it was decoded.
func badPicture(bad *darkroom.Bad) diag.Diagnostic {
	return diag.Diagnostic{
		Code: "damaged-picture", Severity: diag.Error, Pos: diag.In(bad.File),
		Message: fmt.Sprintf("%s %s.", diag.Quote(path.Base(bad.File)), bad.Fault.Words), Hint: bad.Fault.Hint,
	}
}

// forgetHeld takes what was made of pictures that must not be shown out of the
// room, which may be shared.
func (l *line) forgetHeld() {
	if l.room == nil {
		return
	}
	shown := map[string]bool{}
	for i := range l.plan {
		if s := l.plan[i].Picture; s != nil {
			shown[s.Order.Digest] = true
		}
	}
	for _, f := range l.site.Files {
		if l.graph.Holds(f.Path) && !shown[f.Digest] {
			l.room.Forget(f.Digest)
		}
	}
}

// cleaned is a file as it is published: a picture without what is hidden in
// it. One that can't be read is cleaned as far as it goes.
func (l *line) cleaned(file string, data []byte) ([]byte, error) {
	if !picture.Looks(data) {
		return data, nil
	}
	clean, _, err := picture.Clean(data)
	var fault *picture.Fault
	if errors.As(err, &fault) {
		return picture.CleanBroken(data), nil
	}
	if err != nil {
		return nil, fmt.Errorf("cleaning %s: %w", file, err)
	}
	return clean, nil
}
