package identity

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"landline/netcore/chat"
)

var idA, idB = chat.MemberID{0xa}, chat.MemberID{0xb}

func openKnown(t *testing.T, path string) *KnownHosts {
	t.Helper()
	k, err := OpenKnownHosts(path)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func wantKnown(t *testing.T, k *KnownHosts, name string, id chat.MemberID, want bool) {
	t.Helper()
	if known, err := k.Check(name, id); err != nil || known != want {
		t.Errorf("Check(%q) gives %v, %v, want %v", name, known, err, want)
	}
}

func wantChanged(t *testing.T, k *KnownHosts, name string, known, given chat.MemberID) {
	t.Helper()
	var changed *KeyChangedError
	if _, err := k.Check(name, given); !errors.As(err, &changed) || *changed != (KeyChangedError{name, known, given}) {
		t.Errorf("Check(%q) gives %v, want KeyChangedError", name, err)
	}
}

func TestKnownHostsTrustOnFirstUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "profile", "known_hosts")
	k := openKnown(t, path)
	const name = "address 192.168.1.20:7678"
	wantKnown(t, k, name, idA, false)
	if err := k.Trust(name, idA); err != nil {
		t.Fatal(err)
	}
	wantKnown(t, k, name, idA, true)
	wantKnown(t, k, "room 00", idA, false)
	wantChanged(t, k, name, idA, idB)

	if err := k.Trust(name, idB); err != nil {
		t.Fatal(err)
	}
	k = openKnown(t, path)
	wantKnown(t, k, name, idB, true)
	wantChanged(t, k, name, idB, idA)
	if id, known, err := k.Lookup(name); id != idB || !known || err != nil {
		t.Errorf("Lookup gives %v, %v, %v", id, known, err)
	}
}

// TestKnownHostsKeys wants every key that a name had, in their order, from a file
// that was read anew too, and none once the name is forgotten.
func TestKnownHostsKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "known_hosts")
	k := openKnown(t, path)
	want := func(name string, ids ...chat.MemberID) {
		t.Helper()
		for _, k := range []*KnownHosts{k, openKnown(t, path)} {
			if got, err := k.Keys(name); err != nil || !slices.Equal(got, ids) {
				t.Errorf("Keys(%q) gives %v, %v, want %v", name, got, err, ids)
			}
		}
	}
	want("room")
	for _, step := range []struct {
		id   chat.MemberID
		keys []chat.MemberID
	}{{idA, []chat.MemberID{idA}}, {idA, []chat.MemberID{idA}}, {idB, []chat.MemberID{idA, idB}}, {idA, []chat.MemberID{idA, idB, idA}}} {
		if err := k.Trust("room", step.id); err != nil {
			t.Fatal(err)
		}
		want("room", step.keys...)
	}
	want("another room")
	if err := k.Forget("room"); err != nil {
		t.Fatal(err)
	}
	want("room")
}

func TestKnownHostsSaysNothingTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "known_hosts")
	k := openKnown(t, path)
	for range 3 {
		if err := k.Trust("room", idA); err != nil {
			t.Fatal(err)
		}
	}
	content, err := os.ReadFile(path)
	if want := knownHeader + "\n" + formatKnown("room", idA); err != nil || string(content) != want {
		t.Errorf("the file holds %q, %v, want %q", content, err, want)
	}
}

func TestKnownHostsSeesOtherProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "known_hosts")
	one, two := openKnown(t, path), openKnown(t, path)
	if err := one.Trust("room", idA); err != nil {
		t.Fatal(err)
	}
	wantKnown(t, two, "room", idA, true)
	if err := two.Trust("room", idB); err != nil {
		t.Fatal(err)
	}
	wantChanged(t, one, "room", idB, idA)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	wantKnown(t, one, "room", idA, false)
	if err := one.Trust("room", idA); err != nil {
		t.Fatal(err)
	}
	wantKnown(t, two, "room", idA, true)
}

func TestKnownHostsManyWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "known_hosts")
	var all sync.WaitGroup
	for n := range 8 {
		k := openKnown(t, path)
		all.Go(func() {
			for m := range 10 {
				name := fmt.Sprintf("room %d.%d", n, m)
				if err := k.Trust(name, chat.MemberID{byte(n + 1), byte(m)}); err != nil {
					t.Error(err)
				}
				if _, err := k.Check("room 0.0", chat.MemberID{1}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	k := openKnown(t, path)
	for n := range 8 {
		for m := range 10 {
			wantKnown(t, k, fmt.Sprintf("room %d.%d", n, m), chat.MemberID{byte(n + 1), byte(m)}, true)
		}
	}
	if damaged := k.Damaged(); len(damaged) != 0 {
		t.Errorf("damaged lines: %v", damaged)
	}
}

func TestKnownHostsNames(t *testing.T) {
	path := filepath.Join(t.TempDir(), "known_hosts")
	k := openKnown(t, path)
	names := []string{"address [fe80::1%Wi-Fi 2]:7678", "Küche", "a\nb", "a\x00b", "\xff\xfe", `"\`, "\uFFFD", strings.Repeat("\xff", MaxKnownName)}
	for _, name := range names {
		if err := k.Trust(name, idA); err != nil {
			t.Fatal(err)
		}
	}
	k = openKnown(t, path)
	for _, name := range names {
		wantKnown(t, k, name, idA, true)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range content {
		if b != '\n' && (b < ' ' || b > '~') {
			t.Fatalf("the file holds byte %#x", b)
		}
	}
	for _, bad := range []string{"", strings.Repeat("x", MaxKnownName+1)} {
		if err := k.Trust(bad, idA); err == nil {
			t.Errorf("a name of %d bytes was taken", len(bad))
		}
	}
	if err := k.Trust("zero", chat.MemberID{}); err == nil {
		t.Error("the zero id was trusted")
	}
}

func TestKnownHostsSkipsDamagedLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "known_hosts")
	good := formatKnown("good", idA)
	content := knownHeader + "\r\n" +
		"hello\n" +
		strings.Replace(good, "good", "short", 1)[2:] +
		strings.TrimSuffix(good, "\"\n") + "\n" +
		fmt.Sprintf("%064x \"zero\"\n", 0) +
		"\n" +
		strings.Repeat("x", maxKnownLine+1) + "\n" +
		strings.TrimSuffix(good, "\n") + "\r\n" +
		strings.TrimSuffix(formatKnown("cut", idA), "\n")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	k := openKnown(t, path)
	wantKnown(t, k, "good", idA, true)
	wantKnown(t, k, "cut", idA, false)
	var lines []int
	for _, d := range k.Damaged() {
		lines = append(lines, d.Line)
		if d.Error() == "" || d.Reason == "" {
			t.Errorf("line %d has no reason", d.Line)
		}
	}
	if fmt.Sprint(lines) != "[2 3 4 5 7 9]" {
		t.Errorf("damaged lines are %v", lines)
	}
	// A line appended now must not be glued to the one that was cut off.
	if err := k.Trust("later", idB); err != nil {
		t.Fatal(err)
	}
	wantKnown(t, k, "later", idB, true)
}

func TestKnownHostsRefusesOtherFiles(t *testing.T) {
	for name, content := range map[string]string{
		"empty":   "",
		"newer":   "landline known hosts 2\n",
		"foreign": "github.com ssh-ed25519 AAAA\n",
		"huge":    knownHeader + "\n" + strings.Repeat("\n", maxKnownFile+knownSlack),
	} {
		path := filepath.Join(t.TempDir(), "known_hosts")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenKnownHosts(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v, want an error with the path", name, err)
		}
	}
	if _, err := OpenKnownHosts(t.TempDir()); err == nil {
		t.Error("a directory was opened")
	}
}

func TestKnownHostsStopsWhenFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "known_hosts")
	content := knownHeader + "\n" + formatKnown("room", idA)
	content += strings.Repeat("\n", maxKnownFile-len(content))
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	k := openKnown(t, path)
	wantKnown(t, k, "room", idA, true)
	if err := k.Trust("another", idB); err == nil {
		t.Error("a full file took another line")
	}
}

func TestKnownHostsHeaderWithoutEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "known_hosts")
	if err := os.WriteFile(path, []byte(knownHeader), 0o600); err != nil {
		t.Fatal(err)
	}
	k := openKnown(t, path)
	if err := k.Trust("room", idA); err != nil {
		t.Fatal(err)
	}
	wantKnown(t, openKnown(t, path), "room", idA, true)
}

// FuzzKnownHosts reads any file, writes what it found, and must find the same.
func FuzzKnownHosts(f *testing.F) {
	f.Add([]byte(knownHeader + "\n" + formatKnown("room 00", idA) + formatKnown("Küche \xff", idB)))
	f.Add([]byte(knownHeader + "\n" + formatKnown("cut", idA)[:69]))
	f.Add([]byte(knownHeader))
	f.Add([]byte("landline known hosts 2\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		list, err := parseKnown(content)
		if err != nil {
			return
		}
		if len(list.damaged) > maxLineNotes {
			t.Fatalf("%d notes", len(list.damaged))
		}
		written := knownHeader + "\n"
		for name, id := range list.ids {
			written += formatKnown(name, id)
		}
		again, err := parseKnown([]byte(written))
		if err != nil || len(again.damaged) != 0 || len(again.ids) != len(list.ids) {
			t.Fatalf("read again: %v, %v, %d of %d names", err, again.damaged, len(again.ids), len(list.ids))
		}
		for name, id := range list.ids {
			if again.ids[name] != id {
				t.Fatalf("%q changed from %v to %v", name, id, again.ids[name])
			}
		}
	})
}

// TestFirstContactsAtOnce has many meet one name with different keys: one wins,
// and the others hear so.
func TestFirstContactsAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "known_hosts")
	var meeting sync.WaitGroup
	var won atomic.Int64
	for i := range 16 {
		meeting.Go(func() {
			k, err := OpenKnownHosts(path)
			if err != nil {
				t.Error(err)
				return
			}
			var changed *KeyChangedError
			switch err := k.Meet("address lab", chat.MemberID{byte(i + 1)}); {
			case err == nil:
				won.Add(1)
			case !errors.As(err, &changed):
				t.Error(err)
			}
		})
	}
	meeting.Wait()
	if won.Load() != 1 {
		t.Errorf("%d keys were taken for one name", won.Load())
	}
}
