package identity

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"landline/netcore/chat"
)

func TestLoadKeepsTheKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profiles", "ada")
	first, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if first.ID() != again.ID() {
		t.Errorf("the second Load gives %v, the first %v", again.ID(), first.ID())
	}
	if names := namesIn(t, dir); len(names) != 1 || names[0] != FileName {
		t.Errorf("the directory holds %q, want only the key", names)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, FileName): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: mode %v, %v, want %v", path, info.Mode().Perm(), err, want)
		}
	}
}

func TestLoadByManyGoroutinesAtOnce(t *testing.T) {
	for range 20 {
		dir := filepath.Join(t.TempDir(), "profile")
		ids := make([]chat.MemberID, 10)
		var all sync.WaitGroup
		for n := range ids {
			all.Go(func() {
				i, err := Load(dir)
				if err != nil {
					t.Error(err)
					return
				}
				ids[n] = i.ID()
			})
		}
		all.Wait()
		for _, id := range ids {
			if id != ids[0] || id.IsZero() {
				t.Fatalf("different keys for one directory: %v", ids)
			}
		}
		if names := namesIn(t, dir); len(names) != 1 {
			t.Fatalf("the directory holds %q, want only the key", names)
		}
	}
}

func TestLoadByManyProcessesAtOnce(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "profile")
	processes := make([]*exec.Cmd, 10)
	said := make([]bytes.Buffer, len(processes))
	for n := range processes {
		processes[n] = exec.Command(exe)
		processes[n].Env = append(os.Environ(), loadDir+"="+dir)
		processes[n].Stdout, processes[n].Stderr = &said[n], &said[n]
		if err := processes[n].Start(); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range processes {
		if err := p.Wait(); err != nil {
			t.Error(err)
		}
	}
	kept, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	for n := range said {
		if said[n].String() != kept.ID().String() {
			t.Errorf("process %d says %q, the file holds %v", n, said[n].String(), kept.ID())
		}
	}
}

func TestLoadRefusesAndLeavesADamagedFile(t *testing.T) {
	whole := func() []byte {
		dir := t.TempDir()
		if _, err := Load(dir); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(filepath.Join(dir, FileName))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}()
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(other)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"empty":          {},
		"cut":            whole[:len(whole)/2],
		"not PEM":        []byte("hello"),
		"two keys":       append(bytes.Clone(whole), whole...),
		"changed":        bytes.Replace(whole, []byte("MC"), []byte("AA"), 1),
		"another kind":   pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: der}),
		"another block":  bytes.ReplaceAll(whole, []byte(pemType), []byte("CERTIFICATE")),
		"far too long":   append(bytes.Clone(whole), bytes.Repeat([]byte("\n"), maxFile)...),
		"words after it": append(bytes.Clone(whole), "and more"...),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, FileName)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Load(dir)
			var file *FileError
			if !errors.Is(err, ErrDamaged) || !errors.As(err, &file) || file.Path != path {
				t.Errorf("got %v, want ErrDamaged with the path", err)
			}
			if err != nil && !strings.Contains(err.Error(), path) {
				t.Errorf("%q does not name the file", err)
			}
			if left, err := os.ReadFile(path); err != nil || !bytes.Equal(left, content) {
				t.Errorf("the file was changed (%v)", err)
			}
		})
	}
}

func TestLoadRefusesADirectoryInTheFilesPlace(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, FileName), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
}

func TestLoadRefusesAFileThatOthersCanOpen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps access rights elsewhere than in the mode")
	}
	dir := t.TempDir()
	if _, err := Load(dir); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, FileName)
	for _, mode := range []os.FileMode{0o644, 0o640, 0o604, 0o620, 0o602, 0o610} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(dir); !errors.Is(err, ErrExposed) {
			t.Errorf("mode %#o: got %v, want ErrExposed", mode, err)
		}
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err != nil {
		t.Errorf("mode 0400: %v", err)
	}
}

func TestLoadWhereNothingCanBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var at *FileError
	if _, err := Load(filepath.Join(file, "profile")); !errors.As(err, &at) {
		t.Errorf("got %v, want a FileError", err)
	}
}

func TestPublishNeverReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := publish(path, []byte("first")); err != nil {
		t.Fatal(err)
	}
	if err := publish(path, []byte("second")); !errors.Is(err, os.ErrExist) {
		t.Errorf("got %v, want ErrExist", err)
	}
	if content, err := os.ReadFile(path); err != nil || string(content) != "first" {
		t.Errorf("the file holds %q, %v", content, err)
	}
}

func namesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
