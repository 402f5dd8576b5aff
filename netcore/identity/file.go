package identity

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// FileName is the name of the key's file inside a profile's directory: PEM
// (RFC 7468 section 10) around PKCS #8 (RFC 8410 section 7), as other programs
// read and write it too.
const FileName = "identity.pem"

// maxFile is far above the 119 bytes of such a key and far below what hurts.
const maxFile = 4 << 10

const pemType = "PRIVATE KEY"

// Reasons for which Load does not use a key's file. Both need the person: a
// key is never replaced behind their back, since others know them by it.
var (
	// ErrDamaged means that the file does not hold one Ed25519 key.
	ErrDamaged = errors.New("the file does not hold a usable key; put back a copy of it, or move it away to start as a new person")
	// ErrExposed means that other accounts of this computer may read or
	// change the file (Unix permission bits).
	ErrExposed = errors.New("other accounts can open the file; make it private with chmod 600, and move it away if the key may have been copied")
)

// FileError names the file that stands in the way. Err is or wraps ErrDamaged,
// ErrExposed or what the operating system said.
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("identity: %s: %v", e.Path, e.Err) }

// Unwrap gives Err.
func (e *FileError) Unwrap() error { return e.Err }

// Load reads the identity of the profile in dir, and makes directory and key
// first where they do not exist. Processes that do so at once all end with the
// same key. A new directory gets mode 0700 and the key 0600; on Windows both
// inherit the access rights of the directory above.
//
// The error is a *FileError. A damaged file is left as it is, and so is one
// that others can open: fixing the mode alone would hide that the key may be
// in other hands.
func Load(dir string) (*Identity, error) {
	path := filepath.Join(dir, FileName)
	key, err := readKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		key, err = makeKey(dir, path)
	}
	if err != nil {
		return nil, &FileError{Path: path, Err: err}
	}
	return fromKey(key)
}

func readKey(path string) (ed25519.PrivateKey, error) {
	// Looking first keeps a pipe or a device in the file's place from
	// blocking the open.
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrDamaged
	}
	file, err := OpenShared(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err = file.Stat(); err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("mode %#o: %w", info.Mode().Perm(), ErrExposed)
	}
	content, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, err
	}
	return decodeKey(content)
}

func decodeKey(content []byte) (ed25519.PrivateKey, error) {
	if len(content) > maxFile {
		return nil, fmt.Errorf("longer than %d bytes: %w", maxFile, ErrDamaged)
	}
	block, rest := pem.Decode(content)
	if block == nil || block.Type != pemType || strings.TrimSpace(string(rest)) != "" {
		return nil, ErrDamaged
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	key, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("a key of type %T, want Ed25519: %w", parsed, ErrDamaged)
	}
	return key, nil
}

func makeKey(dir, path string) (ed25519.PrivateKey, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	made := publish(path, pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: der}))
	// Whatever stands there now counts, our own key or that of a process
	// that was faster.
	key, err = readKey(path)
	if made != nil && errors.Is(err, fs.ErrNotExist) {
		return nil, made
	}
	return key, err
}

// publish makes path with content, all at once, and fails with fs.ErrExist
// where path exists. A reader sees no file or the whole of it, also after a
// power cut. What a crash may leave behind is an unused temporary file.
func publish(path string, content []byte) error {
	dir := filepath.Dir(path)
	temp, err := os.CreateTemp(dir, ".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(content)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	if err := moveNew(temp.Name(), path); err != nil {
		return err
	}
	return SyncDir(dir)
}
