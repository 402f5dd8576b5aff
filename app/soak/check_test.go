package soak

import (
	"fmt"
	"maps"
	"slices"
)

// reported bounds the violations of one kind that are told of: one bug breaks
// many lines.
const reported = 4

// check compares what was printed with the log; doc.go has the rules.
type check struct {
	evidence
	at      map[string]uint64 // the number of each message in the log, by id
	lines   map[origin]uint64 // and of each line
	found   []string
	doubles int            // lines that were printed once more behind a kill
	times   map[string]int // how often each sentence was found, whatever it names
}

// violations are the broken rules, one sentence each, and how many lines were
// printed once more behind a kill, as is tolerated.
func (e evidence) violations() (found []string, doubles int) {
	c := &check{evidence: e, at: make(map[string]uint64), lines: make(map[origin]uint64), times: make(map[string]int)}
	c.log()
	room, epoch := c.names()
	for _, m := range c.Members {
		printed, killed := uint64(0), false
		for i, r := range m.Runs {
			who := fmt.Sprintf("%s, start %d", m.Name, i+1)
			c.ended(who, r)
			c.places(who, r, room, epoch)
			c.heard(who, r)
			c.order(who, m.Name, i+1, r, i > 0)
			if r.Host {
				printed = 0 // each start of a host prints from where it likes
			}
			printed = c.contiguous(who, r, printed, killed)
			killed = r.Killed || killed && r.count("said") == 0
		}
	}
	for _, format := range slices.Sorted(maps.Keys(c.times)) {
		if more := c.times[format] - reported; more > 0 {
			c.found = append(c.found, fmt.Sprintf("and %d times more: %s", more, format))
		}
	}
	return c.found, c.doubles
}

func (c *check) broken(format string, args ...any) {
	if c.times[format]++; c.times[format] <= reported {
		c.found = append(c.found, fmt.Sprintf(format, args...))
	}
}

// log looks at the final log alone.
func (c *check) log() {
	fed := make(map[string]*member)
	for i := range c.Members {
		fed[c.Members[i].Name] = &c.Members[i]
	}
	for i, e := range c.Log {
		if e.Seq != uint64(i)+1 {
			c.broken("the log has number %d in place %d", e.Seq, i+1)
		}
		if first, twice := c.at[e.ID]; twice {
			c.broken("the log has message %s twice, as %d and %d", e.ID, first, e.Seq)
		}
		c.at[e.ID] = e.Seq
		o, ok := originOf(e.Text)
		if m := fed[o.name]; !ok || m == nil || e.Name != o.name || o.run < 1 || o.run > len(m.Runs) || o.n < 1 || o.n > m.Runs[o.run-1].Fed {
			c.broken("the log has as number %d what nobody said: %s: %.60q", e.Seq, e.Name, e.Text)
			continue
		}
		if first, twice := c.lines[o]; twice {
			c.broken("the log has line %v twice, as %d and %d", o, first, e.Seq)
		}
		c.lines[o] = e.Seq
	}
}

// names are the room and the epoch that everybody should have met.
func (c *check) names() (room, epoch string) {
	for _, m := range c.Members {
		for _, r := range m.Runs {
			for _, e := range r.Events {
				if e.Event == "entered" {
					return e.Room, e.Epoch
				}
			}
		}
	}
	c.broken("nobody entered the room")
	return "", ""
}

// ended looks at how one start ended.
func (c *check) ended(who string, r *run) {
	if r.Trouble != "" {
		c.broken("%s printed nonsense: %s", who, r.Trouble)
	}
	refusals := r.count("refused")
	switch {
	case r.Stranded != "":
		c.broken("%s did not end: %s", who, r.Stranded)
	case r.Killed:
	case r.vain() && !r.Reads:
	case r.Code == 3 && refusals > 0 && !r.Host:
	case r.Code != 0:
		c.broken("%s ended with %d: %s", who, r.Code, r.last())
	case refusals > 0 && !r.Host:
		c.broken("%s ended with 0 although %d lines were refused", who, refusals)
	}
}

// last is what it printed before its end.
func (r *run) last() string {
	if len(r.Events) == 0 {
		return "it printed nothing"
	}
	return fmt.Sprintf("%+v", r.Events[len(r.Events)-1])
}

// places looks at the rooms that one start entered.
func (c *check) places(who string, r *run, room, epoch string) {
	head := uint64(0)
	for _, e := range r.Events {
		switch e.Event {
		case "entered":
			if e.Room != room {
				c.broken("%s entered room %s, not %s", who, e.Room, room)
			}
			if e.Epoch != epoch {
				c.broken("%s met epoch %s, not %s", who, e.Epoch, epoch)
			}
			if e.Seq < head {
				c.broken("%s met a log that went back from %d to %d", who, head, e.Seq)
			}
			head = max(head, e.Seq)
		case "said":
			head = max(head, e.Seq)
		}
	}
	if head > uint64(len(c.Log)) {
		c.broken("%s saw the log at %d, but it ends at %d", who, head, len(c.Log))
	}
}

// heard compares what one start printed with the log.
func (c *check) heard(who string, r *run) {
	for _, e := range r.Events {
		switch {
		case e.Event == "refused" && c.at[e.ID] != 0:
			c.broken("%s was refused message %s, but the log has it as %d", who, e.ID, c.at[e.ID])
		case e.Event != "said":
		case e.Seq == 0 || e.Seq > uint64(len(c.Log)):
			c.broken("%s heard number %d, %.60q, which the log lost", who, e.Seq, e.Text)
		case e != c.Log[e.Seq-1]:
			c.broken("%s heard number %d as %+v, but the log has %+v", who, e.Seq, e, c.Log[e.Seq-1])
		}
	}
}

// order looks for the lines of one start in the log: in the order in which
// they were said, and without a hole. Those of a killed one may end early.
// Where lines were refused, so many may be missing; and a kill may have hidden
// that they were. A later start is also told of those that an earlier one left.
func (c *check) order(who, name string, number int, r *run, later bool) {
	missing, holes, last := 0, 0, uint64(0)
	for n := 1; n <= r.Fed; n++ {
		seq, ok := c.lines[origin{name, number, n}]
		if !ok {
			missing++
			continue
		}
		if seq < last {
			c.broken("%s said line %d after line %d, but the log has it before", who, n, n-1)
		}
		holes, last = missing, seq
	}
	refusals := r.count("refused")
	switch {
	case r.Killed && refusals > 0:
	case holes > refusals:
		c.broken("%s said %d lines that are missing between others; %d were refused", who, holes, refusals)
	case r.Killed || r.Host || r.Code != 0 && r.Code != 3:
	case missing > refusals || missing < refusals && !later:
		c.broken("%s ended with %d, but %d of its %d lines are missing; %d were refused", who, r.Code, missing, r.Fed, refusals)
	}
}

// firstHead is how long the log was when the room was first entered.
func (r *run) firstHead() uint64 {
	for _, e := range r.Events {
		if e.Event == "entered" {
			return e.Seq
		}
	}
	return 0
}

// contiguous looks at the numbers that one start printed behind what the
// earlier ones had, and returns how far it came.
func (c *check) contiguous(who string, r *run, printed uint64, afterKill bool) uint64 {
	first := true
	head := r.firstHead()
	for _, e := range r.Events {
		if e.Event != "said" {
			continue
		}
		next := printed + 1
		if printed == 0 && first {
			next = e.Seq
			if want := head + 1 - min(head, r.History); !r.Host && e.Seq != want {
				c.broken("%s began to print at %d of %d, not at %d", who, e.Seq, head, want)
			}
		}
		switch again := first && afterKill && printed > 0 && e.Seq == printed; {
		case again:
			c.doubles++
		case e.Seq != next:
			c.broken("%s printed number %d behind %d", who, e.Seq, printed)
		}
		first, printed = false, e.Seq
	}
	if r.Reads && r.Code == 0 && printed != uint64(len(c.Log)) {
		c.broken("%s read to the end, but printed up to %d of %d", who, printed, len(c.Log))
	}
	return printed
}
