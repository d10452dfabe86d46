package main

import (
	"bufio"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"
)

// systemLanguage is what the machine is set to, as far as it says.
func systemLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		v, _, _ := strings.Cut(os.Getenv(name), ".")
		if v == "" || v == "C" || v == "POSIX" {
			continue
		}
		if tag, err := language.Parse(strings.ReplaceAll(v, "_", "-")); err == nil && tag != language.Und {
			return tag.String()
		}
	}
	return "en"
}

// systemZone is the machine's time zone by its name.
func systemZone() string {
	if z := os.Getenv("TZ"); z != "" {
		if _, err := time.LoadLocation(z); err == nil && !strings.HasPrefix(z, ":") {
			return z
		}
	}
	if to, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(filepath.ToSlash(to), "zoneinfo/"); ok {
			if _, err := time.LoadLocation(name); err == nil && strings.Contains(name, "/") {
				return strings.TrimPrefix(name, "posix/")
			}
		}
	}
	return "UTC"
}

// lineReader reads answers line by line.
type lineReader struct{ r *bufio.Reader }

func (l *lineReader) next(in io.Reader) (string, error) {
	if l.r == nil {
		l.r = bufio.NewReader(in)
	}
	line, err := l.r.ReadString('\n')
	if err != nil && line == "" {
		return "", err
	}
	return line, nil
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

var plainWord = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\pL\pN_./-]+$`) })

// shellWord writes a path so that it can be pasted.
func shellWord(s string) string {
	if plainWord().MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
