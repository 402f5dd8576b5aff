package vm

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"
)

func TestPrefsClean(t *testing.T) {
	many := make([]string, 100)
	for i := range many {
		many[i] = fmt.Sprint("eth", i)
	}
	for _, c := range []struct{ is, want Prefs }{
		{Prefs{}, Prefs{}},
		{Prefs{Language: "tlh", Look: "pink", Alerts: "some"}, Prefs{}},
		{Prefs{Language: "zh-Hans", Look: LookDark, Alerts: AlertNone}, Prefs{Language: "zh-Hans", Look: LookDark, Alerts: AlertNone}},
		{Prefs{TextSize: 79}, Prefs{TextSize: 80}}, {Prefs{TextSize: 151}, Prefs{TextSize: 150}}, {Prefs{TextSize: -1}, Prefs{TextSize: 80}},
		{Prefs{Port: 65536}, Prefs{}}, {Prefs{Port: -1}, Prefs{}}, {Prefs{Port: 65535}, Prefs{Port: 65535}},
		{Prefs{Keep: Keep{Days: -1}}, Prefs{}}, {Prefs{Keep: Keep{Lines: -1}}, Prefs{}}, {Prefs{Keep: Keep{Days: 30}}, Prefs{Keep: Keep{Days: 30}}},
		{Prefs{Interfaces: many}, Prefs{Interfaces: many[:interfacesKept]}},
	} {
		got := c.is.Clean()
		if !reflect.DeepEqual(got, c.want) || !reflect.DeepEqual(got.Clean(), got) {
			t.Errorf("%+v became %+v, want %+v", c.is, got, c.want)
		}
	}
}

// TestPrefsComeBack writes all there is, and reads it again. A field that is
// never set here would be lost unseen.
func TestPrefsComeBack(t *testing.T) {
	p := Prefs{Language: "de", Look: LookLight, TextSize: 120, Still: true, BreakOnEnter: true, Silent: true, Secretive: true, Sound: true,
		Alerts: AlertMentions, ToTray: true, AwayAfter: -1, NoTyping: true, Downloads: "/tmp", Port: 9000, Interfaces: []string{"eth0"}, Keep: Keep{Lines: 1000}, Recents: []string{"👍"}}
	for i := range reflect.TypeFor[Prefs]().NumField() {
		if reflect.ValueOf(p).Field(i).IsZero() {
			t.Errorf("%s is not set", reflect.TypeFor[Prefs]().Field(i).Name)
		}
	}
	content, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var again Prefs
	if err := json.Unmarshal(content, &again); err != nil || !reflect.DeepEqual(again.Clean(), p) {
		t.Errorf("%s is read as %+v, %v", content, again, err)
	}
	if content, err = json.Marshal(Prefs{}); err != nil || string(content) != "{}" {
		t.Errorf("nothing chosen is written as %s, %v", content, err)
	}
}

func TestPrefsAnswer(t *testing.T) {
	var p Prefs
	if after, ok := p.Away(); after != UsualAway || !ok {
		t.Errorf("usually away after %v, %v", after, ok)
	}
	p.AwayAfter = time.Hour
	if after, ok := p.Away(); after != time.Hour || !ok {
		t.Errorf("away after %v, %v", after, ok)
	}
	p.AwayAfter = -1
	if _, ok := p.Away(); ok {
		t.Error("away although they never are")
	}
	if !p.FoundOn("eth0") {
		t.Error("not found on any network without a choice")
	}
	p.Interfaces = []string{"wlan0"}
	if p.FoundOn("eth0") || !p.FoundOn("wlan0") {
		t.Error("found on another network than the chosen one")
	}
	for _, c := range []struct{ usual, own, want Alerts }{
		{AlertUsual, AlertUsual, AlertAll}, {AlertMentions, AlertUsual, AlertMentions}, {AlertMentions, AlertAll, AlertAll}, {AlertAll, AlertNone, AlertNone},
	} {
		if got := (Prefs{Alerts: c.usual}).Told(c.own); got != c.want {
			t.Errorf("usually %q, here %q: told of %q, want %q", c.usual, c.own, got, c.want)
		}
	}
}

func TestDeskPrefers(t *testing.T) {
	var d Desk
	if _, known := d.Passwords(); known {
		t.Error("the passwords are known before anybody told them")
	}
	d.Apply(time.Time{}, Preferred{Prefs: Prefs{Port: 9000}}, Opened{Room: 1}, Tuned{Room: 1, Alerts: AlertNone}, Tuned{Room: 2, Alerts: AlertAll},
		Passwords{}, System{Folder: "/profile"})
	if d.Prefs().Port != 9000 || d.Room(1).Alerts() != AlertNone {
		t.Errorf("prefers %+v, of room 1 is told %q", d.Prefs(), d.Room(1).Alerts())
	}
	if list, known := d.Passwords(); !known || len(list) != 0 {
		t.Errorf("passwords %v, known %v", list, known)
	}
	if s, known := d.System(); !known || s.Folder != "/profile" {
		t.Errorf("system %+v, known %v", s, known)
	}
}
