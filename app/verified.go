package app

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"landline/netcore/chat"
)

// verifiedFile is the name of the file, inside the profile's directory, of the
// people whose key this person has compared.
const verifiedFile = "verified.json"

// Limits of that file. So many people fit, whatever they are called.
const (
	verifiedBytes = 2 << 20
	verifiedKept  = 2000
)

// Compared is a person whose key this person has compared with theirs, by a
// safety number. It is known by the key: whatever name they go by later, the
// mark stays with them, and nobody else gets it with their name.
type Compared struct {
	Key  chat.MemberID `json:"key"`
	Name string        `json:"name,omitempty"` // what they were called then
	At   time.Time     `json:"at"`             // when that was, to the second
}

// verified keeps the people whose key was compared in a file, which several
// processes may share. It is safe for concurrent use. Its methods read from
// disk, and set waits for other processes: not for the UI thread.
type verified struct {
	path    string
	writing sync.Mutex
}

// newVerified is what the profile in dir keeps. It reads nothing yet.
func newVerified(dir string) *verified { return &verified{path: filepath.Join(dir, verifiedFile)} }

// file is where they are kept.
func (v *verified) file() keptFile { return keptFile{v.path, verifiedBytes} }

// list has the people whose key was compared, the newest first. A file that
// cannot be read as such is an error that names it: it is never overwritten,
// since nobody but the person can tell whom they met.
func (v *verified) list() ([]Compared, error) {
	people, err := v.read()
	if err != nil {
		return nil, fmt.Errorf("app: verified: %w", err)
	}
	return people, nil
}

func (v *verified) read() ([]Compared, error) {
	content, err := v.file().read()
	if err != nil || content == nil {
		return nil, err
	}
	people, err := parseVerified(content)
	if err != nil {
		return nil, fmt.Errorf("%s %w; move it away to start afresh", v.path, err)
	}
	return people, nil
}

// keys are those of list, in no order.
func (v *verified) keys() ([]chat.MemberID, error) {
	people, err := v.list()
	keys := make([]chat.MemberID, len(people))
	for i, p := range people {
		keys[i] = p.Key
	}
	return keys, err
}

// has tells whether the key was compared.
func (v *verified) has(id chat.MemberID) (bool, error) {
	people, err := v.list()
	return slices.ContainsFunc(people, func(p Compared) bool { return p.Key == id }), err
}

// set notes that the key of a person who goes by that name was compared, or
// takes that back. It returns when that is on disk. A name that no room would
// take is left out; an empty one stands for the name known before.
func (v *verified) set(id chat.MemberID, name string, yes bool) error {
	if id.IsZero() {
		return errors.New("app: verified: the zero id is nobody's key")
	}
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.file().inTurn(func() error { return v.change(id, name, yes) }); err != nil {
		return fmt.Errorf("app: verified: %w", err)
	}
	return nil
}

// change is set, while it is this process's turn.
func (v *verified) change(id chat.MemberID, name string, yes bool) error {
	people, err := v.read()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(people, func(p Compared) bool { return p.Key == id })
	if at >= 0 {
		name = cmp.Or(name, people[at].Name)
		people = slices.Delete(people, at, at+1)
	}
	switch {
	case !yes && at < 0:
		return nil
	case yes && len(people) >= verifiedKept:
		return fmt.Errorf("%s holds %d people, which is all it can: take some back first", v.path, len(people))
	case yes:
		name, _ = chat.CleanName(name)
		now := Compared{Key: id, Name: name, At: time.Now().UTC().Truncate(time.Second)}
		people = slices.Insert(people, 0, now)
	}
	content, err := encodeVerified(people)
	if err != nil {
		return err
	}
	return v.file().replace(content)
}

// verifiedList is the whole file.
type verifiedList struct {
	Verified []Compared `json:"verified"`
}

func encodeVerified(people []Compared) ([]byte, error) {
	content, err := json.MarshalIndent(verifiedList{people}, "", "  ")
	return append(content, '\n'), err
}

// parseVerified reads the whole file. Of several entries of one key the first
// counts. The error is a predicate that wants the file's name before it.
func parseVerified(content []byte) ([]Compared, error) {
	var file verifiedList
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, fmt.Errorf("is damaged (%w)", err)
	}
	if len(file.Verified) > verifiedKept {
		return nil, fmt.Errorf("lists more than %d people", verifiedKept)
	}
	known := make(map[chat.MemberID]bool)
	people := file.Verified[:0]
	for _, p := range file.Verified {
		p.At = p.At.UTC().Truncate(time.Second)
		switch {
		case p.Key.IsZero():
			return nil, errors.New("is damaged (an entry without a key)")
		case p.At.Year() < 0 || p.At.Year() > 9999: // RFC 3339 cannot write it
			return nil, errors.New("is damaged (an entry of an impossible time)")
		case known[p.Key]:
			continue
		}
		known[p.Key] = true
		p.Name, _ = chat.CleanName(p.Name)
		people = append(people, p)
	}
	return people, nil
}
