package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// Listener is a preview's place on the network.
type Listener struct {
	all []net.Listener
	// URL is where to look, without the path of the hub, as in
	// "http://localhost:3210".
	URL string
	// Port is the one in use.
	Port int
}

const portTries = 20

// Listen takes the port, or the next that is free. bind is an address or a
// name; "" is this machine's loopback, in both kinds of addresses, so that
// "localhost" leads here whichever a browser tries first.
func Listen(bind string, port int) (*Listener, error) {
	var first error
	for i := range portTries {
		l, err := listen(bind, port+i)
		if err == nil {
			return l, nil
		}
		if first == nil {
			first = err
		}
		if !errors.Is(err, syscall.EADDRINUSE) || port == 0 || port+i >= 65535 {
			break
		}
	}
	return nil, fmt.Errorf("could not listen on port %d: %w", port, first)
}

func listen(bind string, port int) (*Listener, error) {
	hosts := []string{bind}
	shown := bind
	if bind == "" {
		hosts, shown = []string{"127.0.0.1", "::1"}, "localhost"
	}
	l := &Listener{}
	for i, host := range hosts {
		ln, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err != nil {
			if i > 0 && !errors.Is(err, syscall.EADDRINUSE) {
				continue // a machine without IPv6
			}
			l.Close()
			return nil, err
		}
		l.all = append(l.all, ln)
		port = ln.Addr().(*net.TCPAddr).Port //nolint:forcetypeassert // we asked for tcp
	}
	l.Port = port
	if ip := net.ParseIP(bind); ip != nil && ip.IsUnspecified() {
		shown = "localhost"
	}
	l.URL = "http://" + net.JoinHostPort(shown, strconv.Itoa(port))
	return l, nil
}

// Close lets go of the port.
func (l *Listener) Close() {
	for _, ln := range l.all {
		_ = ln.Close()
	}
}

// Serve answers requests until ctx is done, then ends what is open and
// returns.
func (s *Server) Serve(ctx context.Context, l *Listener) error {
	// No limit on writing: pages listen for changes for hours.
	srv := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	failed := make(chan error, len(l.all))
	for _, ln := range l.all {
		go func() { failed <- srv.Serve(ln) }()
	}
	select {
	case err := <-failed:
		s.Close()
		_ = srv.Close()
		return fmt.Errorf("serving the preview: %w", err)
	case <-ctx.Done():
	}
	s.Close()
	end, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := srv.Shutdown(end); err != nil {
		_ = srv.Close()
	}
	return nil
}
