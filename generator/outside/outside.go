// Package outside asks other people's sites whether what we link to is still
// there. It knows addresses and answers, and nothing of hubs.
//
// It is polite: each host is asked for one thing at a time, with a rest in
// between, and nothing it said lately is asked again. What can't be told, since
// a host is slow or keeps machines out, is no answer: only what is surely gone
// is Gone. Start with Ask; memory.go is what is remembered from run to run.
package outside

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// State says what became of an address.
type State uint8

// The states.
const (
	Unknown State = iota // nobody could tell
	There
	Moved // for good, to another address
	Gone
)

// Answer is what a site said of an address.
type Answer struct {
	State State
	// Status is the number it answered with; 0 without an answer.
	Status int
	// To is where it has moved.
	To string
	// Why says in a few words why it is gone, or can't be told.
	Why string
}

// Asker asks. The zero Asker is ready.
type Asker struct {
	// Agent says who asks.
	Agent string
	// Hosts is how many hosts are asked at a time, Rest how long one is left
	// alone between two questions, Wait how long an answer may take. Zero is 8,
	// half a second and 15 seconds.
	Hosts      int
	Rest, Wait time.Duration
	// Progress hears of each answer. May be nil.
	Progress func(done, total int)
}

// most is how many redirects are followed.
const most = 8

// Ask asks for all addresses, each once. When ctx ends, those not asked yet are
// Unknown.
func (a Asker) Ask(ctx context.Context, addresses []string) map[string]Answer {
	if a.Hosts == 0 {
		a.Hosts = 8
	}
	if a.Rest == 0 {
		a.Rest = time.Second / 2
	}
	if a.Wait == 0 {
		a.Wait = 15 * time.Second
	}
	byHost := map[string][]string{}
	total := 0
	for _, address := range slices.Compact(slices.Sorted(slices.Values(addresses))) {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" {
			continue
		}
		byHost[strings.ToLower(u.Host)] = append(byHost[strings.ToLower(u.Host)], address)
		total++
	}
	out := make(map[string]Answer, total)
	var mu sync.Mutex
	var done atomic.Int64
	var wg sync.WaitGroup
	places := make(chan struct{}, a.Hosts)
	client := a.client()
	for _, list := range byHost {
		wg.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			for n, address := range list {
				if n > 0 && !rest(ctx, a.Rest) || ctx.Err() != nil {
					return
				}
				answer := a.one(ctx, client, address)
				mu.Lock()
				out[address] = answer
				mu.Unlock()
				if n := done.Add(1); a.Progress != nil {
					a.Progress(int(n), total)
				}
			}
		})
	}
	wg.Wait()
	return out
}

// rest waits, and reports whether there is still somebody who wants to know.
func rest(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

func (a Asker) client() *http.Client {
	return &http.Client{
		Timeout: a.Wait,
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DialContext: (&net.Dialer{Timeout: a.Wait}).DialContext,
			TLSHandshakeTimeout: a.Wait, MaxIdleConnsPerHost: 1, ForceAttemptHTTP2: true,
		},
		// One step at a time, to know where something has moved for good.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// one asks for one address, first without its bytes: many sites answer that.
func (a Asker) one(ctx context.Context, client *http.Client, address string) Answer {
	answer := a.follow(ctx, client, http.MethodHead, address)
	if answer.Status >= 400 || answer.Status == 0 && answer.State == Unknown {
		answer = a.follow(ctx, client, http.MethodGet, address)
	}
	return answer
}

func (a Asker) follow(ctx context.Context, client *http.Client, method, address string) Answer {
	at, forGood := address, true
	for range most {
		req, err := http.NewRequestWithContext(ctx, method, at, nil)
		if err != nil {
			return Answer{Why: "it is no address one can ask at"}
		}
		req.Header.Set("User-Agent", a.Agent)
		req.Header.Set("Accept", "*/*")
		resp, err := client.Do(req)
		if err != nil {
			return failed(err)
		}
		resp.Body.Close()
		switch s := resp.StatusCode; {
		case s == http.StatusNotFound || s == http.StatusGone:
			return Answer{State: Gone, Status: s, Why: map[int]string{404: "nothing is there (404)", 410: "it is gone for good (410)"}[s]}
		case s >= 300 && s < 400 && s != http.StatusNotModified:
			to, err := resp.Location()
			if err != nil {
				return Answer{State: Unknown, Status: s, Why: "it leads on to nowhere"}
			}
			if to.Scheme != "http" && to.Scheme != "https" {
				return Answer{State: There, Status: s}
			}
			forGood = forGood && (s == http.StatusMovedPermanently || s == http.StatusPermanentRedirect)
			at = to.String()
		case s >= 400:
			return Answer{State: Unknown, Status: s, Why: "it lets no machine look (" + http.StatusText(s) + ")"}
		case at != address && forGood:
			return Answer{State: Moved, Status: s, To: at}
		default:
			return Answer{State: There, Status: s}
		}
	}
	return Answer{State: Gone, Why: "it leads round in circles"}
}

// failed words a question that nobody answered. A host that doesn't exist is
// gone; all else may be the weather.
func failed(err error) Answer {
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var host x509.HostnameError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return Answer{State: Gone, Why: "there is no such site"}
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return Answer{Why: "its certificate has run out: browsers warn of it"}
	case errors.As(err, &host), errors.As(err, &unknown), errors.As(err, &record), errors.As(err, &invalid):
		return Answer{Why: "browsers don't trust its certificate"}
	case errors.Is(err, context.DeadlineExceeded) || isTimeout(err):
		return Answer{Why: "it didn't answer in time"}
	}
	return Answer{Why: "it couldn't be reached"}
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}
