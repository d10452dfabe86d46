package preview

import (
	"cmp"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"kith/generator/amend"
	"kith/generator/voice"
)

// change is what a page asks for. It names a note and one of its offers; the
// words that are written are ours, but for the reason.
type change struct {
	Do     string `json:"do"` // "accept", "keep" or "undo"
	Page   string `json:"page"`
	Note   string `json:"note"`
	Fix    int    `json:"fix"`
	Reason string `json:"reason"`
	// Digest is that of the source which the note is about; of no use to undo.
	Digest string `json:"digest"`
	Undo   string `json:"undo"`
}

// changed is what became of it. Notes are those that hold now.
type changed struct {
	Said  string  `json:"said,omitempty"`
	Sorry string  `json:"sorry,omitempty"`
	Notes coached `json:"notes"`
}

const mostReason = 300 // letters

// forbidden says why a request may not change anything, or nothing. The
// reasons stand in the package comment.
func (s *Server) forbidden(r *http.Request) (status int, why string) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Method != http.MethodPost:
		return http.StatusMethodNotAllowed, "Changes are sent with POST."
	case s.opts.ReadOnly != "":
		return http.StatusForbidden, s.opts.ReadOnly
	case r.Header.Get("Origin") != "http://"+r.Host:
		return http.StatusForbidden, "Only a page of this preview may change a file."
	case r.Header.Get("Sec-Fetch-Site") != "" && r.Header.Get("Sec-Fetch-Site") != "same-origin":
		return http.StatusForbidden, "Only a page of this preview may change a file."
	case kind != "application/json":
		return http.StatusUnsupportedMediaType, "A change is sent as JSON."
	case subtle.ConstantTimeCompare([]byte(r.Header.Get("Kith-Token")), []byte(s.token)) != 1:
		return http.StatusForbidden, "This page is of an earlier preview. Load it again, then try once more."
	}
	return 0, ""
}

// change writes into a file below content/ what somebody accepted, keeps or
// takes back.
func (s *Server) change(w http.ResponseWriter, r *http.Request) {
	if status, why := s.forbidden(r); status != 0 {
		if status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", http.MethodPost)
		}
		refuse(w, status, why)
		return
	}
	var c change
	in := json.NewDecoder(io.LimitReader(r.Body, 64<<10))
	in.DisallowUnknownFields()
	if err := in.Decode(&c); err != nil {
		refuse(w, http.StatusBadRequest, "This is no change that kith knows.")
		return
	}
	st := s.wait(r)
	if st == nil {
		return
	}
	file := s.pageFile(st, c.Page)
	s.writing.Lock()
	done, now, err := s.carryOut(st, file, c)
	s.writing.Unlock()
	var no refusal
	switch {
	case errors.Is(err, amend.ErrChanged):
		// What it is now may already be known, or be on its way.
		st = s.knows(r, st, file, func(n Notes) bool { return amend.Digest(n.Source) != c.Digest })
		s.sendNotes(w, http.StatusConflict, changed{Sorry: "The file has changed in the meantime, so nothing was written. Here are the notes on it as it is now."}, st, file)
	case errors.As(err, &no):
		s.sendNotes(w, no.status, changed{Sorry: no.say}, st, file)
	case err != nil:
		s.sendNotes(w, http.StatusInternalServerError, changed{Sorry: "Nothing was written: " + err.Error() + "."}, st, file)
	default:
		st = s.knows(r, st, file, func(n Notes) bool { return amend.Digest(n.Source) == now })
		s.sendNotes(w, http.StatusOK, changed{Said: done}, st, file)
	}
}

// knows waits for a state in which the notes on a page are as wanted, though
// not for long: pages hear of what comes later as well.
func (s *Server) knows(r *http.Request, st *state, file string, wanted func(Notes) bool) *state {
	end := time.NewTimer(s.patience)
	defer end.Stop()
	for !wanted(st.notes(file)) {
		select {
		case <-st.superseded:
			st = s.now.Load()
		case <-end.C:
			return st
		case <-r.Context().Done():
			return st
		case <-s.close:
			return st
		}
	}
	return st
}

// refusal is a change that cannot be made, for a reason that whoever asked
// can do something about.
type refusal struct {
	status int
	say    string
}

func (r refusal) Error() string { return r.say }

// carryOut makes a change, and says so; now is the digest of the file with it.
// It holds the lock on writing.
func (s *Server) carryOut(st *state, file string, c change) (said, now string, err error) {
	if c.Do == "undo" {
		return s.takeBack(c.Undo)
	}
	n := st.notes(file)
	if n.Sheet == nil {
		return "", "", refusal{http.StatusNotFound, "There are no notes on this page."}
	}
	if amend.Digest(n.Source) != c.Digest {
		return "", "", amend.ErrChanged
	}
	note, ok := find(n.Sheet, c.Note)
	if !ok {
		return "", "", refusal{http.StatusNotFound, "There is no such note any more."}
	}
	one := undo{ID: rand.Text(), File: n.File}
	var after []byte
	switch c.Do {
	case "accept":
		if c.Fix < 0 || c.Fix >= len(note.Fixes) {
			return "", "", refusal{http.StatusBadRequest, "The note has no such offer."}
		}
		if at := note.Pos.Offset; at < 0 || at+note.Len > len(n.Source) || string(n.Source[at:at+note.Len]) != note.Words {
			return "", "", amend.ErrChanged
		}
		one.Said = fmt.Sprintf("Changed “%s” to “%s”.", short(note.Words), short(note.Fixes[c.Fix]))
		if note.Fixes[c.Fix] == "" {
			one.Said = fmt.Sprintf("Took out “%s”.", short(note.Words))
		}
		after, err = amend.Splice(n.Source, note.Pos.Offset, note.Len, note.Fixes[c.Fix])
	case "keep":
		one.Said = "Kept as it is."
		if note.Words != "" {
			one.Said = fmt.Sprintf("Kept “%s”.", short(note.Words))
		}
		after, err = keep(n.Source, note, c.Reason)
	default:
		return "", "", refusal{http.StatusBadRequest, "This is no change that kith knows."}
	}
	if err != nil {
		return "", "", err
	}
	if err := amend.Write(s.opts.Dir, one.File, n.Source, after); err != nil {
		return "", "", err
	}
	one = one.made(n.Source, after)
	s.undo.add(one)
	return one.Said, one.After, nil
}

func find(sheet *voice.Sheet, id string) (voice.Note, bool) {
	ids := noteIDs(sheet.Notes)
	for _, n := range sheet.Notes {
		if ids[n.Rank] == id {
			return n, true
		}
	}
	return voice.Note{}, false
}

// keep puts words on the list of those that somebody chose to keep.
func keep(src []byte, n voice.Note, reason string) ([]byte, error) {
	reason = strings.Join(strings.Fields(reason), " ")
	if len([]rune(reason)) > mostReason {
		return nil, refusal{http.StatusBadRequest, fmt.Sprintf("A reason has at most %d letters.", mostReason)}
	}
	words, rule := n.Keep()
	item := amend.Item{Text: words}
	byHand := fmt.Sprintf("%q", words)
	if words == "" {
		item = amend.Item{Key: "rule", Text: rule}
		byHand = fmt.Sprintf("{rule: %s}", rule)
	}
	if reason != "" {
		item.Key = cmp.Or(item.Key, "words")
		item.More = []amend.Field{{Key: "why", Value: reason}}
	}
	out, err := amend.Keep(src, "voice_keep", item)
	if err != nil {
		return nil, refusal{http.StatusUnprocessableEntity, fmt.Sprintf("The fields at the top of the file are written in a way that kith doesn't want to disturb. Add this line yourself: voice_keep: [%s]", byHand)}
	}
	return out, nil
}

// takeBack puts the old bytes of a file back, if nobody has changed it since.
func (s *Server) takeBack(id string) (said, now string, err error) {
	one, ok := s.undo.get(id)
	if !ok {
		return "", "", refusal{http.StatusNotFound, "There is nothing to take back any more."}
	}
	after, err := amend.Read(s.opts.Dir, one.File)
	if err != nil {
		return "", "", err
	}
	was, ok := one.before(after)
	if ok {
		err = amend.Write(s.opts.Dir, one.File, after, was)
	}
	if !ok || errors.Is(err, amend.ErrChanged) {
		return "", "", refusal{http.StatusConflict, "The file has changed since, so it stays as it is: taking this back would lose what came after."}
	}
	if err != nil {
		return "", "", err
	}
	s.undo.drop(id)
	return "It is as it was.", amend.Digest(was), nil
}
