package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// million is the search in a large history; netcore/bench/million makes it and
// searches.
type million struct{ lines int }

func (m million) name() string { return fmt.Sprintf("search/%d lines", m.lines) }

// searched are the rows of million's report that have a target.
var searched = []struct {
	label string // there
	work  string // here
	bound time.Duration
}{
	{"open the profile and its newest page", "opening the room", 300 * time.Millisecond},
	{"a rare word", "a rare word", 50 * time.Millisecond},
	{"a common word, in every fifth line", "a common word", 50 * time.Millisecond},
	{"a Chinese phrase", "a Chinese phrase", 50 * time.Millisecond},
}

func (m million) run(ctx context.Context, b *bed) ([]figure, error) {
	b.dismiss()
	if b.quick {
		m.lines /= 10
	}
	out, err := output(ctx, "go", "run", "landline/netcore/bench/million", "-lines", strconv.Itoa(m.lines), "-dir", b.newProfile())
	if err != nil {
		return nil, err
	}
	var figures []figure
	for _, s := range searched {
		took, ok := reported(out, s.label)
		if !ok {
			return nil, fmt.Errorf("million did not report %q", s.label)
		}
		figures = append(figures, figure{
			work: m.name() + ", " + s.work, ours: milliseconds(took),
			ratio: ratio(took, s.bound), target: atMost(1).as("≤ %s", milliseconds(s.bound)),
		})
	}
	return figures, nil
}

// reported finds the last duration, in milliseconds, on the line of that label:
// the median, where there are several.
func reported(report []byte, label string) (took time.Duration, ok bool) {
	lines := bufio.NewScanner(bytes.NewReader(report))
	for lines.Scan() {
		rest, found := strings.CutPrefix(lines.Text(), label+" ")
		if !found {
			continue
		}
		var last float64
		for _, field := range strings.Fields(rest) {
			if n, err := strconv.ParseFloat(field, 64); err == nil && strings.Contains(field, ".") {
				last, ok = n, true
			}
		}
		return time.Duration(last * float64(time.Millisecond)), ok
	}
	return 0, false
}

// transcript is how long the window takes to show a long conversation; a Go
// benchmark of app/ui measures it.
type transcript struct{}

func (transcript) name() string { return "transcript/100000 lines, opening it" }

func (t transcript) run(ctx context.Context, b *bed) ([]figure, error) {
	b.dismiss()
	out, err := output(ctx, "go", "test", "-tags=migrated_fynedo", "-run=^$", "-bench=^BenchmarkTranscriptOpen100k$",
		"-benchtime=20x", "landline/app/ui")
	if err != nil {
		return nil, err
	}
	took, err := nanosecondsPerOp(out)
	if err != nil {
		return nil, err
	}
	return []figure{{work: t.name(), ours: milliseconds(took), note: "a Go benchmark, without a display"}}, nil
}

// nanosecondsPerOp reads the report of a benchmark.
func nanosecondsPerOp(report []byte) (time.Duration, error) {
	fields := strings.Fields(string(report))
	for i, field := range fields {
		if field == "ns/op" && i > 0 {
			ns, err := strconv.ParseFloat(fields[i-1], 64)
			return time.Duration(ns), err
		}
	}
	return 0, fmt.Errorf("no benchmark in %q", report)
}

// output runs a go command of this module.
func output(ctx context.Context, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // the callers above name it
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, out)
	}
	return out, nil
}
