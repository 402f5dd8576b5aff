package app_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"landline/app/vm"
	"landline/app/words"
)

// TestDeskPrefers chooses something, for the program and for a room, and finds it
// after a restart, before anything else.
func TestDeskPrefers(t *testing.T) {
	profile := t.TempDir()
	ada := named(t, "Ada", profile)
	if e := await(ada, anyOf[vm.Preferred]); !reflect.DeepEqual(e.Prefs, vm.Prefs{}) || e.Language == "" {
		t.Errorf("at the first start %+v", e)
	}
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	room := await(ada, anyOf[vm.Opened]).Room
	ada.desk.Tune(room, vm.AlertMentions)
	if e := await(ada, anyOf[vm.Tuned]); e != (vm.Tuned{Room: room, Alerts: vm.AlertMentions}) {
		t.Errorf("tuned %+v", e)
	}
	want := vm.Prefs{Language: words.Japanese, TextSize: 150, Port: 9000}
	ada.desk.Prefer(vm.Prefs{Language: words.Japanese, TextSize: 500, Port: 9000, Look: "pink"})
	if e := await(ada, anyOf[vm.Preferred]); !reflect.DeepEqual(e.Prefs, want) || e.Language != words.Japanese {
		t.Errorf("preferred %+v", e)
	}
	ada.end()

	ada = openDesk(t, profile)
	switch e := (<-ada.events).(type) {
	case vm.Preferred:
		if !reflect.DeepEqual(e.Prefs, want) {
			t.Errorf("after a restart %+v", e)
		}
	default:
		t.Errorf("%T comes first", e)
	}
	if e := await(ada, anyOf[vm.Tuned]); e.Alerts != vm.AlertMentions {
		t.Errorf("after a restart, of the room: %+v", e)
	}
	ada.desk.Tune(await(ada, anyOf[vm.Listening]).Room, vm.AlertUsual)
	await(ada, anyOf[vm.Tuned])
	ada.end()
	if content, err := os.ReadFile(filepath.Join(profile, "settings.json")); err != nil || strings.Contains(string(content), "mentions") {
		t.Errorf("what is usual again is kept: %s, %v", content, err)
	}
}

// TestNewRoomsKeep opens a room as new rooms are to be kept; one that was there
// before stays as it is.
func TestNewRoomsKeep(t *testing.T) {
	profile := t.TempDir()
	ada := named(t, "Ada", profile)
	kept := func(name string) vm.Keep {
		ada.desk.Host(vm.NewRoom{Name: name})
		room := await(ada, anyOf[vm.Opened]).Room
		ada.sits(room)
		ada.desk.Describe(room)
		keep := await(ada, func(e vm.Details) bool { return e.Room == room }).Keep
		ada.desk.Leave(room)
		await(ada, func(e vm.Closed) bool { return e.Room == room })
		return keep
	}
	if got := kept("Attic"); got != (vm.Keep{}) {
		t.Errorf("without a choice a room is kept %+v", got)
	}
	ada.desk.Prefer(vm.Prefs{Keep: vm.Keep{Days: 30}})
	if got := kept("Lab"); got != (vm.Keep{Days: 30}) {
		t.Errorf("a new room is kept %+v", got)
	}
	if got := kept("Attic"); got != (vm.Keep{}) {
		t.Errorf("a room of before is kept %+v", got)
	}
}

// TestExportsAreProposed wants the chosen folder proposed, as long as it is there.
func TestExportsAreProposed(t *testing.T) {
	ada := named(t, "Ada", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	room := await(ada, anyOf[vm.Opened]).Room
	folder := t.TempDir()
	for _, chosen := range []string{folder, filepath.Join(folder, "missing")} {
		ada.desk.Prefer(vm.Prefs{Downloads: chosen})
		ada.desk.Describe(room)
		if got := await(ada, anyOf[vm.Details]).Folder; (got == chosen) != (chosen == folder) {
			t.Errorf("with %s chosen, %s is proposed", chosen, got)
		}
	}
}

// TestPasswordsAreListed keeps passwords of a hosted room and of another, and
// forgets one.
func TestPasswordsAreListed(t *testing.T) {
	profile := t.TempDir()
	ada := named(t, "Ada", profile)
	ada.desk.ListPasswords()
	if got := await(ada, anyOf[vm.Passwords]).List; len(got) != 0 {
		t.Errorf("at first %v are kept", got)
	}
	ada.desk.Host(vm.NewRoom{Name: "Lab", Password: "swordfish", Keep: true})
	ada.sits(await(ada, anyOf[vm.Opened]).Room)
	bo := named(t, "Bo", t.TempDir())
	bo.desk.Host(vm.NewRoom{Name: "Hall", Password: "hush"})
	address := await(bo, anyOf[vm.Listening]).Addresses[0]
	ada.desk.Join(address)
	hall := await(ada, func(e vm.Opened) bool { return e.Address == address }).Room
	ada.ends(hall, vm.PasswordWanted)
	ada.desk.Unlock(hall, "hush", true)
	ada.sits(hall)

	ada.desk.ListPasswords()
	list := await(ada, anyOf[vm.Passwords]).List
	if len(list) != 2 || list[0].Name != address || list[0].Hosting || list[0].Host.IsZero() || list[1].Name != "Lab" || !list[1].Hosting {
		t.Fatalf("kept are %+v", list)
	}
	ada.desk.ForgetPassword(list[0])
	if left := await(ada, anyOf[vm.Passwords]).List; len(left) != 1 || left[0] != list[1] {
		t.Errorf("left are %+v", left)
	}
	if words := keptWords(t, profile); strings.Contains(words, "hush") || !strings.Contains(words, "swordfish") {
		t.Errorf("the file has %s", words)
	}
}

func TestDeskSurveys(t *testing.T) {
	profile := t.TempDir()
	ada := named(t, "Ada", profile)
	ada.desk.Survey()
	if s := await(ada, anyOf[vm.System]); s.Folder != profile || s.Bytes == 0 || !strings.Contains(s.Program, "0.0.0-test") {
		t.Errorf("surveyed %+v", s)
	}
}

// prefersIn, set in the environment, names the profile in which the test binary
// prefers something else again and again, until it is killed.
const prefersIn = "LANDLINE_TEST_PREFERS_IN"

// nthPrefs are preferences in which each part tells of the others.
func nthPrefs(n int) vm.Prefs {
	n = n%60000 + 1
	return vm.Prefs{Port: n, Downloads: "/" + fmt.Sprint(n) + strings.Repeat("x", n*37%5000), Keep: vm.Keep{Lines: n}}
}

// TestPrefsSurviveKill kills a program while it prefers: what it finds then are
// whole preferences, old or new.
func TestPrefsSurviveKill(t *testing.T) {
	if profile := os.Getenv(prefersIn); profile != "" {
		s := openDesk(t, profile)
		for n := await(s, anyOf[vm.Preferred]).Prefs.Port; ; n++ {
			s.desk.Prefer(nthPrefs(n))
			if n%10 == 0 {
				await(s, func(e vm.Preferred) bool { return e.Prefs.Port == nthPrefs(n).Port })
				fmt.Println("preferred", n)
			}
		}
	}
	profile := t.TempDir()
	for _, after := range []int{1, 2, 3, 5, 8, 13, 21} {
		c := exec.Command(os.Args[0], "-test.run=^TestPrefsSurviveKill$")
		c.Env = append(os.Environ(), prefersIn+"="+profile)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		seen := 0
		for lines := bufio.NewScanner(out); seen < after && lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "preferred ") {
				seen++
			}
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait()
		if seen < after {
			t.Fatalf("it ended by itself after %d", seen)
		}
		expectWhole(t, profile)
	}
	ada := openDesk(t, profile)
	if got := await(ada, anyOf[vm.Preferred]).Prefs; got.Port == 0 {
		t.Errorf("in the end nothing is preferred: %+v", got)
	}
}

// expectWhole wants whole preferences in a profile, and nothing half written
// beside them but the one file that the next change writes over.
func expectWhole(t *testing.T, profile string) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(profile, "settings.json"))
	if os.IsNotExist(err) {
		return // nothing was written before it was killed
	}
	var settings struct{ Prefs vm.Prefs }
	if err == nil {
		err = json.Unmarshal(content, &settings)
	}
	if err != nil {
		t.Fatalf("of the settings there is %q: %v", content, err)
	}
	if p := settings.Prefs; p.Port != 0 && !reflect.DeepEqual(p, nthPrefs(p.Port-1)) {
		t.Fatalf("the settings are a mixture: %+v", p)
	}
	beside, err := filepath.Glob(filepath.Join(profile, "*settings*"))
	if err != nil || len(beside) > 3 { // and the lock, and the one being written
		t.Errorf("beside the settings there are %v, %v", beside, err)
	}
}
