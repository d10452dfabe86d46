package content

import (
	"fmt"
	"net/url"
	"strings"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/meta"
	"kith/generator/model"
	"kith/generator/phone"
)

// This file is about addresses behind which nobody stands: those that nobody
// reads, and those that somebody reads, and nobody says who.

// roleInbox warns of an address that looks like one that several people read,
// where it isn't said who they are.
func (r reader) roleInbox(t meta.Text, address string, readers []model.Ref) {
	if address == "" || len(readers) > 0 || !phone.RoleInbox(address) {
		return
	}
	r.bad("role-inbox", t, fmt.Sprintf("%s looks like an inbox of several people, and nobody says who reads it", diag.Quote(address)),
		"give the person's own address, or add answered_by: with those who read it")
}

// unread refuses an address that nobody reads. In a field it is an error: the
// page would offer it as the way to reach somebody.
func (r reader) unread(t meta.Text) {
	r.list.Append(diag.Diagnostic{
		Code: "no-reply", Severity: diag.Error, Pos: t.Pos, Len: t.Len,
		Message: fmt.Sprintf("%s says itself that nobody reads what is sent there", diag.Quote(t.Value)),
		Hint:    "give an address that somebody reads",
	})
}

// noReplyLinks warns of addresses in a text that nobody reads.
func noReplyLinks(file string, doc markdown.Body, list *diag.List) {
	for _, o := range doc.Outside {
		rest, ok := strings.CutPrefix(o.URL, "mailto:")
		if !ok {
			continue
		}
		address, _, _ := strings.Cut(rest, "?")
		if plain, err := url.PathUnescape(address); err == nil {
			address = plain
		}
		if phone.NoReply(address) {
			list.Add("no-reply", diag.Pos{File: file, Offset: o.Offset}, o.Len,
				fmt.Sprintf("%s says itself that nobody reads what is sent there", diag.Quote(address)),
				"link to the person who answers, as in [Ada](person:ada-okonjo)")
		}
	}
}
