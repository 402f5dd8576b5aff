package identity

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"github.com/gofrs/flock"
)

// Forget removes every key that name was known with, and returns when that is on
// disk: the next meeting is a first contact again. Where the name is not known it
// writes nothing. The lines are blanked where they stand, because other processes
// may be adding theirs at this moment.
func (k *KnownHosts) Forget(name string) error {
	if _, known, err := k.Lookup(name); err != nil || !known {
		return err
	}
	turn := flock.New(k.path + ".lock")
	if err := turn.Lock(); err != nil {
		return k.failed(err)
	}
	err := k.blank(name)
	if file, again := k.read(); again == nil {
		k.last.Store(file) // it is as long as before, and its time need not tell
	}
	if err = errors.Join(err, turn.Close()); err != nil {
		return k.failed(err)
	}
	return nil
}

// blank writes empty lines over those of a name.
func (k *KnownHosts) blank(name string) error {
	content, err := os.ReadFile(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	f, err := os.OpenFile(k.path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	for at := 0; at < len(content) && err == nil; {
		line, _, _ := bytes.Cut(content[at:], []byte("\n"))
		if known, _, bad := parseKnownLine(bytes.TrimSuffix(line, []byte("\r"))); bad == nil && known == name {
			_, err = f.WriteAt(bytes.Repeat([]byte("\n"), len(line)), int64(at))
		}
		at += len(line) + 1
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
