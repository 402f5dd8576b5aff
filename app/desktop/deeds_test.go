//go:build !nogui

package desktop_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"landline/app/ui"
	"landline/app/vm"
	"landline/netcore/chat"
)

// deedsIn is the file, beside the sockets, to which the test binary, as the
// program, writes the name of each action that a person does first.
const deedsIn = "deeds"

// recorded are actions that are written down. A method that it does not have of
// its own is never written down, so that the walk misses it.
type recorded struct {
	ui.Actions
	path string
	done map[string]bool
}

// record has actions written down, where somebody asks for it.
func record(actions ui.Actions) ui.Actions {
	dir := os.Getenv(eyesAt)
	if dir == "" {
		return actions
	}
	return recorded{actions, filepath.Join(dir, deedsIn), map[string]bool{}}
}

// missed are the actions that no program wrote down in a directory.
func missed(t *testing.T, dir string) (names []string) {
	t.Helper()
	done, err := os.ReadFile(filepath.Join(dir, deedsIn))
	if err != nil {
		t.Fatal(err)
	}
	all := reflect.TypeFor[ui.Actions]()
	for i := range all.NumMethod() {
		if name := all.Method(i).Name; !slices.Contains(strings.Fields(string(done)), name) {
			names = append(names, name)
		}
	}
	return names
}

// note writes a name down once.
func (r recorded) note(name string) {
	if r.done[name] {
		return
	}
	r.done[name] = true
	f, err := os.OpenFile(r.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	if _, err := f.WriteString(name + "\n"); err != nil {
		panic(err)
	}
}

func (r recorded) Rename(name string)   { r.note("Rename"); r.Actions.Rename(name) }
func (r recorded) Host(room vm.NewRoom) { r.note("Host"); r.Actions.Host(room) }
func (r recorded) Join(target string)   { r.note("Join"); r.Actions.Join(target) }
func (r recorded) JoinFound(host chat.MemberID, room chat.RoomID) {
	r.note("JoinFound")
	r.Actions.JoinFound(host, room)
}
func (r recorded) CheckPort(port string)        { r.note("CheckPort"); r.Actions.CheckPort(port) }
func (r recorded) Say(room vm.Key, text string) { r.note("Say"); r.Actions.Say(room, text) }
func (r recorded) Do(room vm.Key, text string, deed chat.Deed) {
	r.note("Do")
	r.Actions.Do(room, text, deed)
}
func (r recorded) Unlock(room vm.Key, password string, keep bool) {
	r.note("Unlock")
	r.Actions.Unlock(room, password, keep)
}
func (r recorded) Verify(id chat.MemberID, verified bool) {
	r.note("Verify")
	r.Actions.Verify(id, verified)
}
func (r recorded) SayAgain(room vm.Key, id chat.MessageID) {
	r.note("SayAgain")
	r.Actions.SayAgain(room, id)
}
func (r recorded) TookBack(room vm.Key, id chat.MessageID) {
	r.note("TookBack")
	r.Actions.TookBack(room, id)
}
func (r recorded) Draft(room vm.Key, text string) { r.note("Draft"); r.Actions.Draft(room, text) }
func (r recorded) Read(room vm.Key, seq uint64)   { r.note("Read"); r.Actions.Read(room, seq) }
func (r recorded) Older(room vm.Key)              { r.note("Older"); r.Actions.Older(room) }
func (r recorded) Search(q vm.Query)              { r.note("Search"); r.Actions.Search(q) }
func (r recorded) Around(hit vm.Hit)              { r.note("Around"); r.Actions.Around(hit) }
func (r recorded) Show(hit vm.Hit)                { r.note("Show"); r.Actions.Show(hit) }
func (r recorded) Describe(room vm.Key)           { r.note("Describe"); r.Actions.Describe(room) }
func (r recorded) Keep(room vm.Key, keep vm.Keep) { r.note("Keep"); r.Actions.Keep(room, keep) }
func (r recorded) Export(room vm.Key, format vm.Format, path string) {
	r.note("Export")
	r.Actions.Export(room, format, path)
}
func (r recorded) Retry(room vm.Key) { r.note("Retry"); r.Actions.Retry(room) }
func (r recorded) TrustNewKey(room vm.Key, given string) {
	r.note("TrustNewKey")
	r.Actions.TrustNewKey(room, given)
}
func (r recorded) Leave(room vm.Key)                  { r.note("Leave"); r.Actions.Leave(room) }
func (r recorded) WatchSockets(on bool)               { r.note("WatchSockets"); r.Actions.WatchSockets(on) }
func (r recorded) Prefer(prefs vm.Prefs)              { r.note("Prefer"); r.Actions.Prefer(prefs) }
func (r recorded) Tune(room vm.Key, alerts vm.Alerts) { r.note("Tune"); r.Actions.Tune(room, alerts) }
func (r recorded) SetStatus(status chat.Status)       { r.note("SetStatus"); r.Actions.SetStatus(status) }
func (r recorded) Idle(idle bool)                     { r.note("Idle"); r.Actions.Idle(idle) }
func (r recorded) Typing(room vm.Key)                 { r.note("Typing"); r.Actions.Typing(room) }
func (r recorded) Survey()                            { r.note("Survey"); r.Actions.Survey() }
func (r recorded) ListPasswords()                     { r.note("ListPasswords"); r.Actions.ListPasswords() }
func (r recorded) ForgetPassword(p vm.KeptPassword) {
	r.note("ForgetPassword")
	r.Actions.ForgetPassword(p)
}
func (r recorded) Relock(room vm.Key, password string, keep bool) {
	r.note("Relock")
	r.Actions.Relock(room, password, keep)
}
func (r recorded) Retitle(room vm.Key, name string)   { r.note("Retitle"); r.Actions.Retitle(room, name) }
func (r recorded) Forget(room vm.Key)                 { r.note("Forget"); r.Actions.Forget(room) }
func (r recorded) Wake(room vm.Key, at time.Time)     { r.note("Wake"); r.Actions.Wake(room, at) }
func (r recorded) Reopen(room chat.RoomID)            { r.note("Reopen"); r.Actions.Reopen(room) }
func (r recorded) Diagnose(on bool)                   { r.note("Diagnose"); r.Actions.Diagnose(on) }
func (r recorded) Probe(target string)                { r.note("Probe"); r.Actions.Probe(target) }
func (r recorded) AskReach(room vm.Key, port int)     { r.note("AskReach"); r.Actions.AskReach(room, port) }
func (r recorded) Seek(room vm.Key, line chat.Cursor) { r.note("Seek"); r.Actions.Seek(room, line) }
