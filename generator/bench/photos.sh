#!/bin/sh
# Makes sizes of many photos with Kith, and with Hugo where HUGO names it, in
# one sitting, and prints a table: README.md says what is measured.
#
#   [HUGO=path] [N=500] [WIDTH=4000] [RUNS=1] ... ./photos.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
N=${N:-500}
WIDTH=${WIDTH:-4000}
RUNS=${RUNS:-1}
HUGO=${HUGO:-}
KITH=${KITH:-}
made=
if [ -z "${WORK:-}" ]; then
	WORK=$(mktemp -d)
	made=$WORK
fi
trap '[ -z "$made" ] || rm -rf "$made"' EXIT
trap 'exit 1' INT TERM
mkdir -p "$WORK/bin"
WORK=$(cd "$WORK" && pwd)
site=$WORK/site

if [ -z "$KITH" ]; then
	(cd "$repo" && go build -o "$WORK/bin/kith" ./cmd/kith)
	KITH=$WORK/bin/kith
fi
(cd "$repo" && go build -o "$WORK/bin/" ./generator/bench/measure ./generator/bench/photos)

[ -d "$site/content" ] || "$WORK/bin/photos" -n "$N" -width "$WIDTH" -out "$site"
cat >"$site/site.toml" <<'END'
url = "https://hub.example/"
title = "Photos"
language = "en-GB"
timezone = "Europe/London"
country = "GB"
host = "mara-lind"

[organization]
name = "Walks and Works"

[images]
widths = [400, 800, 1200, 1800]
quality = 78

# Hugo draws none.
[cards]
draw = false
END

# Hugo makes the same sizes of the same files: a page for each story.
hugo=$WORK/hugo
mkdir -p "$hugo/layouts"
cat >"$hugo/hugo.toml" <<'END'
baseURL = "https://hub.example/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "robotsTXT"]

[imaging]
resampleFilter = "CatmullRom"
quality = 78

[caches.images]
dir = ":cacheDir/images"
END
cat >"$hugo/layouts/page.html" <<'END'
<!doctype html><html lang="en"><title>{{ .Title }}</title><h1>{{ .Title }}</h1>
{{ with .Resources.GetMatch "photo.jpg" }}{{ $photo := . }}{{ range slice 400 800 1200 1800 }}{{ with $photo.Resize (printf "%dx" .) }}<img src="{{ .RelPermalink }}" width="{{ .Width }}" height="{{ .Height }}" alt="">
{{ end }}{{ end }}{{ end }}{{ .Content }}
END
printf '<!doctype html><html lang="en"><title>All</title>{{ range .Pages }}<p>{{ .Title }}</p>{{ end }}' >"$hugo/layouts/list.html"

side() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }
day=2026-11-28
echo "$N photos of $WIDTH pixels across, $(find "$site/content" -name '*.jpg' -printf '%s\n' | awk '{s += $1} END {print int(s / 1e6)}') MB, $(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg)"
[ -z "$HUGO" ] || "$HUGO" version
echo
sleep 3 # a file younger than two seconds is never taken for unchanged
kith="$KITH build -q -C $site --date $day --out $WORK/out-kith"
{
	side "Kith" "rm -rf $site/.kith $WORK/out-kith" "$kith"
	[ -z "$HUGO" ] || side "Hugo" "rm -rf $WORK/cache $WORK/out-hugo" \
		"$HUGO --source $hugo --contentDir $site/content -d $WORK/out-hugo --cacheDir $WORK/cache --clock ${day}T12:00:00Z --noBuildLock --quiet"
} | "$WORK/bin/measure" -head -label cold -n "$RUNS"
{
	side "Kith, nothing changed" : "$kith"
	side "Kith, new output folder" "rm -rf $WORK/out-kith" "$kith"
} | "$WORK/bin/measure" -label warm -n 3
echo
echo "sizes: Kith $(find "$WORK/out-kith/assets/pictures" -name '*.jpg' | wc -l), Hugo $(find "$WORK/out-hugo" -name 'photo_*' 2>/dev/null | wc -l)"
if command -v strace >/dev/null; then
	# Which photos a warm build opens: none.
	strace -f -e trace=openat,open -o "$WORK/trace" $kith
	echo "photos opened by a build with nothing changed: $(grep -c 'photo\.jpg' "$WORK/trace" || true)"
fi
echo "load $(cut -d ' ' -f 1-3 /proc/loadavg)"
