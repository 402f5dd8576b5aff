package identity

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"landline/netcore/chat"
)

// TestForget forgets one name of two, which was known with two keys.
func TestForget(t *testing.T) {
	path := filepath.Join(t.TempDir(), "known_hosts")
	k, err := OpenKnownHosts(path)
	if err != nil {
		t.Fatal(err)
	}
	first, second := chat.MemberID{1}, chat.MemberID{2}
	for _, known := range []struct {
		name string
		id   chat.MemberID
	}{{"room a", first}, {"room b", first}, {"room a", second}} {
		if err := k.Trust(known.name, known.id); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Forget("room a"); err != nil {
		t.Fatal(err)
	}
	for _, again := range []*KnownHosts{k, reopened(t, path)} {
		if _, known, err := again.Lookup("room a"); known || err != nil {
			t.Errorf("room a: known %v, %v", known, err)
		}
		if id, known, err := again.Lookup("room b"); !known || id != first || err != nil {
			t.Errorf("room b: %v, known %v, %v", id, known, err)
		}
		if damaged := again.Damaged(); len(damaged) > 0 {
			t.Errorf("damaged: %v", damaged)
		}
	}
	content, err := os.ReadFile(path)
	if err != nil || bytes.Contains(content, []byte("room a")) {
		t.Errorf("the file holds %q, %v", content, err)
	}
	if err := k.Meet("room a", second); err != nil {
		t.Errorf("the next meeting is no first contact: %v", err)
	}
	if err := k.Forget("room c"); err != nil {
		t.Errorf("a name that is not known: %v", err)
	}
}

func reopened(t *testing.T, path string) *KnownHosts {
	t.Helper()
	k, err := OpenKnownHosts(path)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
