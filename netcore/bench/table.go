package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// figure is one line of the table.
type figure struct {
	work     string
	ours     string
	baseline string // what ours stands beside; empty where there is nothing
	ratio    float64
	target   *target // nil where the figure is only shown
	open     string  // what would have missed by itself, so that a miss says nothing; empty where it counts
	note     string  // what a reader has to know beside the figures
}

// target is a bound on a figure's ratio.
type target struct {
	most  bool // the ratio may be at most bound; otherwise it must be at least that
	bound float64
	text  string // as the table shows it; made from the bound where empty
}

func atLeast(bound float64) *target { return &target{bound: bound} }
func atMost(bound float64) *target  { return &target{bound: bound, most: true} }

// as gives the target other words.
func (t *target) as(format string, args ...any) *target {
	t.text = fmt.Sprintf(format, args...)
	return t
}

func (t *target) String() string {
	switch {
	case t.text != "":
		return t.text
	case t.most:
		return fmt.Sprintf("≤ %.3g", t.bound)
	}
	return fmt.Sprintf("≥ %.3g", t.bound)
}

// met judges the ratio; one that is not a number meets nothing.
func (t *target) met(ratio float64) bool {
	if t.most {
		return ratio <= t.bound
	}
	return ratio >= t.bound
}

// table prints figures as they come, one line each.
type table struct {
	out     io.Writer
	widths  []int
	judged  map[string]bool // work whose target was met or missed
	missed  int
	open    int
	started time.Time
}

func newTable(out io.Writer) *table {
	return &table{out: out, widths: []int{52, 11, 12, 5, 22, 4}, judged: make(map[string]bool), started: time.Now()}
}

// begin prints what stands above the figures.
func (t *table) begin(about string) {
	fmt.Fprintln(t.out, about)
	t.line("work", "ours", "baseline", "ratio", "target", "")
	var rule []string
	for _, w := range t.widths {
		rule = append(rule, strings.Repeat("-", w))
	}
	t.line(rule...)
}

// turns is how often a row is measured at most.
const turns = 4

// measure measures workloads and prints their figures. What the machine left open
// is measured again when all others are, for machines have better minutes and
// worse; what was judged is not judged again.
func (t *table) measure(ctx context.Context, b *bed, chosen []workload) error {
	for turn := range turns {
		if turn > 0 && len(chosen) > 0 {
			fmt.Fprintf(t.out, "once more, since the machine left %d open:\n", t.open)
		}
		t.open = 0
		var open []workload
		for _, w := range chosen {
			figures, err := w.run(ctx, b)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				t.failed(w.name(), err)
				continue
			}
			before := t.open
			for _, f := range figures {
				t.add(f)
			}
			if t.open > before {
				open = append(open, w)
			}
		}
		chosen = open
	}
	return nil
}

// add prints one figure, and judges it where it was not judged before.
func (t *table) add(f figure) {
	ratio, bound, verdict := "", "", ""
	if f.ratio != 0 {
		ratio = fmt.Sprintf("%.2f", f.ratio)
	}
	if f.target != nil {
		bound = f.target.String()
		switch met := f.target.met(f.ratio); {
		case t.judged[f.work]:
		case !met && f.open != "":
			verdict = f.open
			t.open++
		case met:
			verdict = "ok"
			t.judged[f.work] = true
		default:
			verdict = "MISS"
			t.judged[f.work] = true
			t.missed++
		}
	}
	t.line(f.work, f.ours, f.baseline, ratio, bound, verdict, f.note)
}

// failed prints a row that could not be measured; that misses its target.
func (t *table) failed(work string, err error) {
	t.missed++
	t.line(work, "failed", "", "", "", "MISS", err.Error())
}

// end prints what stands below the figures, and tells whether no target was missed.
func (t *table) end() bool {
	open := ""
	if t.open > 0 {
		open = fmt.Sprintf(", %d left open by the machine", t.open)
	}
	fmt.Fprintf(t.out, "%d missed%s, in %s\n\n", t.missed, open, time.Since(t.started).Round(time.Second))
	return t.missed == 0
}

func (t *table) line(cells ...string) {
	var b strings.Builder
	for i, cell := range cells {
		b.WriteString(cell)
		if i < len(t.widths) {
			b.WriteString(strings.Repeat(" ", max(t.widths[i]-utf8.RuneCountInString(cell), 0)+2))
		}
	}
	fmt.Fprintln(t.out, strings.TrimRight(b.String(), " "))
}

// milliseconds is how the table writes a duration.
func milliseconds(d time.Duration) string {
	if d >= time.Second {
		return fmt.Sprintf("%.2f s", d.Seconds())
	}
	return fmt.Sprintf("%.3g ms", float64(d)/float64(time.Millisecond))
}

// perSecond is how the table writes a rate.
func perSecond(rate float64) string {
	switch {
	case rate >= 1e6:
		return fmt.Sprintf("%.2f M/s", rate/1e6)
	case rate >= 1e4:
		return fmt.Sprintf("%.1f k/s", rate/1e3)
	}
	return fmt.Sprintf("%.0f /s", rate)
}
