package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestSettingsOfANewerVersion changes what this program knows in a file of one
// that knows more: what it does not know stays, wherever it stands.
func TestSettingsOfANewerVersion(t *testing.T) {
	const lab, attic, den = "00000000000000000000000000000001", "00000000000000000000000000000002", "00000000000000000000000000000003"
	const file = `{
		"name": "Ada", "recent": ["lab:9000"],
		"blocked": ["abcd"],
		"prefs": {"focus": true, "look": "sepia", "language": "tlh", "silent": true},
		"rooms": [
			{"name": "Attic", "room": "` + attic + `", "pinned": 1},
			{"name": "10.0.0.7", "target": "10.0.0.7:7678", "pinned": 2}
		],
		"hosted": [
			{"name": "Lab", "room": "` + lab + `", "owner_only": true, "port": 7678},
			{"name": "Attic", "room": "` + attic + `", "owner_only": "no"}
		]
	}`
	room := func(hex string) (id chat.RoomID) {
		if err := id.UnmarshalText([]byte(hex)); err != nil {
			t.Fatal(err)
		}
		return id
	}
	tests := []struct {
		name string
		edit func(*Settings)
		want string // as file, but for this: a JSON merge patch (RFC 7396) without lists inside
	}{
		{"nothing", func(*Settings) {}, `{}`},
		{"another key", func(s *Settings) { s.Name = "Bo" }, `{"name": "Bo"}`},
		{"a list", func(s *Settings) { s.joined("den") }, `{"recent": ["den", "lab:9000"]}`},
		{"a preference", func(s *Settings) { s.Prefs.Sound = true }, `{"prefs": {"sound": true}}`},
		{"the last preference that it knows", func(s *Settings) { s.Prefs.Silent = false }, `{"prefs": {"silent": null}}`},
		{"a value that it does not know", func(s *Settings) { s.Prefs.Look = vm.LookDark }, `{"prefs": {"look": "dark"}}`},
		{"rooms come and go", func(s *Settings) {
			s.Rooms = []RoomSeat{{Name: "Den", Room: room(den)}, {Name: "The lab", Target: "10.0.0.7:7678"}}
			s.Hosted = s.Hosted[1:]
			s.Hosted[0].Port = 7679
		}, `{
			"rooms": [{"name": "Den", "room": "` + den + `"}, {"name": "The lab", "target": "10.0.0.7:7678", "pinned": 2}],
			"hosted": [{"name": "Attic", "room": "` + attic + `", "owner_only": "no", "port": 7679}]
		}`},
		{"no room is left", func(s *Settings) { s.Rooms, s.Hosted = nil, nil }, `{"rooms": null, "hosted": null}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "settings.json")
			if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := openSettings(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.change(tt.edit); err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := decoded(t, content), patched(decoded(t, []byte(file)), decoded(t, []byte(tt.want))); !reflect.DeepEqual(got, want) {
				t.Errorf("the file has %s, want %v", content, want)
			}
			again, err := openSettings(path)
			if err != nil || !reflect.DeepEqual(again.get(), s.get()) {
				t.Errorf("it came back as %+v, %v", again, err)
			}
		})
	}
}

// TestSettingsInCapitals has keys as a hand wrote them, which are known all the
// same: no older value comes back beside the new one.
func TestSettingsInCapitals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.json")
	if err := os.WriteFile(path, []byte(`{"Name": "Ada", "PREFS": {"Silent": true, "Focus": 1}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := openSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.change(func(s *Settings) { s.Name, s.Prefs.Silent = "Bo", false }); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"name": "Bo", "prefs": map[string]any{"Focus": 1.0}}
	if got := decoded(t, content); !reflect.DeepEqual(got, want) {
		t.Errorf("the file has %s", content)
	}
}

// decoded is the JSON object in content.
func decoded(t *testing.T, content []byte) (keys map[string]any) {
	t.Helper()
	if err := json.Unmarshal(content, &keys); err != nil {
		t.Fatalf("%v: %s", err, content)
	}
	return keys
}

// patched is an object with a merge patch.
func patched(keys, patch map[string]any) map[string]any {
	for key, value := range patch {
		inside, isObject := value.(map[string]any)
		switch {
		case isObject:
			keys[key] = patched(keys[key].(map[string]any), inside)
		case value == nil:
			delete(keys, key)
		default:
			keys[key] = value
		}
	}
	return keys
}
