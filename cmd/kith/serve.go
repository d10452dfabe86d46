package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/hosting"
	"kith/generator/preview"
	"kith/generator/watch"
)

// defaultPort is where the preview is, unless somebody else is there already.
const defaultPort = 3210

type serveFlags struct {
	bind            string
	port            int
	open, published bool
	noNotes, edits  bool
	poll            time.Duration
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:        "serve",
		Short:      "Look at the hub while you write",
		SuggestFor: []string{"server", "preview", "watch", "dev", "start"},
		Long: `Shows the hub in your browser, on this machine only, and keeps what you see up
to date while you write. Drafts and stories whose day is still to come are
there as well, with a mark. Nothing is written to public/.

When something is wrong, the page says what, where, and what would help; the
last good version stays underneath. Places in files are links: set KITH_EDITOR
to vscode, vscodium, cursor, zed, idea, sublime, textmate or bbedit and they
open your editor (or to a link with {path}, {line} and {column} in it). Without
it they show the file.

Beside the text stand notes on its words, where there are any worth having: what
a reader hears, and a way out. Accept one and your file is changed; undo takes
it back. "Hide the notes" hides them, --no-notes never asks for them.

Ctrl-C ends it.`,
		Example: `  kith serve
  kith serve --open
  kith serve --bind 192.168.1.20   # for a telephone on the same network`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			opts, err := a.options(cmd)
			if err != nil {
				return err
			}
			if f.port < 0 || f.port > 65535 {
				return wrongCall(cmd, "--port is a number from 0 to 65535, not %d.", f.port)
			}
			return a.serve(cmd, opts, f)
		},
	}
	fl := cmd.Flags()
	fl.IntVarP(&f.port, "port", "p", defaultPort, "be at this `NUMBER`, or the next that is free; 0 takes any")
	fl.StringVar(&f.bind, "bind", "", "listen on this `ADDRESS`, so that others can look (this machine only)")
	fl.BoolVar(&f.open, "open", false, "open a browser")
	fl.BoolVar(&f.noNotes, "no-notes", false, "leave out the notes on words beside the text")
	fl.BoolVar(&f.edits, "allow-edits", false, "with --bind: let everybody who can look accept notes, which changes your files")
	fl.BoolVar(&f.published, "published", false, "show only what a build would publish today")
	fl.DurationVar(&f.poll, "poll", 0, "look for changes every so often, as in `2s`, where the system cannot tell")
	return cmd
}

// hub is the pipeline as the preview wants it.
type hub struct {
	*generator.Snapshot
	builtin func(string) []byte
	quiet   bool // no notes
}

func (h hub) Base() string                { return h.Snapshot.Base }
func (h hub) Headers() []hosting.Header   { return h.Snapshot.Headers }
func (h hub) Findings() []diag.Diagnostic { return h.Snapshot.Findings }

func (h hub) Bytes(file string) ([]byte, error) {
	data, err := h.Snapshot.Bytes(file)
	if errors.Is(err, generator.ErrNoPage) {
		err = preview.ErrNoPage
	}
	return data, err
}

func (h hub) Read(file string) []byte {
	if data := h.Snapshot.Read(file); data != nil {
		return data
	}
	return h.builtin(file)
}

func (a *app) serve(cmd *cobra.Command, opts generator.Options, f serveFlags) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second Ctrl-C ends it at once.
	context.AfterFunc(ctx, stop)

	editor, err := preview.NewEditor(os.Getenv("KITH_EDITOR"))
	if err != nil {
		return wrongCall(cmd, "KITH_EDITOR: %v.", err)
	}
	dir, err := filepath.Abs(opts.Dir)
	if err != nil {
		return err
	}
	if !f.published {
		opts.Drafts, opts.Future, opts.Mark = true, true, true
	}
	// No photo is opened before the first page. What is published is as it is.
	opts.KnownTones = !f.published
	bar := newProgress(a.term)
	opts.Progress = bar.step
	site := generator.Open(opts)
	defer site.Close()
	base, err := site.Base()
	if err != nil {
		return err
	}

	// Watching begins before the first look, so that no change falls between.
	w, err := watch.New(watch.Options{Roots: a.roots(opts), Ignore: ignoredPath, Poll: f.poll})
	if err != nil {
		return err
	}
	defer w.Close()
	l, err := preview.Listen(f.bind, f.port)
	if err != nil {
		return err
	}
	defer l.Close()

	said := newTeller(a, opts.Dir)
	srv := preview.New(preview.Options{
		Load: func(changed []string) (preview.Snapshot, error) {
			snap, err := site.Load(within(dir, changed)...)
			if err != nil {
				return nil, err
			}
			return hub{snap, sources(opts.Dir), f.noNotes}, nil
		},
		Explain: generator.Finding,
		Base:    base,
		Dir:     dir, Editor: editor, Undo: filepath.Join(dir, ".kith", "undo"),
		ReadOnly: readOnly(f),
		Hosts:    boundHosts(f.bind), AnyAddress: isAny(f.bind),
		Busy: gitAtWork(dir),
		Told: said.tell,
	})
	// It answers at once, and whoever asks waits for the first look to end.
	a.greet(l, srv, f, w)
	served := make(chan error, 1)
	go func() { served <- srv.Serve(ctx, l) }()
	err = srv.Load()
	bar.stop()
	if err != nil {
		stop()
		<-served
		return err
	}
	if f.open {
		a.browse(ctx, l.URL)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		srv.Run(ctx, w.C, quarters(ctx, !opts.Date.IsZero()))
	}()
	err = <-served
	stop()
	<-done
	if err == nil {
		fmt.Fprintln(a.err, "Stopped.")
	}
	return err
}

// within makes paths slash paths from dir.
func within(dir string, paths []string) []string {
	out := make([]string, len(paths))
	for i, p := range paths {
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return nil // look everywhere
		}
		out[i] = filepath.ToSlash(rel)
	}
	return out
}

// greet says where the preview is.
func (a *app) greet(l *preview.Listener, srv *preview.Server, f serveFlags, w *watch.Watcher) {
	fmt.Fprintf(a.out, "%s\n", l.URL+srv.Base())
	if f.port != 0 && l.Port != f.port {
		fmt.Fprintf(a.err, "Port %d is taken, so it is on %d.\n", f.port, l.Port)
	}
	if isAny(f.bind) {
		fmt.Fprintln(a.err, "Everybody on your network can look, drafts included.")
	}
	if why := w.Polling(); why != nil {
		fmt.Fprintf(a.err, "This system cannot tell of changes (%v), so kith looks every second.\n", why)
	}
	fmt.Fprintln(a.err, "Save a file and the page follows. Ctrl-C ends it.")
}

// roots are what a change of matters.
func (a *app) roots(opts generator.Options) []string {
	config := opts.Config
	if config == "" {
		config = "site.toml"
	}
	var out []string
	for _, r := range []string{"content", "static", "themes", config} {
		if !filepath.IsAbs(r) {
			r = filepath.Join(opts.Dir, r)
		}
		out = append(out, r)
	}
	return out
}

// ignoredPath leaves out what editors and systems write for themselves. A
// change too many costs a look; one too few, a stale page.
func ignoredPath(path string) bool {
	name := filepath.Base(path)
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasSuffix(name, ".swp") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") || name == "4913"
}

// quarters ticks at every quarter of an hour: days begin at one, in all
// time zones there are. A machine that slept over midnight hears of it too.
func quarters(ctx context.Context, fixed bool) <-chan struct{} {
	if fixed {
		return nil
	}
	c := make(chan struct{})
	go func() {
		for {
			now := time.Now()
			next := now.Truncate(15 * time.Minute).Add(15*time.Minute + time.Second)
			t := time.NewTimer(next.Sub(now))
			select {
			case <-ctx.Done():
				t.Stop()
				return
			case <-t.C:
			}
			select {
			case c <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return c
}

// readOnly says why nobody may change files from a page, or nothing: whoever
// can look could, and that should be meant.
func readOnly(f serveFlags) string {
	ip := net.ParseIP(strings.Trim(f.bind, "[]"))
	if f.edits || f.bind == "" || f.bind == "localhost" || ip != nil && ip.IsLoopback() {
		return ""
	}
	return "Others on your network can see this preview, so notes can only be read here. Start it with --allow-edits to accept them."
}

func isAny(bind string) bool {
	ip := net.ParseIP(bind)
	return ip != nil && ip.IsUnspecified()
}

func boundHosts(bind string) []string {
	if bind == "" {
		return nil
	}
	return []string{strings.Trim(bind, "[]")}
}

// browse opens the preview in the browser people have.
func (a *app) browse(ctx context.Context, url string) {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	}
	if err := exec.CommandContext(ctx, name, args...).Start(); err != nil {
		fmt.Fprintf(a.err, "No browser could be opened: %v.\n", err)
	}
}
