package identity

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// newProfile makes a profile and returns its folder.
func newProfile(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ada")
	if _, err := Load(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func placeOf(t *testing.T, dir string) [16]byte {
	t.Helper()
	place, err := PlaceOf(dir)
	if err != nil {
		t.Fatal(err)
	}
	if place == ([16]byte{}) {
		t.Fatal("the place is zero, which means that it is not told")
	}
	return place
}

func TestPlaceStays(t *testing.T) {
	dir := newProfile(t)
	place := placeOf(t, dir)
	if again := placeOf(t, dir); again != place {
		t.Errorf("the place was %x and is %x", place, again)
	}
	if err := os.WriteFile(filepath.Join(dir, "settings.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if again := placeOf(t, dir); again != place {
		t.Errorf("another file in the folder changed the place from %x to %x", place, again)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		other := exec.Command(exe)
		other.Env = append(os.Environ(), placeDir+"="+dir)
		said, err := other.Output()
		if err != nil || string(said) != hex.EncodeToString(place[:]) {
			t.Errorf("another process says %s, %v; want %x", said, err, place)
		}
	}
}

func TestPlaceByOtherPaths(t *testing.T) {
	dir := newProfile(t)
	place := placeOf(t, dir)
	t.Chdir(filepath.Dir(dir))
	paths := []string{"ada", "./ada/", filepath.Join(dir, "..", "ada")}
	if runtime.GOOS != "windows" {
		link := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(dir, link); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, link)
	}
	for _, path := range paths {
		if got := placeOf(t, path); got != place {
			t.Errorf("by %q the place is %x, want %x", path, got, place)
		}
	}
}

func TestPlaceOfCopies(t *testing.T) {
	dir := newProfile(t)
	place := placeOf(t, dir)
	beside := filepath.Join(filepath.Dir(dir), "copy")
	if err := os.CopyFS(beside, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(beside, FileName), 0o600); err != nil {
		t.Fatal(err)
	}
	if placeOf(t, beside) == place {
		t.Error("a copy is in the same place")
	}
	moved := filepath.Join(filepath.Dir(dir), "moved")
	if err := os.Rename(dir, moved); err != nil {
		t.Fatal(err)
	}
	if placeOf(t, moved) == place {
		t.Error("a moved profile is in the same place")
	}
	// A copy that stands where the original stood has only the file's number
	// to tell it by.
	if err := os.Rename(beside, dir); err != nil {
		t.Fatal(err)
	}
	if placeOf(t, dir) == place {
		t.Error("a copy in the original's folder is in the same place")
	}
}

// TestPlaceName holds that each fact and the key count, and that the name is
// always made in the same way.
func TestPlaceName(t *testing.T) {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	other := ed25519.NewKeyFromSeed(append(make([]byte, ed25519.SeedSize-1), 1))
	seen := make(map[[16]byte]string)
	for what, name := range map[string]func() ([16]byte, error){
		"some facts":          func() ([16]byte, error) { return placeName(key, []string{"/home/ada", "7", "m"}) },
		"another key":         func() ([16]byte, error) { return placeName(other, []string{"/home/ada", "7", "m"}) },
		"another path":        func() ([16]byte, error) { return placeName(key, []string{"/home/bo", "7", "m"}) },
		"another file":        func() ([16]byte, error) { return placeName(key, []string{"/home/ada", "8", "m"}) },
		"another computer":    func() ([16]byte, error) { return placeName(key, []string{"/home/ada", "7", "n"}) },
		"facts cut elsewhere": func() ([16]byte, error) { return placeName(key, []string{"/home/ada7", "", "m"}) },
	} {
		place, err := name()
		if err != nil {
			t.Fatal(err)
		}
		if before, known := seen[place]; known {
			t.Errorf("%s and %s are one place", what, before)
		}
		seen[place] = what
		if got := hex.EncodeToString(place[:]); what == "some facts" && got != "bcb5138943286b5eaffa621886b4351f" {
			t.Errorf("the name of %s is %s", what, got)
		}
	}
}

func TestPlaceRefuses(t *testing.T) {
	var failed *FileError
	if _, err := PlaceOf(t.TempDir()); !errors.As(err, &failed) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder without an identity: %v", err)
	}
	dir := newProfile(t)
	if err := os.WriteFile(filepath.Join(dir, FileName), []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := PlaceOf(dir); !errors.As(err, &failed) || !errors.Is(err, ErrDamaged) {
		t.Errorf("a damaged identity: %v", err)
	}
}

// TestMachine holds that the system tells something of this computer, and the
// same each time.
func TestMachine(t *testing.T) {
	facts := machine()
	if strings.Join(facts, "") == "" || !slices.Equal(facts, machine()) {
		t.Errorf("the computer is %q", facts)
	}
}
