package vm

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

// sits is a desk whose person is id, in a room of bo's with these rules.
func sits(id chat.MemberID, rules chat.Rules, members ...chat.Member) *Desk {
	d := &Desk{}
	d.Apply(noon, Named{id, names[id]}, Opened{Room: 1, Name: "Lab"}, Linked{Room: 1, Link: Seated})
	room(d, chat.Entered{Room: chat.RoomID{7}, Name: "Lab", Epoch: life1, Members: members, Rules: rules})
	return d
}

var (
	moderator = chat.MemberID{0xD1}
	second    = chat.MemberID{0xD2}
	silenced  = chat.MemberID{0xD3}
	outside   = chat.MemberID{0xD4}
	quietMod  = chat.MemberID{0xD5}
)

// order is a room of bo's with everybody in it whom its rules can name.
func order() (rules chat.Rules, members []chat.Member) {
	for i, id := range []chat.MemberID{moderator, second, quietMod} {
		rules.Apply(chat.Message{Seq: uint64(i + 1), At: noon, Deed: chat.Deed{Act: chat.Appoint, Whom: id}})
	}
	rules.Apply(chat.Message{Seq: 4, At: noon, Text: "Dee", Deed: chat.Deed{Act: chat.Mute, Whom: silenced, For: time.Hour}})
	rules.Apply(chat.Message{Seq: 5, At: noon, Text: "Eve", Deed: chat.Deed{Act: chat.Ban, Whom: outside}})
	rules.Apply(chat.Message{Seq: 6, At: noon, Deed: chat.Deed{Act: chat.Mute, Whom: quietMod}})
	members = []chat.Member{{ID: bo, Name: "Bo", Host: true}}
	for i, id := range []chat.MemberID{me, cleo, moderator, second, silenced, quietMod} {
		members = append(members, chat.Member{ID: id, Name: fmt.Sprint("Person ", i)})
	}
	return rules, members
}

// TestMenusOfferWhatIsTaken compares what the window offers with what the host
// decides, for everybody and everything.
func TestMenusOfferWhatIsTaken(t *testing.T) {
	rules, members := order()
	host := chat.NewRoom(chat.RoomID{7}, "Lab", bo, chat.Limits{})
	host.Restore(rules)
	everybody := []chat.MemberID{outside}
	for _, m := range members {
		if _, _, err := host.Join(chat.Arrival{ID: m.ID, Name: m.Name, At: noon}); err != nil {
			t.Fatal(err)
		}
		everybody = append(everybody, m.ID)
	}
	taken := 0
	for _, actor := range everybody[1:] {
		r := sits(actor, rules, members...).Room(1)
		for act := chat.Kick; act <= chat.Dismiss; act++ {
			for _, whom := range everybody {
				deed := chat.Deed{Act: act, Whom: whom}
				switch act {
				case chat.Slow, chat.Lock, chat.Unlock, chat.SetTopic:
					deed.Whom = chat.MemberID{}
				}
				_, err := host.Allow(chat.Message{ID: chat.MessageID{1}, From: actor, At: noon, Deed: deed}, nil, noon)
				may := r.May(act, deed.Whom)
				_, muted := rules.MutedNow(whom, noon)
				_, banned := rules.BannedNow(whom, noon)
				needless := act == chat.Mute && muted || act == chat.Ban && banned ||
					act == chat.Appoint && rules.Moderator(whom) || act == chat.Unlock
				if may != (err == nil && !needless) {
					t.Errorf("%s: %v of %s is offered: %v; the host: %v", actor.Tag(), act, whom.Tag(), may, err)
				}
				if may {
					taken++
				}
			}
		}
	}
	if taken < 30 {
		t.Errorf("only %d things may be done at all", taken)
	}
}

// TestLinesOfferWhatIsTaken is the same for lines.
func TestLinesOfferWhatIsTaken(t *testing.T) {
	rules, members := order()
	host := chat.NewRoom(chat.RoomID{7}, "Lab", bo, chat.Limits{})
	host.Restore(rules)
	for _, actor := range members {
		for _, author := range members {
			d := sits(actor.ID, rules, members...)
			line := plain(1, author.ID, "a")
			line.Name = author.Name
			room(d, chat.Said{Message: line})
			row := d.Room(1).Row(0, noon)
			for act, may := range map[chat.Act]bool{chat.Edit: row.MayEdit, chat.Delete: row.MayDelete} {
				_, err := host.Allow(chat.Message{From: actor.ID, Deed: chat.Deed{Act: act, About: about(1)}}, &line, noon)
				if may != (err == nil) {
					t.Errorf("%s: %v of a line of %s is offered: %v; the host: %v", actor.Name, act, author.Name, may, err)
				}
			}
		}
	}
}

// TestNothingIsOfferedInVain looks at rooms and lines to which nothing can be
// done now.
func TestNothingIsOfferedInVain(t *testing.T) {
	d := sits(bo, chat.Rules{}, chat.Member{ID: bo, Name: "Bo", Host: true}, chat.Member{ID: me, Name: "Ada"})
	ada := chat.Member{ID: me, Name: "Ada"}
	if len(d.Room(1).Offers(ada)) == 0 || len(d.Room(1).Orders()) == 0 {
		t.Fatal("a host is offered nothing")
	}
	happens(plain(1, me, "a"), plain(2, bo, "b"), entry(3, me, "", chat.Deed{Act: chat.Erased}))(d)
	d.Apply(noon, Queued{Room: 1, ID: chat.MessageID{0xF1}, Text: "mine", At: noon})
	may := func() (out string) {
		r := d.Room(1)
		for i := r.Lines().First(); i < r.Lines().End(); i++ {
			row := r.Row(i, noon)
			out += fmt.Sprint(row.Text, " ", row.MayEdit, " ", row.MayDelete, ", ")
		}
		return out
	}
	if got, want := may(), "a false true, b true true, This line was deleted false false, mine false false, "; got != want {
		t.Errorf("offers %q, want %q", got, want)
	}
	room(d, chat.Entered{Room: chat.RoomID{7}, Epoch: life2, Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}}})
	if got := may(); !strings.HasPrefix(got, "a false false, b false false") {
		t.Errorf("of a log that ended: %q", got)
	}
	d.Apply(noon, Linked{Room: 1, Link: Reconnecting})
	if len(d.Room(1).Offers(ada)) != 0 || len(d.Room(1).Orders()) != 0 {
		t.Error("offers what nobody hears")
	}
}

func TestOffers(t *testing.T) {
	rules, members := order()
	labels := func(offers []Offer) string {
		var out []string
		for _, o := range offers {
			out = append(out, map[bool]string{true: "— "}[o.Rule]+o.Label+map[bool]string{true: " ✓"}[o.Set])
		}
		return strings.Join(out, ", ")
	}
	whom := func(id chat.MemberID) chat.Member {
		return members[slices.IndexFunc(members, func(m chat.Member) bool { return m.ID == id })]
	}
	const sentences = "— Remove from the room, — Ban for a day…, Ban until lifted…"
	for _, test := range []struct {
		actor, whom chat.MemberID
		want        string
	}{
		{bo, cleo, "Mute for 10 minutes, Mute for an hour, Mute until lifted, " + sentences + ", — Make moderator"},
		{bo, silenced, "Let speak again, " + sentences + ", — Make moderator"},
		{bo, moderator, "Mute for 10 minutes, Mute for an hour, Mute until lifted, " + sentences + ", — No longer moderator"},
		{moderator, cleo, "Mute for 10 minutes, Mute for an hour, Mute until lifted, " + sentences},
		{moderator, second, ""}, {moderator, bo, ""}, {cleo, me, ""},
	} {
		r := sits(test.actor, rules, members...).Room(1)
		if got := labels(r.Offers(whom(test.whom))); got != test.want {
			t.Errorf("%s is offered to do to %s: %q, want %q", test.actor.Tag(), test.whom.Tag(), got, test.want)
		}
	}
	rules.Slow, rules.Locked = 10*time.Second, true
	r := sits(bo, rules, members...).Room(1)
	if got, want := labels(r.Orders()), "Slow mode off, Slow mode: one line in 5 seconds, Slow mode: one line in 10 seconds ✓, Slow mode: one line in 1 minute, — Let newcomers in"; got != want {
		t.Errorf("offers for the room: %q, want %q", got, want)
	}
	for _, o := range append(r.Offers(whom(cleo)), r.Orders()...) {
		if err := chat.CheckDeed(o.Text, o.Deed); err != nil {
			t.Errorf("%s: %v", o.Label, err)
		}
		if asks := o.Deed.Act == chat.Ban; asks != (o.Ask.Title != "" && o.Ask.Text != "" && o.Ask.Yes != "") {
			t.Errorf("%s asks %+v", o.Label, o.Ask)
		}
	}
}

// TestRulesFollowTheLog wants those of Entered up to its head, and every act
// after it.
func TestRulesFollowTheLog(t *testing.T) {
	d := &Desk{}
	d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "Lab"}, Linked{Room: 1, Link: Seated})
	e := entered(life1, 2, 0)
	e.Rules = chat.Rules{Topic: "now", Slow: time.Minute}
	room(d, e)
	happens(entry(1, bo, "before", chat.Deed{Act: chat.SetTopic}), entry(2, bo, "now", chat.Deed{Act: chat.SetTopic}))(d)
	r := d.Room(1)
	if r.Topic() != "now" || r.Slow() != time.Minute || r.Locked() {
		t.Errorf("topic %q, slow %v, locked %v", r.Topic(), r.Slow(), r.Locked())
	}
	happens(
		entry(3, bo, "later", chat.Deed{Act: chat.SetTopic}), entry(4, bo, "", chat.Deed{Act: chat.Lock}), entry(5, bo, "", chat.Deed{Act: chat.Slow}),
		entry(6, bo, "Cleo", chat.Deed{Act: chat.Appoint, Whom: cleo}), entry(7, cleo, "Ada", chat.Deed{Act: chat.Mute, Whom: me, For: time.Hour}),
	)(d)
	if r.Topic() != "later" || r.Slow() != 0 || !r.Locked() || !r.Moderator(cleo) || !r.Moderator(bo) || r.Moderator(me) {
		t.Errorf("topic %q, slow %v, locked %v", r.Topic(), r.Slow(), r.Locked())
	}
	if got := r.Silence(); got != "You are muted in this room until 13:00" {
		t.Errorf("silence: %q", got)
	}
	if next := r.Turn(); !next.Equal(noon.Add(time.Hour)) {
		t.Errorf("changes next at %v", next)
	}
	if got := strings.Join(r.Order(), ", "); got != "no newcomers" {
		t.Errorf("order: %q", got)
	}
	d.Apply(noon.Add(time.Hour))
	if _, muted := r.Muted(); muted || r.Silence() != "" || !r.Turn().IsZero() {
		t.Error("a sentence that has run out still holds")
	}
	room(d, chat.Ruled{Rules: chat.Rules{Topic: "all of it", Moderators: []chat.MemberID{me}, Banned: []chat.Sentence{{Whom: cleo}}}})
	if r.Topic() != "all of it" || len(r.Banned()) != 1 {
		t.Errorf("a new moderator hears of topic %q, and of %d banned", r.Topic(), len(r.Banned()))
	}
	room(d, back(life1, 7, 7))
	if r.Topic() != "" {
		t.Error("keeps rules that the host no longer tells")
	}
}

func TestSilence(t *testing.T) {
	for until, want := range map[time.Duration]string{
		0: "You are muted in this room until a moderator lifts it", time.Hour: "You are muted in this room until 13:00",
		720 * time.Hour: "You are muted in this room until 4 Apr, 12:00", -time.Second: "",
	} {
		s := chat.Sentence{Whom: me}
		if until != 0 {
			s.Until = noon.Add(until)
		}
		d := sits(me, chat.Rules{Muted: []chat.Sentence{s}}, chat.Member{ID: bo, Name: "Bo", Host: true})
		if got := d.Room(1).Silence(); got != want {
			t.Errorf("for %v: %q, want %q", until, got, want)
		}
	}
}

// TestBannedPeople wants those who are kept out now.
func TestBannedPeople(t *testing.T) {
	d := sits(bo, chat.Rules{Banned: []chat.Sentence{{Whom: me, Name: "Ada", Until: noon.Add(-time.Second)}, {Whom: cleo}}}, chat.Member{ID: bo, Name: "Bo", Host: true})
	list := d.Room(1).Banned()
	if len(list) != 1 || list[0].Whom != cleo || Sentenced(list[0]) != "Somebody" {
		t.Errorf("banned: %+v", list)
	}
}

// TestPeopleAndTheirStanding follows marks by the key and not by the name.
func TestPeopleAndTheirStanding(t *testing.T) {
	rules, _ := order()
	d := sits(me, rules, chat.Member{ID: bo, Name: "Bo", Host: true}, chat.Member{ID: me, Name: "Ada"},
		chat.Member{ID: moderator, Name: "Mo"}, chat.Member{ID: silenced, Name: "Dee"})
	d.Apply(noon, Verified{Keys: []chat.MemberID{silenced, bo, me}})
	standing := func() string {
		var out []string
		for _, p := range d.Room(1).People() {
			out = append(out, strings.Join(strings.Fields(fmt.Sprint(p.Name, map[bool]string{true: " host"}[p.Host], map[bool]string{true: " moderator"}[p.Moderator],
				map[bool]string{true: " muted"}[p.Muted], map[bool]string{true: " verified"}[p.Verified])), " "))
		}
		return strings.Join(out, ", ")
	}
	if got, want := standing(), "Bo host verified, Ada, Dee muted verified, Mo moderator"; got != want {
		t.Errorf("people: %q, want %q", got, want)
	}
	room(d, chat.Left{Member: chat.Member{ID: silenced, Name: "Dee"}}, chat.Joined{Member: chat.Member{ID: silenced, Name: "Della"}},
		chat.Joined{Member: chat.Member{ID: other, Name: "Dee"}})
	d.Apply(noon.Add(2 * time.Hour))
	if got, want := standing(), "Bo host verified, Ada, Dee, Della verified, Mo moderator"; got != want {
		t.Errorf("later: %q, want %q", got, want)
	}
}
