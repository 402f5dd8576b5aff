package notify

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// cached puts a part of the program into the person's cache as a file, for other
// programs to read, and returns its path.
func cached(name string, content []byte) (path string, err error) {
	cache, err := os.UserCacheDir()
	if err == nil {
		path, err = writeInto(filepath.Join(cache, "landline"), name, content)
	}
	if err != nil {
		return "", fmt.Errorf("notify: cache: %w", err)
	}
	return path, nil
}

// writeInto puts a file into a folder, unless it is there. Whoever reads it sees
// all of it or nothing.
func writeInto(folder, name string, content []byte) (string, error) {
	path := filepath.Join(folder, name)
	if found, err := os.ReadFile(path); err == nil && bytes.Equal(found, content) {
		return path, nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(folder, "."+name+"-*") // mode 0600
	if err != nil {
		return "", err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return "", err
	}
	return path, nil
}
