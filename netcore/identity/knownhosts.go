package identity

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"

	"github.com/gofrs/flock"

	"landline/netcore/chat"
)

// KeyChangedError says that a name is known with another key than the one
// given now. The caller stops and lets the person decide; Trust records a yes.
type KeyChangedError struct {
	Name         string
	Known, Given chat.MemberID
}

func (e *KeyChangedError) Error() string {
	return fmt.Sprintf("identity: %s was known with key %s and now shows %s", e.Name, e.Known, e.Given)
}

// KnownHosts is a file of the keys that names were first seen with. It only
// ever grows, by one line per write, so that several processes share it; Forget
// blanks lines where they stand. A name is whatever the caller pins, such as "room 3f…" or "address
// 192.168.1.20:7678": up to MaxKnownName bytes.
type KnownHosts struct {
	path string
	last atomic.Pointer[knownFile]
}

// knownFile is the file as it was at one moment. It never changes.
type knownFile struct {
	info os.FileInfo // nil while there is no file
	knownList
}

// OpenKnownHosts reads the file at path; one that does not exist counts as
// empty and is made by the first Trust, with mode 0600, its directory with
// 0700. It fails for a file of another kind or version, or one longer than
// 4 MiB; single damaged lines are skipped and Damaged lists them.
func OpenKnownHosts(path string) (*KnownHosts, error) {
	k := &KnownHosts{path: path}
	if _, err := k.current(); err != nil {
		return nil, err
	}
	return k, nil
}

// Check compares id with the key that name is known with, as the file has it
// now. known is false for a name that was never trusted; a different key is a
// *KeyChangedError.
func (k *KnownHosts) Check(name string, id chat.MemberID) (known bool, err error) {
	file, err := k.current()
	if err != nil {
		return false, err
	}
	was, known := file.ids[name]
	if known && was != id {
		return true, &KeyChangedError{Name: name, Known: was, Given: id}
	}
	return known, nil
}

// Lookup is the key that name is known with, as the file has it now.
func (k *KnownHosts) Lookup(name string) (id chat.MemberID, known bool, err error) {
	file, err := k.current()
	if err != nil {
		return chat.MemberID{}, false, err
	}
	id, known = file.ids[name]
	return id, known, nil
}

// Keys are all that name was ever known with, as the file has it now, the newest
// last: those before it were replaced by Trust. A key is in it again where it was
// trusted again, and none is of a name that Forget forgot since.
func (k *KnownHosts) Keys(name string) ([]chat.MemberID, error) {
	file, err := k.current()
	if err != nil {
		return nil, err
	}
	id, known := file.ids[name]
	if !known {
		return nil, nil
	}
	return append(slices.Clone(file.former[name]), id), nil
}

// Meet compares id with the key that name is known with, and records it at
// first contact, in one step: of two processes that meet a name at the same
// moment with different keys, the second gets the *KeyChangedError.
func (k *KnownHosts) Meet(name string, id chat.MemberID) error {
	if known, err := k.Check(name, id); known || err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(k.path), 0o700); err != nil {
		return k.failed(err)
	}
	turn := flock.New(k.path + ".lock")
	if err := turn.Lock(); err != nil {
		return k.failed(err)
	}
	known, err := k.Check(name, id)
	if err == nil && !known {
		err = k.Trust(name, id)
	}
	return errors.Join(err, turn.Close())
}

// Trust records that name has the key id from now on, in place of any other,
// and returns when that is on disk. It writes nothing where the file says so
// already.
func (k *KnownHosts) Trust(name string, id chat.MemberID) error {
	if err := checkKnownName(name); err != nil {
		return err
	}
	if id.IsZero() {
		return errors.New("identity: known hosts: the zero id is nobody's key")
	}
	file, err := k.current()
	if err != nil {
		return err
	}
	if was, ok := file.ids[name]; ok && was == id {
		return nil
	}
	line := formatKnown(name, id)
	if file.torn {
		line = "\n" + line
	}
	if file.info != nil && file.info.Size()+int64(len(line)) > maxKnownFile {
		return k.failed(fmt.Errorf("the file is full (%d bytes); remove lines that are not needed", file.info.Size()))
	}
	if err := k.appendLine(line); err != nil {
		return k.failed(err)
	}
	return nil
}

// Damaged lists the lines that the last reading skipped, at most 100 of them.
func (k *KnownHosts) Damaged() []LineError {
	return append([]LineError(nil), k.last.Load().damaged...)
}

// current is the file as it is now, read again only when it changed.
func (k *KnownHosts) current() (*knownFile, error) {
	info, err := os.Stat(k.path)
	last := k.last.Load()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		none := &knownFile{}
		k.last.Store(none)
		return none, nil
	case err != nil:
		return nil, k.failed(err)
	case last != nil && sameFile(last.info, info):
		return last, nil
	case !info.Mode().IsRegular():
		return nil, k.failed(errors.New("not a file"))
	}
	file, err := k.read()
	if err != nil {
		return nil, k.failed(err)
	}
	k.last.Store(file)
	return file, nil
}

func sameFile(a, b os.FileInfo) bool {
	return a != nil && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && os.SameFile(a, b)
}

func (k *KnownHosts) read() (*knownFile, error) {
	f, err := OpenShared(k.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	// Taken before reading: lines appended meanwhile make the next look find
	// another size and read again.
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(f, maxKnownFile+knownSlack+1))
	if err != nil {
		return nil, err
	}
	list, err := parseKnown(content)
	if err != nil {
		return nil, err
	}
	return &knownFile{info: info, knownList: list}, nil
}

func (k *KnownHosts) appendLine(line string) error {
	if err := os.MkdirAll(filepath.Dir(k.path), 0o700); err != nil {
		return err
	}
	if _, err := os.Stat(k.path); errors.Is(err, fs.ErrNotExist) {
		if err := publish(k.path, []byte(knownHeader+"\n")); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	f, err := os.OpenFile(k.path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func (k *KnownHosts) failed(err error) error {
	return fmt.Errorf("identity: known hosts: %s: %w", k.path, err)
}
