package ui

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// record is Actions that write down what was asked.
type record struct {
	calls []string
	quiet []string // what the window does by itself: drafts, reading, older lines
	typed []vm.Key // the rooms of Typing
}

func (r *record) add(format string, args ...any) {
	r.calls = append(r.calls, fmt.Sprintf(format, args...))
}

func (r *record) aside(format string, args ...any) {
	r.quiet = append(r.quiet, fmt.Sprintf(format, args...))
}

func (r *record) Rename(name string) { r.add("rename %s", name) }
func (r *record) Host(room vm.NewRoom) {
	r.add("host %s on %d", room.Name, room.Port)
	if room.Password != "" {
		r.add("with %q, keep %v", room.Password, room.Keep)
	}
}
func (r *record) Do(_ vm.Key, text string, d chat.Deed) { r.add("do %v %q", d.Act, text) }
func (r *record) Unlock(_ vm.Key, password string, k bool) {
	r.add("unlock with %q, keep %v", password, k)
}
func (r *record) Verify(id chat.MemberID, v bool)          { r.add("verify %s %v", id.Tag(), v) }
func (r *record) Join(target string)                       { r.add("join %s", target) }
func (r *record) JoinFound(h chat.MemberID, _ chat.RoomID) { r.add("join found %s", h.Tag()) }
func (r *record) CheckPort(port string)                    { r.add("check %s", port) }
func (r *record) Say(room vm.Key, text string)             { r.add("say %d %s", room, text) }
func (r *record) Retry(room vm.Key)                        { r.add("retry %d", room) }
func (r *record) TrustNewKey(room vm.Key, given string)    { r.add("trust %d %s", room, given) }
func (r *record) Leave(room vm.Key)                        { r.add("leave %d", room) }
func (r *record) WatchSockets(on bool)                     { r.add("watch %v", on) }

func (r *record) SayAgain(room vm.Key, id chat.MessageID) { r.add("say again %d %x", room, id[:1]) }
func (r *record) TookBack(room vm.Key, id chat.MessageID) { r.add("took back %d %x", room, id[:1]) }
func (r *record) Draft(room vm.Key, text string)          { r.aside("draft %d %s", room, text) }
func (r *record) Read(room vm.Key, seq uint64)            { r.aside("read %d up to %d", room, seq) }
func (r *record) Older(room vm.Key)                       { r.aside("older %d", room) }
func (r *record) Search(q vm.Query)                       { r.add("search %s", q.Text) }
func (r *record) Around(hit vm.Hit)                       { r.add("around %d", hit.Message.Seq) }
func (r *record) Show(hit vm.Hit)                         { r.add("show %d", hit.Message.Seq) }
func (r *record) Describe(room vm.Key)                    { r.add("describe %d", room) }
func (r *record) Keep(room vm.Key, k vm.Keep) {
	r.add("keep %d %d days %d lines", room, k.Days, k.Lines)
}
func (r *record) Export(room vm.Key, f vm.Format, path string) {
	r.add("export %d as %s to %s", room, f, path)
}

// take returns what was asked since the last time.
func (r *record) take() []string {
	calls := r.calls
	r.calls = nil
	return calls
}

// expectQuiet is expect for what the window did by itself.
func (r *record) expectQuiet(t *testing.T, want ...string) {
	t.Helper()
	got := r.quiet
	r.quiet = nil
	if !reflect.DeepEqual(got, want) && len(got)+len(want) > 0 {
		t.Errorf("did by itself %q, want %q", got, want)
	}
}

func (r *record) expect(t *testing.T, want ...string) {
	t.Helper()
	if got := r.take(); !reflect.DeepEqual(got, want) && len(got)+len(want) > 0 {
		t.Errorf("asked %q, want %q", got, want)
	}
}

func (r *record) Prefer(p vm.Prefs)                { r.add("prefer %+v", p) }
func (r *record) Tune(room vm.Key, a vm.Alerts)    { r.add("tune %d %s", room, a) }
func (r *record) SetStatus(s chat.Status)          { r.add("status %+v", s) }
func (r *record) Idle(idle bool)                   { r.aside("idle %v", idle) }
func (r *record) Typing(room vm.Key)               { r.typed = append(r.typed, room) }
func (r *record) Survey()                          { r.add("survey") }
func (r *record) ListPasswords()                   { r.add("list passwords") }
func (r *record) ForgetPassword(p vm.KeptPassword) { r.add("forget password of %s", p.Name) }
func (r *record) Retitle(room vm.Key, name string) { r.add("retitle %d %s", room, name) }
func (r *record) Forget(room vm.Key)               { r.add("forget %d", room) }
func (r *record) Wake(room vm.Key, at time.Time)   { r.aside("wake %d at %s", room, at.Format("15:04")) }
func (r *record) Reopen(room chat.RoomID)          { r.add("reopen %x", room[:1]) }
func (r *record) Diagnose(on bool)                 { r.add("diagnose %v", on) }
func (r *record) Probe(target string)              { r.add("probe %s", target) }
func (r *record) AskReach(room vm.Key, port int)   { r.add("ask reach %d at %d", room, port) }
func (r *record) Relock(room vm.Key, password string, keep bool) {
	r.add("relock %d with %q, keep %v", room, password, keep)
}

func (r *record) Seek(room vm.Key, line chat.Cursor) { r.add("seek %d line %d", room, line.Seq) }
