package app_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// kept makes a profile in which rooms are kept, and returns its folder.
func kept(t *testing.T, rooms map[string][]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	store, err := history.Open(dir, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	for name, lines := range rooms {
		log, err := store.Log(chat.NewRoomID(), name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range lines {
			author, text, _ := strings.Cut(line, ": ")
			m := chat.Message{ID: chat.NewMessageID(), From: chat.MemberID{author[0]}, Name: author, Text: text, At: at.AddDate(0, 0, i)}
			if _, err := log.Append([]chat.Message{m}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// carry runs one command to its end.
func carry(t *testing.T, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := program(t, nil, args...)
	cmd.Env = append(cmd.Env, "TZ=UTC")
	var out strings.Builder
	cmd.Stdout, cmd.Stdin = &out, strings.NewReader(stdin)
	p := startPlain(t, cmd)
	_, code = p.rest()
	return out.String(), p.stderr.String(), code
}

func TestSearchCommand(t *testing.T) {
	dir := kept(t, map[string][]string{
		"Lab":   {"Ada: the printer is broken", "Bo: which printer?\nthis one?", "Ada: 打印机又卡纸了", "Ada: jam in the tray"},
		"Attic": {"Cleo: one printer more"},
	})
	tests := []struct {
		args   []string
		stdout string
		stderr string
	}{
		{[]string{"卡纸"}, "[2026-03-07 12:00:00] Lab / Ada: 打印机又卡纸了\n", ""},
		{[]string{"printer", "which"}, "[2026-03-06 12:00:00] Lab / Bo: which printer?\n    | this one?\n", ""},
		{[]string{"printer", "--room", "attic"}, "[2026-03-05 12:00:00] Attic / Cleo: one printer more\n", ""},
		{[]string{"the", "--from", "ADA", "--until", "2026-03-05"}, "[2026-03-05 12:00:00] Lab / Ada: the printer is broken\n", ""},
		{[]string{"--from", "ada", "--since", "2026-03-08T11:59:00Z"}, "[2026-03-08 12:00:00] Lab / Ada: jam in the tray\n", ""},
		{[]string{"printer", "--limit", "1"}, "[2026-03-06 12:00:00] Lab / Bo: which printer?\n    | this one?\n", "There is more."},
		{[]string{"zeppelin"}, "", "Nothing was found."},
	}
	for _, tt := range tests {
		stdout, stderr, code := carry(t, "", append([]string{"search", "--profile", dir}, tt.args...)...)
		if stdout != tt.stdout || !strings.Contains(stderr, tt.stderr) || code != 0 {
			t.Errorf("search %q ended with %d and printed\n%s%s\nwant\n%s", tt.args, code, stdout, stderr, tt.stdout)
		}
	}
}

func TestSearchCommandJSON(t *testing.T) {
	dir := kept(t, map[string][]string{"Lab": {"Ada: a printer", "Bo: a plotter"}})
	stdout, _, code := carry(t, "", "search", "--json", "--profile", dir, "plotter")
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if code != 0 || len(lines) != 2 {
		t.Fatalf("ended with %d: %s", code, stdout)
	}
	var hit struct {
		Event, Room, Epoch, ID, From, Name, Text, At string
		RoomName                                     string `json:"room_name"`
		Seq                                          uint64
	}
	if err := json.Unmarshal([]byte(lines[0]), &hit); err != nil {
		t.Fatal(err)
	}
	if hit.Event != "hit" || hit.RoomName != "Lab" || hit.Seq != 2 || hit.Name != "Bo" || hit.Text != "a plotter" ||
		hit.At != "2026-03-06T12:00:00.000Z" || len(hit.Room) != 32 || len(hit.Epoch) != 16 || len(hit.ID) != 32 || len(hit.From) != 64 {
		t.Errorf("the hit is %s", lines[0])
	}
	if lines[1] != `{"event":"searched","hits":1,"more":false}` {
		t.Errorf("the last line is %s", lines[1])
	}
}

func TestRoomsAndKeepCommands(t *testing.T) {
	dir := kept(t, map[string][]string{"Lab": {"Ada: one", "Bo: two"}})
	for _, tt := range []struct{ keep, json, plain string }{
		{"30d", `"keep":"30d"`, "kept for 30 days"},
		{"10000", `"keep":"10000"`, "the newest 10000 lines kept"},
		{"all", `"keep":"all"`, "kept for ever"},
	} {
		if _, stderr, code := carry(t, "", "keep", "lab", tt.keep, "--profile", dir); code != 0 || !strings.Contains(stderr, tt.plain) {
			t.Errorf("keep %s ended with %d: %s", tt.keep, code, stderr)
		}
		stdout, _, code := carry(t, "", "rooms", "--json", "--profile", dir)
		if code != 0 || !strings.Contains(stdout, tt.json) {
			t.Errorf("rooms ended with %d: %s", code, stdout)
		}
		if tt.keep != "all" {
			continue // times of March may be forgotten by now
		}
		for _, want := range []string{`"event":"room"`, `"name":"Lab"`, `"hosted":true`, `"gaps":[]`} {
			if !strings.Contains(stdout, want) {
				t.Errorf("rooms printed %s, without %s", stdout, want)
			}
		}
	}
	stdout, _, _ := carry(t, "", "rooms", "--profile", dir)
	if !strings.HasPrefix(stdout, "Lab: ") || !strings.Contains(stdout, "kept for ever, hosted here, id ") {
		t.Errorf("rooms printed %q", stdout)
	}
}

// TestExportAndImportCommands takes a room to another profile and back.
func TestExportAndImportCommands(t *testing.T) {
	dir, other := kept(t, map[string][]string{"Lab": {"Ada: one", "Bo: two"}}), t.TempDir()
	file := filepath.Join(t.TempDir(), "lab.jsonl")
	if stdout, stderr, code := carry(t, "", "export", "Lab", "--format", "jsonl", "--output", file, "--profile", dir); code != 0 || stdout != "" ||
		!strings.Contains(stderr, "2 lines") {
		t.Fatalf("export ended with %d: %s%s", code, stdout, stderr)
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"2 lines imported, 0 lines known already, of 1 room.", "0 lines imported, 2 lines known already, of 1 room."} {
		source, stdin := file, ""
		if i == 1 {
			source, stdin = "-", string(written)
		}
		if _, stderr, code := carry(t, stdin, "import", source, "--profile", other); code != 0 || !strings.Contains(stderr, want) {
			t.Errorf("import %d ended with %d: %s", i, code, stderr)
		}
	}
	if stdout, _, code := carry(t, "", "export", "lab", "--format", "jsonl", "--profile", other); code != 0 || stdout != string(written) {
		t.Errorf("it came back with %d as\n%swant\n%s", code, stdout, written)
	}
	if stdout, _, code := carry(t, "", "export", "lab", "--profile", other); code != 0 ||
		stdout != "*** Lab\n2026-03-05T12:00:00Z <Ada> one\n2026-03-06T12:00:00Z <Bo> two\n" {
		t.Errorf("as text it ended with %d: %s", code, stdout)
	}
}

// TestHistoryExitCodes runs what cannot work.
func TestHistoryExitCodes(t *testing.T) {
	dir := kept(t, map[string][]string{"Lab": {"Ada: one"}, "Ｌab": {"Bo: two"}, "Attic": nil})
	bad := filepath.Join(t.TempDir(), "bad.jsonl")
	if err := os.WriteFile(bad, []byte("\n{\"seq\":1}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	guest := guestProfile(t)
	tests := []struct {
		name string
		args []string
		code int
		says []string
	}{
		{"no words", []string{"search"}, 2, []string{"words"}},
		{"a date that is none", []string{"search", "x", "--since", "yesterday"}, 2, []string{"--since", "yesterday", "2026-03-05"}},
		{"a limit of none", []string{"search", "x", "--limit", "0"}, 2, []string{"--limit", "1000"}},
		{"a room of nobody", []string{"search", "x", "--room", "Cellar"}, 2, []string{"Cellar", "landline rooms"}},
		{"two rooms of one name", []string{"export", "lab"}, 2, []string{"2 rooms", "id"}},
		{"no such format", []string{"export", "Attic", "--format", "doc"}, 2, []string{"doc"}},
		{"no such folder", []string{"export", "Attic", "--output", filepath.Join(dir, "none", "x")}, 1, []string{"none"}},
		{"no such file", []string{"import", filepath.Join(dir, "none")}, 1, []string{"none"}},
		{"a bad line", []string{"import", bad}, 1, []string{bad, "line 2", "Nothing was imported"}},
		{"a time that is none", []string{"keep", "Attic", "soon"}, 2, []string{"soon", "30d"}},
		{"a room of another host", []string{"keep", "Desk", "30d", "--profile", guest}, 2, []string{"Desk", "host"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			args := tt.args
			if !strings.Contains(strings.Join(args, " "), "--profile") {
				args = append(args, "--profile", dir)
			}
			_, stderr, code := carry(t, "", args...)
			if code != tt.code {
				t.Errorf("ended with %d, want %d: %s", code, tt.code, stderr)
			}
			for _, word := range tt.says {
				if !strings.Contains(stderr, word) {
					t.Errorf("%q does not say %q", stderr, word)
				}
			}
		})
	}
}

// guestProfile sits in a room that another computer hosts.
func guestProfile(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	store, err := history.Open(dir, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	seat, err := store.Seat("address 192.0.2.1:7678")
	if err == nil {
		err = seat.Enter(chat.Entered{Room: chat.NewRoomID(), Name: "Desk", Epoch: chat.NewEpoch(), First: 1})
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}
