package preview

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"kith/generator/hosting"
)

// guard lets in who may see a preview. It holds drafts, so a page elsewhere on
// the web must not be able to read it: neither under a name of its own that
// suddenly leads to this machine (DNS rebinding), nor by asking kith's own
// addresses from across sites.
type guard struct {
	hosts []string
	any   bool
}

func newGuard(o Options) guard {
	g := guard{any: o.AnyAddress, hosts: []string{"localhost", "127.0.0.1", "::1"}}
	for _, h := range o.Hosts {
		g.hosts = append(g.hosts, strings.ToLower(h))
	}
	return g
}

// allowed checks the name in a request. A numeric address cannot be bent to
// lead elsewhere, so all of them are fine where we listen on all.
func (g guard) allowed(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if slices.Contains(g.hosts, host) {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && (g.any || addr.IsLoopback())
}

func (g guard) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		for _, o := range hosting.Headers(nil) {
			h.Set(o.Name, o.Value)
		}
		switch {
		case !g.allowed(r.Host):
			refuse(w, http.StatusForbidden, fmt.Sprintf("This preview answers to localhost only, not to %q, so that no web page can read your drafts.\n"+
				"To show it to others on your network, start it with kith serve --bind and this machine's address, and give them that address.", r.Host))
			return
		case r.Method != http.MethodGet && r.Method != http.MethodHead && r.URL.Path != changePath:
			h.Set("Allow", "GET, HEAD")
			refuse(w, http.StatusMethodNotAllowed, "A preview can be looked at, and nothing else.")
			return
		case isOwn(r.URL.Path) && (r.Header.Get("Sec-Fetch-Site") == "cross-site"):
			refuse(w, http.StatusForbidden, "This address is for the preview's own pages.")
			return
		}
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler { //nolint:errorlint // the value itself is panicked with
				log.Printf("this is a bug in kith: %v\n%s", p, debug.Stack())
				refuse(w, http.StatusInternalServerError, "This is a bug in kith. The terminal says more; please report it.")
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func refuse(w http.ResponseWriter, status int, say string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintln(w, say)
}

// changePath is the one address to which something can be sent.
const changePath = "/_kith/change"

// isOwn reports whether a path is one of kith's own, beside the site.
func isOwn(p string) bool { return strings.HasPrefix(p, "/_kith/") }

func unescape(p string) string {
	if clear, err := url.PathUnescape(p); err == nil {
		return clear
	}
	return p
}
