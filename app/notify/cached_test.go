package notify

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestCached writes a file, an other one in its place, and one where there
// can be none.
func TestCached(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "landline")
	for _, content := range [][]byte{[]byte("one"), []byte("one"), []byte("another")} {
		path, err := writeInto(folder, "icon.png", content)
		if err != nil {
			t.Fatal(err)
		}
		if found, err := os.ReadFile(path); err != nil || !bytes.Equal(found, content) {
			t.Errorf("%q, %v in place of %q", found, err, content)
		}
		if is, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && is.Mode() != 0o600 {
			t.Errorf("%v, %v", is.Mode(), err)
		}
	}
	if is, err := os.Stat(folder); err != nil || runtime.GOOS != "windows" && is.Mode() != 0o700|fs.ModeDir {
		t.Errorf("%v, %v", is.Mode(), err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("%v, %v lie there", left, err)
	}
	if path, err := writeInto(filepath.Join(folder, "icon.png"), "icon.png", nil); err == nil {
		t.Errorf("a file is a folder: %s", path)
	}
}
