package app

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"landline/netcore/chat"
)

func TestSettingsComeBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.json")
	s, err := openSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	older, newer := chat.NewRoomID(), chat.NewRoomID()
	err = s.change(func(now *Settings) {
		now.Name = "Ada"
		now.Hosted = []Hosted{{Name: "Lab", Room: newer, Locked: true}, {Name: "Attic", Room: chat.NewRoomID()}, {Name: "Lab", Room: older}}
		for i := range 20 {
			now.joined(fmt.Sprint("10.0.0.", i))
		}
		now.joined("10.0.0.3")
	})
	if err != nil {
		t.Fatal(err)
	}
	again, err := openSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	got := again.get()
	if got.Name != "Ada" || !slices.Equal(got.roomsNamed("Lab"), []chat.RoomID{older, newer}) || !got.Hosted[0].Locked || got.Hosted[1].Locked {
		t.Errorf("came back as %+v", got)
	}
	if len(got.Recent) != recentTargets || got.Recent[0] != "10.0.0.3" || got.Recent[1] != "10.0.0.19" {
		t.Errorf("recent targets %v", got.Recent)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".settings-*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestSettingsShared has several openers change one file at once: nobody's
// change is lost.
func TestSettingsShared(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.json")
	var writers sync.WaitGroup
	for i := range 8 {
		writers.Go(func() {
			s, err := openSettings(path)
			if err != nil {
				t.Error(err)
				return
			}
			err = s.change(func(now *Settings) {
				now.Hosted = append(now.Hosted, Hosted{Name: fmt.Sprint("room ", i), Room: chat.NewRoomID()})
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	writers.Wait()
	s, err := openSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.get().Hosted; len(got) != 8 {
		t.Errorf("%d of 8 rooms were kept: %v", len(got), got)
	}
}

// TestSettingsUnchanged has a change that changes nothing, such as opening a
// room that was open before: it must not write, or a full disk would keep the
// room shut.
func TestSettingsUnchanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.json")
	s, err := openSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	room := Hosted{Name: "Lab", Room: chat.NewRoomID()}
	open := func() os.FileInfo {
		t.Helper()
		if err := s.change(func(now *Settings) { now.Hosted = []Hosted{room} }); err != nil {
			t.Fatal(err)
		}
		file, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	if first := open(); !os.SameFile(first, open()) {
		t.Error("the file was written again")
	}
}

// TestSettingsDamaged wants an error that names the file, and the file left as
// it is.
func TestSettingsDamaged(t *testing.T) {
	for name, content := range map[string]string{
		"cut off":   `{"name": "Ad`,
		"empty":     "",
		"too large": "{}" + strings.Repeat(" ", settingsBytes),
		"a bad id":  `{"hosted": [{"name": "Lab", "room": "12"}]}`,
	} {
		path := filepath.Join(t.TempDir(), "settings.json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := openSettings(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
		if got, _ := os.ReadFile(path); string(got) != content {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

// FuzzSettings reads any file. What can be read is written and read again.
func FuzzSettings(f *testing.F) {
	f.Add([]byte(`{"name": "Ada", "recent": ["lab:9000"], "rooms": [{"name": "Lab", "hosting": true, "port": 7678, "locked": true}], "hosted": [{"name": "Lab", "room": "0123456789abcdef0123456789abcdef", "locked": true}]}`))
	f.Add([]byte(`{"hosted": [{"room": "0123456789abcdef0123456789abcdef", "more": {}}, null], "rooms": [{}, {}], "PREFS": {"look": "sepia"}, "more": []}`))
	f.Add([]byte(`{`))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(dir, "settings.json")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := openSettings(path)
		if err != nil {
			return
		}
		if err := s.change(func(now *Settings) { now.Hue++ }); err != nil {
			if len(content) < 500 { // a larger one may have no space to grow, indented as it is
				t.Fatal(err)
			}
			return
		}
		if _, err := openSettings(path); err != nil {
			t.Fatalf("%q was written as something that cannot be read: %v", content, err)
		}
	})
}
