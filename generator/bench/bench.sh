#!/bin/sh
# Builds a made-up story hub with Kith, and with Hugo where HUGO names it, in
# one sitting and by turns, and prints tables. README.md says what is measured
# and lists the settings.
#
#   [HUGO=path] [N=1000] [RUNS=3] [CODE=false] ... ./bench.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
N=${N:-1000}
RUNS=${RUNS:-3}
EDITS=${EDITS:-10}
CODE=${CODE:-true}
DAY=${DAY:-2026-11-22}
SERVER=${SERVER:-yes}
PORT=${PORT:-14300}
REST=${REST:-65}
CORPUS=${CORPUS:-$repo/../shared/bench/corpus}
HUGO=${HUGO:-}
HUGOSITE=${HUGOSITE:-$repo/../shared/bench/hugo}
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

# The programs.
if [ -z "$KITH" ]; then
	(cd "$repo" && go build -o "$WORK/bin/kith" ./cmd/kith)
	KITH=$WORK/bin/kith
fi
(cd "$repo" && go build -o "$WORK/bin/" ./generator/bench/measure ./generator/bench/lag ./generator/bench/floor)
measure=$WORK/bin/measure lag=$WORK/bin/lag floor=$WORK/bin/floor

# The hub.
rm -rf "$site" "$WORK"/out-* "$WORK/aside" "$WORK/hugo" "$WORK/hugo-plain"
mkdir -p "$site/themes"
if [ -f "$CORPUS/go.mod" ]; then
	(cd "$CORPUS" && go build -o "$WORK/bin/corpus" .)
	"$WORK/bin/corpus" -stories "$N" -code="$CODE" -out "$site"
elif [ -d "$CORPUS/content" ]; then
	cp -r "$CORPUS/." "$site"
else
	echo "CORPUS is $CORPUS, which neither makes a hub nor is one" >&2
	exit 2
fi
cp -r "$here/theme" "$site/themes/lean"
cp "$here/site.toml" "$site/site.toml"
host=$(sed -n 's/^host = "\(.*\)"/\1/p' "$site/site.toml")
if [ ! -f "$site/content/people/$host.md" ]; then
	host=$(for f in "$site"/content/people/*.md; do basename "$f" .md; done | grep -v '^_' | head -n 1)
	sed -i "s/^host = .*/host = \"$host\"/" "$site/site.toml"
fi
{
	grep -v '^theme = ' "$site/site.toml"
	printf '\n# Hugo draws no pictures for links.\n[cards]\ndraw = false\n'
} >"$site/full.toml"
story=$(for f in "$site"/content/stories/story-*.md; do echo "$f"; done | head -n 1)
slug=$(basename "$story" .md)

# Hugo's site, as it is and without what Kith does not make.
if [ -n "$HUGO" ]; then
	for copy in hugo hugo-plain; do
		cp -r "$HUGOSITE" "$WORK/$copy"
		[ ! -d "$site/static" ] || cp -r "$site/static" "$WORK/$copy/static"
	done
	for f in search-index jsonld-article jsonld-person; do
		: >"$WORK/hugo-plain/layouts/_partials/$f.html"
	done
	sed -i -e 's/\["html", "rss"\]/["html"]/' -e '1i disableKinds = ["rss", "sitemap", "robotsTXT"]' "$WORK/hugo-plain/hugo.toml"
fi

# side NAME, PREPARATION, COMMAND: a line for measure.
side() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }
kith_build="$KITH build -q -C $site --date $DAY --out $WORK/out-kith"
full_build="$KITH build -q -C $site --date $DAY --config full.toml --out $WORK/out-full"
hugo_build() { echo "$HUGO --source $WORK/$1 --contentDir $site/content -d $WORK/out-$1 --clock ${DAY}T12:00:00Z --noBuildLock --quiet"; }
hugo_side() { # NAME, COPY, PREPARATION: a line for measure, if there is a Hugo
	[ -z "$HUGO" ] || side "$1" "$3" "$(hugo_build "$2")"
}
# aside FOLDER...: puts away what a run made. Removing it instead would slow the
# next run down: ext4 looks at each inode freed in the last half minute again
# and again before it gives one out, which doubled what making files costs.
aside() { echo "mkdir -p $WORK/aside; for d in $*; do [ ! -e \$d ] || mv \$d \$(mktemp -d $WORK/aside/XXXXXX); done"; }
# Each time with a word that no page has yet, as real edits have: the search
# index has to learn it.
edit="echo; echo another line, word\$(date +%s%N); } >>$story"

echo "N=$N CODE=$CODE, $(find "$site/content" -type f | wc -l) files of content, $(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg)"
[ -z "$HUGO" ] || "$HUGO" version
echo
# What was removed from this disk before, by an earlier run for one, weighs on
# whoever makes files in the next minute, which is the first side. (And a file
# younger than two seconds is never taken for unchanged.)
sync
sleep "$REST"
{
	side "Kith, lean" "$(aside "$site/.kith" "$WORK/out-kith")" "$kith_build"
	side "floor" "$(aside "$WORK/out-floor")" "$floor -content $site/content -out $WORK/out-floor"
	hugo_side "Hugo" hugo "$(aside "$WORK/out-hugo")"
	hugo_side "Hugo, no extras" hugo-plain "$(aside "$WORK/out-hugo-plain")"
	[ "${FULL:-yes}" != yes ] || side "Kith, built-in theme" "$(aside "$site/.kith" "$WORK/out-full")" "$full_build"
} | "$measure" -head -label cold -n "$RUNS"
eval "$(aside "$site/.kith" "$WORK/out-kith")"
{
	side "Kith, lean" : "$kith_build"
	hugo_side "Hugo" hugo :
} | "$measure" -label "nothing changed" -warmup 1 -n "$RUNS"
{
	side "Kith, lean" "{ $edit" "$kith_build"
	hugo_side "Hugo" hugo "{ $edit"
} | "$measure" -label "one body edit" -warmup 1 -n "$RUNS"
echo
for out in "$WORK"/out-*; do
	echo "$(basename "$out"): $(find "$out" -type f | wc -l) files, $(find "$out" -type f -printf '%s\n' | awk '{s += $1} END {print s}') bytes"
done
echo "load $(cut -d ' ' -f 1-3 /proc/loadavg)"

[ "$SERVER" = yes ] || exit 0
echo
field() { sed -n "s/^$1: \[\([^],]*\).*/\1/p" "$story" | head -n 1; }
check="/,/stories/,/values/$(field values)/,/people/$(field authors)/,/topics/$(field topics)/,/stories/story-000001/"
serve() { # LABEL, CHECK, COMMAND...
	label=$1 pages=$2
	shift 2
	# shellcheck disable=SC2086
	"$lag" $first -label "$label" -base "http://127.0.0.1:$PORT" -file "$story" -page "/stories/$slug/" -edits "$EDITS" -check "$pages" -- "$@"
	PORT=$((PORT + 1)) first=
}
first=-head
rm -rf "$site/.kith"
serve "Kith, cold" "$check" "$KITH" serve -C "$site" --date "$DAY" --port "$PORT"
serve "Kith, warm" "$check" "$KITH" serve -C "$site" --date "$DAY" --port "$PORT"
[ -z "$HUGO" ] || serve "Hugo" "$check,/search.json,/index.xml" "$HUGO" server --source "$WORK/hugo" --contentDir "$site/content" \
	-d "$WORK/out-served" --clock "${DAY}T12:00:00Z" --bind 127.0.0.1 --port "$PORT" --noBuildLock
echo "load $(cut -d ' ' -f 1-3 /proc/loadavg)"
