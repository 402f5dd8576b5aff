package identity

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"

	"landline/netcore/chat"
)

// The file is ASCII. Its first line names the format; every other line is the
// key's 64 hexadecimal digits, a space, and the name as a quoted Go string.
const (
	knownHeader  = "landline known hosts 1"
	knownFamily  = "landline known hosts "
	maxKnownLine = 2 << 10
	maxKnownFile = 4 << 20
	// knownSlack lets processes that append at the same moment pass the limit
	// by a line each without making the file unreadable.
	knownSlack   = 64 << 10
	maxLineNotes = 100
)

// MaxKnownName bounds a name in a known-hosts file, in bytes.
const MaxKnownName = 320

// LineError says which line of a known-hosts file was skipped, and why.
type LineError struct {
	Line   int // from 1
	Reason string
}

func (e LineError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

type knownList struct {
	ids     map[string]chat.MemberID
	former  map[string][]chat.MemberID // of names whose key was replaced: those before, the oldest first
	damaged []LineError
	torn    bool // the last line has no end: a writer was cut off, or is at work
}

// parseKnown reads a whole file. Of several lines for a name the last counts.
func parseKnown(content []byte) (knownList, error) {
	if len(content) > maxKnownFile+knownSlack {
		return knownList{}, fmt.Errorf("longer than %d bytes", maxKnownFile)
	}
	header, rest, _ := bytes.Cut(content, []byte("\n"))
	switch header = bytes.TrimSuffix(header, []byte("\r")); {
	case string(header) == knownHeader:
	case bytes.HasPrefix(header, []byte(knownFamily)):
		return knownList{}, fmt.Errorf("the first line is %.40q, this program reads %q: a newer program wrote it", header, knownHeader)
	default:
		return knownList{}, fmt.Errorf("the first line is not %q; move the file away to start an empty list", knownHeader)
	}
	list := knownList{ids: make(map[string]chat.MemberID), former: make(map[string][]chat.MemberID), torn: content[len(content)-1] != '\n'}
	for number := 2; len(rest) > 0; number++ {
		line, after, ended := bytes.Cut(rest, []byte("\n"))
		rest = after
		name, id, err := parseKnownLine(bytes.TrimSuffix(line, []byte("\r")))
		switch {
		case !ended:
			list.note(number, errors.New("the line has no end"))
		case err != nil:
			list.note(number, err)
		case name != "":
			list.take(name, id)
		}
	}
	return list, nil
}

// take has a name known with a key from here on.
func (l *knownList) take(name string, id chat.MemberID) {
	if was, known := l.ids[name]; known && was != id {
		l.former[name] = append(l.former[name], was)
	}
	l.ids[name] = id
}

func (l *knownList) note(number int, err error) {
	if len(l.damaged) < maxLineNotes {
		l.damaged = append(l.damaged, LineError{Line: number, Reason: err.Error()})
	}
}

// parseKnownLine reads one line; an empty one gives an empty name.
func parseKnownLine(line []byte) (name string, id chat.MemberID, err error) {
	if len(line) == 0 {
		return "", id, nil
	}
	if len(line) > maxKnownLine {
		return "", id, fmt.Errorf("longer than %d bytes", maxKnownLine)
	}
	key, quoted, ok := bytes.Cut(line, []byte(" "))
	if !ok || len(quoted) == 0 || quoted[0] != '"' {
		return "", id, errors.New("want a key, a space and a quoted name")
	}
	if err := id.UnmarshalText(key); err != nil {
		return "", id, err
	}
	if name, err = strconv.Unquote(string(quoted)); err != nil {
		return "", id, errors.New("the name is not quoted well")
	}
	if id.IsZero() {
		return "", id, errors.New("the zero id is nobody's key")
	}
	return name, id, checkKnownName(name)
}

func formatKnown(name string, id chat.MemberID) string {
	return hex.EncodeToString(id[:]) + " " + strconv.QuoteToASCII(name) + "\n"
}

func checkKnownName(name string) error {
	if name == "" || len(name) > MaxKnownName {
		return fmt.Errorf("identity: known hosts: a name takes 1 to %d bytes, not %d", MaxKnownName, len(name))
	}
	return nil
}
