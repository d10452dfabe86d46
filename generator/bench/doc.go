// Package bench measures Kith: its Go benchmarks stand beside this file, and
// bench.sh compares whole programs. README.md says how to run both.
package bench
