package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"syscall"
	"time"
)

// asBaseline is the first argument with which the program starts itself as one
// of the baselines; the second names which and the third is
// a folder for it, or a processor.
const asBaseline = "baseline"

func main() { os.Exit(run()) }

func run() (code int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) == 4 && os.Args[1] == asBaseline {
		return serveBaseline(ctx, os.Args[2], os.Args[3])
	}
	return bench(ctx)
}

func bench(ctx context.Context) (code int) {
	pattern := flag.String("run", "", "only the rows whose name matches this `REGEXP`")
	quick := flag.Bool("quick", false, "short rounds: the figures say little, but every row is tried")
	round := flag.Duration("round", 800*time.Millisecond, "how long one side talks before the other's turn")
	repeat := flag.Int("repeat", 1, "how many times to measure the whole table")
	dir := flag.String("dir", "", "`folder` for profiles; it decides which disk is measured (default: the user's cache folder)")
	program := flag.String("program", "", "the landline to measure, as a `file` (default: built from this tree, without a window)")
	profile := flag.Bool("profile", false, "in place of landline, measure a host inside this program that serves its profiles")
	flag.Parse()
	chosen, err := choose(*pattern)
	if err == nil && (flag.NArg() > 0 || *repeat < 1) {
		err = errors.New("there are no arguments, and nothing is measured less than once")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		flag.Usage()
		return 2
	}
	met := true
	for range *repeat {
		ok, err := measure(ctx, chosen, settings{dir: *dir, program: *program, round: *round, quick: *quick, profile: *profile})
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			return 1
		}
		met = met && ok
	}
	if !met {
		return 1
	}
	return 0
}

// choose finds the workloads whose names match.
func choose(pattern string) (chosen []workload, err error) {
	names, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	for _, w := range workloads() {
		if names.MatchString(w.name()) {
			chosen = append(chosen, w)
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("no row is called like %q", pattern)
	}
	return chosen, nil
}

// measure prints one table, and tells whether every target was met.
func measure(ctx context.Context, chosen []workload, s settings) (met bool, err error) {
	b, err := newBed(ctx, s)
	if err != nil {
		return false, err
	}
	defer b.close()

	about, err := describeMachine(filepath.Join(b.dir, "probe"))
	if err != nil {
		return false, err
	}
	t := newTable(os.Stdout)
	t.begin(about)
	if err := t.measure(ctx, b, chosen); err != nil {
		return false, err
	}
	return t.end(), nil
}
