package soak

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
)

// event is one object of --json, whatever it tells.
type event struct {
	Event string
	Room  string
	Port  int
	Epoch string
	Seq   uint64 // of entered: the head of the log
	ID    string
	From  string
	Name  string
	Text  string
	At    string
	Why   string
	Code  int
}

// parse reads one line of --json.
func parse(line []byte) (e event, err error) {
	decoder := json.NewDecoder(bytes.NewReader(line))
	err = decoder.Decode(&e)
	return e, err
}

// run is what one start of the program did.
type run struct {
	Host     bool    // it kept the room
	History  uint64  // what a newcomer asked for
	Fed      int     // lines written to its standard input: 1, 2, 3, …
	Killed   bool    // with -9, while it ran
	Code     int     // how it ended; -1 by a signal
	Reads    bool    // it had nothing to say and was to read to the end of the log
	Events   []event // entered, said, refused and error, as printed
	Trouble  string  // output that cannot be: no JSON, or an end in the middle of a line
	Stranded string  // it did not end by itself: where it stood
}

// count counts the events of a kind.
func (r *run) count(kind string) (n int) {
	for _, e := range r.Events {
		if e.Event == kind {
			n++
		}
	}
	return n
}

// vain tells whether it never got into the room and said so, as a joiner may
// that was started while the room was away.
func (r *run) vain() bool { return !r.Host && r.count("entered") == 0 && r.Code == 4 }

// member is one person: all starts of the program with one profile.
type member struct {
	Name string
	Runs []*run
}

// evidence is all that is known after a soak.
type evidence struct {
	Members []member
	Log     []event // the final one
}

// lineOf is what the member says as the nth line of one of its runs. It is the
// same each time, and nobody else's. Most lines are short; some are longer than
// a pipe takes at once, so that a kill can cut them.
func lineOf(name string, run, n int) string {
	line := fmt.Sprintf("%s %d %d", name, run, n)
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(line))
	switch h := hash.Sum32() >> 8; {
	case h%31 == 0:
		return line + " " + strings.Repeat("long ", 1000)[:4200+h%700] + "end"
	case h%5 == 0:
		return line + " grüßt 你好 🎉"
	}
	return line
}

// origin is which line of which run a text is.
type origin struct {
	name   string
	run, n int
}

// originOf tells where a line comes from; ok is false where nobody says such.
func originOf(text string) (o origin, ok bool) {
	if _, err := fmt.Sscan(text, &o.name, &o.run, &o.n); err != nil {
		return o, false
	}
	return o, text == lineOf(o.name, o.run, o.n)
}
