package vm

import (
	"slices"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

// TestOwnDeedsOnTheirWay shows at once what this person asked for, and takes it
// back where the room does not do it.
func TestOwnDeedsOnTheirWay(t *testing.T) {
	x, y := chat.MessageID{0xF1}, chat.MessageID{0xF2}
	ask := func(id chat.MessageID, text string, deed chat.Deed) func(*Desk) {
		return applies(Queued{Room: 1, ID: id, Text: text, At: noon, Deed: deed})
	}
	declines := func(id chat.MessageID, code chat.Code) func(*Desk) {
		return func(d *Desk) { room(d, chat.Declined{ID: id, Refusal: chat.Refuse(code, "")}) }
	}
	comes := func(id chat.MessageID, m chat.Message) func(*Desk) {
		m.ID = id
		return happens(m)
	}
	change, erasure := chat.Deed{Act: chat.Edit, About: about(1)}, chat.Deed{Act: chat.Delete, About: about(1)}
	mute := chat.Deed{Act: chat.Mute, Whom: cleo}
	line := happens(plain(1, me, "a"))
	tell(t, seated, shown, []story{
		{"an edit", []func(*Desk){line, ask(x, "b", change)}, "b (changing…)"},
		{"an edit that is done", []func(*Desk){line, ask(x, "b", change), comes(x, edit(2, me, 1, "b"))}, "b (edited)"},
		{"an edit that was done", []func(*Desk){line, happens(edit(2, me, 1, "b")), ask(x, "b", change), func(d *Desk) { room(d, chat.Accepted{ID: x, Seq: 2}) }}, "b (edited)"},
		{"an edit that is not done", []func(*Desk){line, ask(x, "b", change), declines(x, chat.Muted)}, "a {Not changed: you are muted in this room}"},
		{"a deletion", []func(*Desk){line, ask(x, "", erasure)}, "Deleting this line…"},
		{"a deletion that is done", []func(*Desk){line, ask(x, "", erasure), comes(x, erase(2, me, 1))}, "This line was deleted"},
		{"a deletion that is not done", []func(*Desk){line, ask(x, "", erasure), declines(x, chat.NotKept)},
			"a {Not deleted: the host cannot store it, because its disk is full or cannot be written}"},
		{"two edits", []func(*Desk){line, ask(x, "b", change), ask(y, "c", change), declines(x, chat.Muted)}, "c (changing…) {Not changed: you are muted in this room}"},
		{"deleted by somebody else meanwhile", []func(*Desk){line, ask(x, "b", change), happens(erase(2, bo, 1)), declines(x, chat.NoSuchMessage)},
			"Bo deleted this line {Not changed: the line is no longer there}"},
		{"an answer that is not taken", []func(*Desk){line, ask(x, "b", chat.Deed{About: about(1)}), declines(x, chat.TooFast)}, "a | <Ada: a> b {Not sent: the room is in slow mode; wait a little}"},
		{"an act of keeping order", []func(*Desk){line, ask(x, "Cleo", mute)}, "a"},
		{"an act that is done", []func(*Desk){line, ask(x, "Cleo", mute), comes(x, entry(2, me, "Cleo", mute))}, "a | You muted Cleo until it is lifted"},
		{"an act that is not done", []func(*Desk){line, ask(x, "Cleo", mute), declines(x, chat.NotAllowed)}, "a | You could not mute Cleo: you may not do that in this room"},
		{"a reaction that is not taken", []func(*Desk){line, ask(x, "👍", chat.Deed{Act: chat.React, About: about(1)}), declines(x, chat.Muted)}, "a | Your reaction was not changed: you are muted in this room"},
		{"asked again", []func(*Desk){line, ask(x, "b", change), declines(x, chat.Muted), func(d *Desk) { d.SayAgain(1, x) }}, "b (changing…)"},
		{"not asked again in vain", []func(*Desk){line, ask(x, "b", change), declines(x, chat.NoSuchMessage), func(d *Desk) { d.SayAgain(1, x) }}, "a {Not changed: the line is no longer there}"},
		{"dropped", []func(*Desk){line, ask(x, "b", change), declines(x, chat.Muted), func(d *Desk) { d.Drop(1, x) }}, "a"},
		{"not dropped on its way", []func(*Desk){line, ask(x, "b", change), func(d *Desk) { d.Drop(1, x) }}, "b (changing…)"},
		{"of an earlier day", []func(*Desk){line, applies(Unsaid{Room: 1, ID: x, Text: "b", At: noon, Deed: change, Why: chat.Refuse(chat.Muted, "")})}, "a {Not changed: you are muted in this room}"},
		{"of an earlier day, to a line further up", []func(*Desk){line, applies(Unsaid{Room: 1, ID: x, Text: "b", At: noon, Deed: chat.Deed{Act: chat.Edit, About: about(9)}, Why: chat.Refuse(chat.Muted, "")})},
			"a | You could not change an earlier line to “b”: you are muted in this room"},
		{"a log that has ended", []func(*Desk){line, ask(x, "b", change), declines(x, chat.Muted), func(d *Desk) { room(d, entered(life2, 0, 0)) }}, "a | The host started the room anew"},
		{"an act of an earlier day", []func(*Desk){line, applies(Unsaid{Room: 1, ID: x, Text: "Cleo", At: noon, Deed: mute, Why: chat.Refuse(chat.NotAllowed, "")})},
			"a | You could not mute Cleo: you may not do that in this room"},
	})
}

// TestSpentDeeds names once what need not be kept any more.
func TestSpentDeeds(t *testing.T) {
	d, x, y := seated(), chat.MessageID{0xF1}, chat.MessageID{0xF2}
	happens(plain(1, me, "a"))(d)
	d.Apply(noon, Queued{Room: 1, ID: x, Deed: chat.Deed{Act: chat.Lock}, At: noon},
		Queued{Room: 1, ID: y, Text: "b", Deed: chat.Deed{Act: chat.Edit, About: about(1)}, At: noon})
	if n := d.Room(1).Unconfirmed(); n != 2 || len(d.Spent()) != 0 {
		t.Errorf("%d are on their way, want 2", n)
	}
	room(d, chat.Declined{ID: x, Refusal: chat.Refuse(chat.NotAllowed, "")}, chat.Declined{ID: y, Refusal: chat.Refuse(chat.Muted, "")})
	if got := d.Spent(); !slices.Equal(got, []Spent{{1, x}}) || len(d.Spent()) != 0 {
		t.Errorf("spent: %v, want the act alone, and once", got)
	}
	if n := d.Room(1).Unconfirmed(); n != 0 {
		t.Errorf("%d are on their way", n)
	}
	if now, proposed, ok := d.Room(1).Revision(about(1)); !ok || now != "a" || proposed != "b" {
		t.Errorf("a change begins with %q, %q, %v", now, proposed, ok)
	}
	if d.Drop(2, y) || !d.Drop(1, y) || d.Drop(1, y) {
		t.Error("a deed is dropped in its room, and once")
	}
	if _, proposed, _ := d.Room(1).Revision(about(1)); proposed != "a" {
		t.Errorf("a change begins with %q", proposed)
	}
	d.Apply(noon, Queued{Room: 1, ID: x, Deed: chat.Deed{Act: chat.Delete, About: about(1)}, At: noon})
	room(d, chat.Declined{ID: x, Refusal: chat.Refuse(chat.Muted, "")}, entered(life2, 0, 0))
	if got := d.Spent(); !slices.Equal(got, []Spent{{1, x}}) {
		t.Errorf("spent: %v, want what was to be done in a log that ended", got)
	}
	if _, _, ok := d.Room(1).Revision(about(9)); ok {
		t.Error("a line that is not there can be changed")
	}
}

func TestLastOwnLine(t *testing.T) {
	d := seated()
	last := func() uint64 {
		ref, _ := d.Room(1).LastOwn()
		return ref.Seq
	}
	if last() != 0 {
		t.Error("there is a line to change in an empty room")
	}
	happens(plain(1, me, "a"), plain(2, me, "b"), plain(3, bo, "c"), entry(4, me, "", chat.Deed{Act: chat.SetTopic}))(d)
	if last() != 2 {
		t.Errorf("the last own line is %d, want 2", last())
	}
	mine := plain(5, me, "mine")
	d.Apply(noon, Queued{Room: 1, ID: mine.ID, Text: "mine", At: noon})
	if last() != 0 {
		t.Errorf("line %d is changed while a newer one is on its way", last())
	}
	happens(mine)(d)
	if last() != 5 {
		t.Errorf("the last own line is %d, want 5", last())
	}
	happens(erase(6, me, 5), erase(7, bo, 2))(d)
	if last() != 1 {
		t.Errorf("the last own line is %d, want 1", last())
	}
	for seq := uint64(8); seq < 8+reach; seq++ {
		happens(plain(seq, bo, "x"))(d)
	}
	if last() != 0 {
		t.Errorf("looks for a line to change up to %d", last())
	}
}

// TestEveryDeedThatFailsSpeaks wants a sentence of its own for each act, and
// for each reason.
func TestEveryDeedThatFailsSpeaks(t *testing.T) {
	said := make(map[string]chat.Act)
	for act := chat.Kick; act <= chat.Dismiss; act++ {
		d := seated()
		d.Apply(noon, Unsaid{Room: 1, ID: chat.MessageID{1}, At: noon, Deed: chat.Deed{Act: act, Whom: cleo}, Why: chat.Refuse(chat.NotAllowed, "")})
		got := shown(d)
		if before, twice := said[got]; twice || !strings.HasPrefix(got, "You could not ") {
			t.Errorf("%v says %q, as %v does", act, got, before)
		}
		said[got] = act
	}
	for code := chat.Banned; code <= chat.DeedInvalid; code++ {
		if why, ok := declinations[code]; !ok || why != declined(chat.Refuse(code, "")) {
			t.Errorf("code %d has no words of ours: %q", code, code.Error())
		}
	}
	if why := declined(chat.Refuse(chat.TooFast, "the room is in slow mode; wait 7 s")); !strings.Contains(why, "7 s") {
		t.Errorf("slow mode says %q, without the time to wait", why)
	}
	for code, want := range map[chat.Code]bool{chat.TooFast: true, chat.Muted: true, chat.RoomLocked: true, chat.TooManyRules: true,
		chat.NotAllowed: false, chat.NoSuchMessage: false, chat.NoSuchPerson: false, chat.DeedInvalid: false} {
		if again(code) != want {
			t.Errorf("%v may be tried again: %v", code, !want)
		}
	}
}

// TestTwice tells whoever hears of it that one key is in two places.
func TestTwice(t *testing.T) {
	d := seated()
	room(d, chat.Twice{Member: chat.Member{ID: me, Name: "Ada"}}, chat.Twice{Member: chat.Member{ID: cleo, Name: "Cleo"}})
	if got := shown(d); !strings.HasPrefix(got, "You are in this room from two copies") || !strings.Contains(got, "Cleo is in this room from two copies") {
		t.Errorf("says %q", got)
	}
}

// TestFirstMeeting introduces a host once, below what was said before.
func TestFirstMeeting(t *testing.T) {
	const note = "You are at this host for the first time. To be sure that it is the right one, compare the safety number with the person who hosts the room"
	inLab := func() *Desk {
		d := &Desk{}
		d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "Lab"})
		return d
	}
	tell(t, inLab, shown, []story{
		{"before the room is in view", []func(*Desk){applies(Met{Room: 1, Host: bo, First: true}), func(d *Desk) { room(d, entered(life1, 1, 0)) }, happens(plain(1, bo, "a"), plain(2, bo, "b"))}, "a | " + note + " | b"},
		{"in an empty room", []func(*Desk){applies(Met{Room: 1, Host: bo, First: true}), func(d *Desk) { room(d, entered(life1, 0, 0)) }}, note},
		{"told late", []func(*Desk){func(d *Desk) { room(d, entered(life1, 0, 0)) }, applies(Met{Room: 1, Host: bo, First: true})}, note},
		{"at the second try", []func(*Desk){applies(Met{Room: 1, Host: bo, First: true}, Met{Room: 1, Host: bo}), func(d *Desk) { room(d, entered(life1, 0, 0)) }}, note},
		{"known", []func(*Desk){applies(Met{Room: 1, Host: bo}), func(d *Desk) { room(d, entered(life1, 0, 0)) }}, ""},
		{"this person", []func(*Desk){applies(Met{Room: 1, Host: me, First: true}), func(d *Desk) { room(d, entered(life1, 0, 0)) }}, ""},
		{"and back again", []func(*Desk){applies(Met{Room: 1, Host: bo, First: true}), func(d *Desk) { room(d, entered(life1, 0, 0)) }, applies(Met{Room: 1, Host: bo}), func(d *Desk) { room(d, back(life1, 0, 0)) }},
			note + " | You are back in the room"},
	})
}

// TestHostWhoIsNotHere is the host all the same.
func TestHostWhoIsNotHere(t *testing.T) {
	d := sits(moderator, chat.Rules{Moderators: []chat.MemberID{moderator}}, chat.Member{ID: moderator, Name: "Mo"})
	if !d.Room(1).Host().IsZero() || d.Room(1).Moderator(chat.MemberID{}) {
		t.Error("somebody is the host before one was met")
	}
	d.Apply(noon, Met{Room: 1, Host: bo})
	happens(plain(1, bo, "a"), plain(2, cleo, "b"))(d)
	r := d.Room(1)
	if r.Host() != bo || r.May(chat.Mute, bo) || r.Row(0, noon).MayDelete || !r.Row(1, noon).MayDelete {
		t.Error("a moderator is offered what may not be done to the host")
	}
}

// TestNoticesOfTheDoor wants a button for a password, and none of it for those
// who were sent away.
func TestNoticesOfTheDoor(t *testing.T) {
	for kind, want := range map[TroubleKind]Remedy{PasswordWanted: GivePassword, PasswordWrong: GivePassword, Kicked: DialNow, Banned: DialNow, ProfileTwice: DialNow} {
		d := seated()
		d.Apply(noon.Add(time.Second), Linked{Room: 1, Link: Ended, Trouble: Trouble{Kind: kind, Target: "lab"}})
		n, ok := d.Room(1).Notice()
		if !ok || n.Remedy != want || n.Advice == "" {
			t.Errorf("trouble %d: %+v", kind, n)
		}
		if lost := strings.Contains(shown(d), "lost"); lost == (kind == Kicked || kind == Banned) {
			t.Errorf("trouble %d: %q", kind, shown(d))
		}
	}
	for trouble, want := range map[Trouble]string{
		{Kind: Kicked}: "A moderator sent you out of the room.", {Kind: Kicked, Detail: "Bo sent you out of the room"}: "Bo sent you out of the room.",
		{Kind: Banned}: "You are banned from the room.", {Kind: Banned, Detail: "you are banned from the room until noon"}: "You are banned from the room until noon.",
	} {
		if got := trouble.What(); got != want {
			t.Errorf("%+v says %q", trouble, got)
		}
	}
}
