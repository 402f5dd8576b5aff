package app

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"landline/netcore/chat"
)

// keyOf is the n-th of many keys.
func keyOf(n int) chat.MemberID { return chat.MemberID{byte(n), byte(n >> 8), 31: 1} }

func TestVerified(t *testing.T) {
	dir := t.TempDir()
	v, other := newVerified(dir), newVerified(dir)
	has := func(id chat.MemberID, want bool) {
		t.Helper()
		for _, v := range []*verified{v, other} {
			if got, err := v.has(id); err != nil || got != want {
				t.Errorf("has(%s) = %v, %v; want %v", id.Tag(), got, err, want)
			}
		}
	}
	set := func(v *verified, id chat.MemberID, name string, yes bool) {
		t.Helper()
		if err := v.set(id, name, yes); err != nil {
			t.Fatal(err)
		}
	}
	has(keyOf(1), false)
	set(v, keyOf(1), "", false)
	if _, err := os.Stat(filepath.Join(dir, verifiedFile)); err == nil {
		t.Error("nothing to keep made a file")
	}
	set(v, keyOf(1), " Bo  B ", true)
	set(other, keyOf(2), "\u202ecleo", true)
	has(keyOf(1), true)
	has(keyOf(2), true)
	has(keyOf(3), false)
	set(other, keyOf(1), "Bob", true) // met again under another name
	set(v, keyOf(1), "", true)        // and again where no name was at hand
	people, err := v.list()
	if err != nil || len(people) != 2 {
		t.Fatalf("list has %v, %v", people, err)
	}
	if people[0].Name != "Bob" || people[0].Key != keyOf(1) || people[1].Name != "" {
		t.Errorf("list has %v", people)
	}
	if age := time.Since(people[0].At); age < 0 || age > time.Hour {
		t.Errorf("compared %v ago", age)
	}
	set(v, keyOf(1), "", false)
	has(keyOf(1), false)
	has(keyOf(2), true)
	if keys, err := other.keys(); err != nil || !slices.Equal(keys, []chat.MemberID{keyOf(2)}) {
		t.Errorf("keys %v, %v", keys, err)
	}
	if v.set(chat.MemberID{}, "Nobody", true) == nil {
		t.Error("the zero id was taken for a key")
	}
	info, err := os.Stat(filepath.Join(dir, verifiedFile))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, %v", info.Mode(), err)
	}
}

// TestVerifiedByMany has several that share the file, as processes do, and each
// keep what the others wrote.
func TestVerifiedByMany(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for n := range 20 {
		all.Go(func() {
			if err := newVerified(dir).set(keyOf(n), fmt.Sprint("Person ", n), true); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if keys, err := newVerified(dir).keys(); err != nil || len(keys) != 20 {
		t.Errorf("%d keys, %v", len(keys), err)
	}
}

func TestVerifiedRefuses(t *testing.T) {
	key := keyOf(1).String()
	for name, content := range map[string]string{
		"empty":         "",
		"cut off":       `{"verified":[{"key":"` + key + `"`,
		"more behind":   `{"verified":[]} {}`,
		"no key":        `{"verified":[{"name":"Bo","at":"2026-03-01T12:00:00Z"}]}`,
		"short key":     `{"verified":[{"key":"` + key[2:] + `"}]}`,
		"no time":       `{"verified":[{"key":"` + key + `","at":"noon"}]}`,
		"year 10000":    `{"verified":[{"key":"` + key + `","at":"9999-12-31T23:59:59-23:00"}]}`,
		"another shape": `["` + key + `"]`,
		"too many":      `{"verified":[` + strings.TrimSuffix(strings.Repeat(`{"key":"`+key+`"},`, verifiedKept+1), ",") + `]}`,
		"too large":     strings.Repeat(" ", verifiedBytes+1),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, verifiedFile)
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			v := newVerified(dir)
			_, err := v.has(keyOf(1))
			for what, err := range map[string]error{"has": err, "set": v.set(keyOf(2), "", true)} {
				if err == nil || !strings.Contains(err.Error(), path) {
					t.Errorf("%s: %v, want an error that names the file", what, err)
				}
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != content {
				t.Errorf("the damaged file was changed: %v", err)
			}
		})
	}
}

// TestVerifiedFull fills the list with the longest of names. It stays readable.
func TestVerifiedFull(t *testing.T) {
	people := make([]Compared, verifiedKept)
	for n := range people {
		people[n] = Compared{Key: keyOf(n), Name: strings.Repeat("&", chat.MaxName), At: time.Unix(0, 0).UTC()}
	}
	content, err := encodeVerified(people)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, verifiedFile), content, 0o600); err != nil {
		t.Fatal(err)
	}
	v := newVerified(dir)
	if err := v.set(keyOf(verifiedKept), "One more", true); err == nil || !strings.Contains(err.Error(), v.path) {
		t.Errorf("one more: %v", err)
	}
	if err := v.set(keyOf(3), "Known already", true); err != nil {
		t.Errorf("one who is there: %v", err)
	}
	if err := v.set(keyOf(3), "", false); err != nil {
		t.Errorf("taking one back: %v", err)
	}
}

// FuzzVerified reads any file. What can be read is written and read again.
func FuzzVerified(f *testing.F) {
	f.Add([]byte(`{"verified":[{"key":"` + keyOf(1).String() + `","name":"Bo","at":"2026-03-01T12:00:00Z"}]}`))
	f.Add([]byte(`{"verified":[{"key":"` + strings.ToUpper(keyOf(300).String()) + `","at":"2026-03-01T12:00:00.5+02:00"}],"later":1}`))
	f.Add([]byte(`{"VERIFIED":[{"key":"` + keyOf(1).String() + `","name":"\u202e","at":"0001-01-01T00:00:00Z"},{"key":"` + keyOf(1).String() + `"}]}`))
	f.Add([]byte(`{"verified":[{}]}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, content []byte) {
		first, err := parseVerified(content)
		if err != nil {
			return
		}
		written, err := encodeVerified(first)
		if err != nil {
			t.Fatal(err)
		}
		again, err := parseVerified(written)
		if err != nil || !slices.Equal(again, first) {
			t.Fatalf("read %v, written and read again %v, %v", first, again, err)
		}
		if !json.Valid(written) {
			t.Fatalf("%q is no JSON", written)
		}
	})
}
