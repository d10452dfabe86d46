package main

import (
	"fmt"
	"os"
	"runtime/pprof"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/meta"
)

func main() {
	if f := os.Getenv("PROF"); f != "" {
		w, _ := os.Create(f)
		pprof.StartCPUProfile(w)
		defer pprof.StopCPUProfile()
	}
	d, _ := meta.ParseDate("2026-11-17", false)
	rep, err := generator.Build(generator.Options{Dir: os.Args[1], Out: os.Args[2], Date: d, Why: true})
	if err != nil {
		fmt.Println("ERR", err)
		os.Exit(2)
	}
	p := diag.Printer{Source: func(f string) []byte { b, _ := os.ReadFile(os.Args[1] + "/" + f); return b }}
	p.Print(os.Stdout, rep.Findings)
	n := rep.Why
	if len(n) > 8 {
		n = n[:8]
	}
	fmt.Println(n)
	rep.Why = nil
	rep.Findings = nil
	fmt.Printf("%+v\n", rep)
}
