package vm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

// told asks a desk what is to be told at a moment, as text.
func told(d *Desk, at time.Time) string {
	alerts, over, next := d.Alerts(at)
	var out []string
	for _, a := range alerts {
		quiet := ""
		if a.Quiet {
			quiet = "quietly "
		}
		out = append(out, fmt.Sprintf("%s%d@%d: %s / %s", quiet, a.Room, a.Line, a.Title, a.Text))
	}
	for _, key := range over {
		out = append(out, fmt.Sprintf("%d over", key))
	}
	if !next.IsZero() {
		out = append(out, fmt.Sprintf("again in %s", next.Sub(at)))
	}
	return strings.Join(out, "; ")
}

func answers(seq uint64, line chat.Message, text string) chat.Said {
	s := said(seq, text)
	s.About = chat.Ref{Seq: line.Seq, ID: line.ID}
	return s
}

// cleos is a line of Cleo.
func cleos(seq uint64, text string) chat.Said {
	s := said(seq, text)
	s.From, s.Name = other, "Cleo"
	return s
}

// TestAlerts has a person look elsewhere while things happen in a room, and looks
// at what they are told the moment after.
func TestAlerts(t *testing.T) {
	happen := func(events ...chat.Event) func(*Desk) { return func(d *Desk) { room(d, events...) } }
	prefer := func(p Prefs) func(*Desk) { return func(d *Desk) { d.Apply(noon, Preferred{Prefs: p}) } }
	tune := func(a Alerts) func(*Desk) { return func(d *Desk) { d.Apply(noon, Tuned{Room: 1, Alerts: a}) } }
	present := func(p chat.Presence) func(*Desk) {
		return func(d *Desk) { d.Apply(noon, Myself{chat.Status{Presence: p}}) }
	}
	gone := func(d *Desk) { d.Watch(false) }
	here := func(d *Desk) { d.Watch(true) }
	asked := func(d *Desk) { d.Alerts(noon) }
	dismissed := func(d *Desk) { d.Dismissed(1) }
	later := func(d *Desk) { d.Room(1).summons.alert.at = time.Time{} }
	long := strings.Repeat("word ", 100)
	own := mine(1, chat.MessageID{9}, "mine")
	steps := func(list ...func(*Desk)) []func(*Desk) { return list }
	tell(t, seated, func(d *Desk) string { return told(d, noon) }, []story{
		{"a line of another person", steps(gone, happen(said(1, "hello"))), "1@1: Bo in Lab / hello"},
		{"its words without their marks", steps(gone, happen(said(1, "**hello** `you`"))), "1@1: Bo in Lab / hello you"},
		{"nothing while the window is looked at", steps(happen(said(1, "hello"))), ""},
		{"nothing under a view that covers the room", steps(func(d *Desk) { d.Cover() }, happen(said(1, "hello"))), ""},
		{"nothing of what came before", steps(happen(said(1, "hello")), gone), ""},
		{"nothing of this person's own lines", steps(gone, happen(mine(1, chat.MessageID{9}, "hello"))), ""},
		{"nothing of a repeated line", steps(gone, happen(said(1, "hello")), asked, happen(said(1, "hello"))), ""},
		{"nothing of a topic", steps(gone, happen(chat.Said{Message: chat.Message{Seq: 1, From: bo, Name: "Bo", Text: "x", Deed: chat.Deed{Act: chat.SetTopic}}})), ""},
		{"it is told once", steps(gone, happen(said(1, "hello")), asked), ""},
		{"several lines are counted", steps(gone, happen(said(1, "a"), said(2, "b"))), "1@1: 2 new lines in Lab / Bo: b"},
		{"a long line is cut", steps(gone, happen(said(1, long))), "1@1: Bo in Lab / " + strings.TrimSpace(strings.Repeat("word ", 32)) + "…"},
		{"lines on lines become one", steps(gone, happen(said(1, "a\n\tb\u2028c"))), "1@1: Bo in Lab / a b c"},
		{"not where they are silent", steps(prefer(Prefs{Silent: true}), gone, happen(said(1, "hello"))), ""},
		{"not while this person is busy", steps(present(chat.DoNotDisturb), gone, happen(said(1, "hello"))), ""},
		{"while this person is away", steps(present(chat.Away), gone, happen(said(1, "hello"))), "1@1: Bo in Lab / hello"},
		{"nothing of it once they are no longer busy", steps(present(chat.DoNotDisturb), gone, happen(said(1, "hello")), asked, present(chat.Online)), ""},
		{"not of a room that is muted", steps(tune(AlertNone), gone, happen(said(1, "@Ada"))), ""},
		{"not of any room", steps(prefer(Prefs{Alerts: AlertNone}), gone, happen(said(1, "hello"))), ""},
		{"a room of its own choice", steps(prefer(Prefs{Alerts: AlertNone}), tune(AlertAll), gone, happen(said(1, "hello"))), "1@1: Bo in Lab / hello"},
		{"mentions alone: another line", steps(tune(AlertMentions), gone, happen(said(1, "hello"))), ""},
		{"mentions alone: a name", steps(tune(AlertMentions), gone, happen(said(1, "hm"), said(2, "come, @ada!"))), "1@2: Bo speaks to you in Lab / come, @ada!"},
		{"mentions alone: an answer", steps(tune(AlertMentions), happen(own), gone, happen(answers(2, own.Message, "yes"))), "1@2: Bo speaks to you in Lab / yes"},
		{"mentions alone: an answer to another", steps(tune(AlertMentions), happen(said(1, "a")), gone, happen(answers(2, said(1, "a").Message, "yes"))), ""},
		{"without the words", steps(prefer(Prefs{Secretive: true}), gone, happen(said(1, "hello"))), "1@1: Bo in Lab / 1 new line"},
		{"several without the words", steps(prefer(Prefs{Secretive: true}), gone, happen(said(1, "a"), said(2, "b"))), "1@1: 2 new lines in Lab / "},
		{"a deleted line is not told", steps(gone, happen(said(1, "oops"), deed(2, bo, chat.Delete, said(1, "oops").Message, ""))), ""},
		{"a deleted line is taken back", steps(gone, happen(said(1, "oops")), asked, happen(deed(2, bo, chat.Delete, said(1, "oops").Message, ""))), "1 over"},
		{"a deleted mention is taken back", steps(tune(AlertMentions), gone, happen(said(1, "hm"), said(2, "@ada secret")), asked, happen(erased(3, 2))), "1 over"},
		{"mentions alone: a line between is no reason to tell again", steps(tune(AlertMentions), gone, happen(said(1, "@ada come")), asked, happen(said(2, "hm"))), ""},
		{"mentions alone: one of two is deleted", steps(tune(AlertMentions), gone, happen(said(1, "@ada a"), said(2, "hm"), said(3, "@ada b"), erased(4, 3))), "1@1: Bo speaks to you in Lab / @ada a"},
		{"the first of two is deleted", steps(gone, happen(said(1, "a"), said(2, "b"), erased(3, 1))), "1@2: Bo in Lab / b"},
		{"the last of two is deleted", steps(gone, happen(said(1, "a"), said(2, "b"), erased(3, 2))), "1@1: Bo in Lab / a"},
		{"one is deleted that was told", steps(gone, happen(said(1, "a"), said(2, "b")), asked, happen(erased(3, 2))), "again in 2s"},
		{"one is deleted that was to be told next", steps(gone, happen(said(1, "a")), asked, happen(said(2, "b"), erased(3, 2))), ""},
		{"one is deleted that was edited", steps(gone, happen(said(1, "a"), deed(2, bo, chat.Edit, said(1, "a").Message, "b")), asked, happen(erased(3, 1))), "1 over"},
		{"one is deleted twice", steps(gone, happen(said(1, "a"), said(2, "b"), said(3, "c"), erased(4, 2), erased(5, 2))), "1@1: 2 new lines in Lab / Bo: c"},
		{"one is deleted that was put away", steps(gone, happen(said(1, "a")), asked, dismissed, happen(said(2, "b"), erased(3, 1)), later), "1@2: Bo in Lab / b"},
		{"what was missed and deleted", steps(happen(said(1, "a")), gone, happen(back(life1, 3, 1), said(2, "b"), said(3, "c"), said(4, "d"), said(5, "e"), erased(6, 2), erased(7, 3))), "1@4: 2 new lines in Lab / Bo: e"},
		{"what was missed is told in one", steps(gone, happen(said(1, "a"), back(life1, 4, 1), said(2, "b"), said(3, "c"), said(4, "d"))), "1@1: 4 new lines in Lab / Bo: d"},
		{"what was missed alone", steps(happen(said(1, "a")), gone, happen(back(life1, 4, 1), said(2, "b"), said(3, "c"), said(4, "d"))), "1@2: 3 new lines in Lab / They were said while you were away."},
		{"not before all of it is here", steps(happen(said(1, "a")), gone, happen(back(life1, 4, 1), said(2, "b"))), ""},
		{"another log is news", steps(gone, happen(entered(life2, 2, 0), said(1, "a"), said(2, "b"))), "1@1: 2 new lines in Lab / They were said while you were away."},
		{"another log ends what was told", steps(gone, happen(said(1, "a")), asked, happen(entered(life2, 0, 0))), "1 over"},
		{"and its lines wait their turn", steps(gone, happen(said(1, "a")), asked, happen(entered(life2, 1, 0), said(1, "b"))), "1 over; again in 2s"},
		{"mentions alone: the line of that number in another log is none", steps(tune(AlertMentions), gone, happen(said(1, "@ada come")), asked,
			happen(entered(life2, 1, 0), cleos(1, "the list is on the server"))), "1 over"},
		{"nothing of a log that ended", steps(gone, happen(said(1, "a"), said(2, "b"), entered(life2, 1, 0), said(1, "c"))), "1@1: Bo in Lab / c"},
		{"nothing of history", steps(gone, func(d *Desk) {
			d.Apply(noon, Opened{Room: 2, Name: "Hall"}, Happened{Room: 2, Event: entered(life1, 1, 0)}, Happened{Room: 2, Event: said(1, "a")})
		}), ""},
		{"it is over once the room is looked at", steps(gone, happen(said(1, "a")), asked, here), "1 over"},
		{"it is over once the room is closed", steps(gone, happen(said(1, "a")), asked, func(d *Desk) { d.Apply(noon, Closed{Room: 1}) }), "1 over"},
		{"after one that was put away it counts anew", steps(gone, happen(said(1, "a")), asked, dismissed, later, happen(said(2, "b"))), "1@2: Bo in Lab / b"},
		{"a second line waits its turn", steps(gone, happen(said(1, "a")), asked, happen(said(2, "b"))), "again in 2s"},
		{"one that was put away is not counted, whatever came since", steps(gone, happen(said(1, "a")), asked, happen(said(2, "b"), said(3, "c")), dismissed, later), "1@2: 2 new lines in Lab / Bo: c"},
		{"nor where it speaks to this person", steps(tune(AlertMentions), gone, happen(said(1, "@ada a")), asked, happen(said(2, "@ada b"), said(3, "c")), dismissed, later), "1@2: Bo speaks to you in Lab / @ada b"},
		{"an edit is no reason for a sound", steps(gone, happen(said(1, "a")), asked, later, happen(deed(2, bo, chat.Edit, said(1, "a").Message, "b"))), "quietly 1@1: Bo in Lab / b"},
		{"an edit of what was put away is nothing", steps(gone, happen(said(1, "a")), asked, dismissed, later, happen(deed(2, bo, chat.Edit, said(1, "a").Message, "b"))), ""},
		{"an edit beside another line", steps(gone, happen(said(1, "a")), asked, later, happen(deed(2, bo, chat.Edit, said(1, "a").Message, "b"), said(3, "c"))), "1@1: 2 new lines in Lab / Bo: c"},
		{"one in the middle is deleted", steps(gone, happen(said(1, "a"), said(2, "b"), said(3, "c")), asked, later, happen(erased(4, 2))), "quietly 1@1: 2 new lines in Lab / Bo: c"},
		{"the newest is deleted", steps(gone, happen(said(1, "a"), said(2, "b")), asked, later, happen(erased(3, 2))), "quietly 1@1: Bo in Lab / a"},
		{"an edit waits its turn", steps(gone, happen(said(1, "a")), asked, happen(deed(2, bo, chat.Edit, said(1, "a").Message, "b"))), "again in 2s"},
	})
}

// TestAlertsCountWhatIsLeft has lines come and go, and alerts be put away, in any
// order. What a person is told is what nobody has told them or what is left of it.
func TestAlertsCountWhatIsLeft(t *testing.T) {
	for seed := range uint64(400) {
		random := rand.New(rand.NewPCG(seed, 5))
		d, now, seq := seated(), noon, uint64(0)
		d.Watch(false)
		var lines, shown []uint64 // those that are to be told of; those that the alert on the screen tells of
		newest := uint64(0)       // that was told of
		for range 30 {
			switch n := random.IntN(8); {
			case n < 4:
				seq++
				room(d, said(seq, fmt.Sprint("line ", seq)))
				lines = append(lines, seq)
			case n < 7 && len(lines) > 0:
				seq++
				i := random.IntN(len(lines))
				room(d, erased(seq, lines[i]))
				lines = slices.Delete(lines, i, i+1)
			case n == 7 && shown != nil:
				d.Dismissed(1)
				lines = slices.DeleteFunc(lines, func(seq uint64) bool { return seq <= newest })
				shown = nil
			}
			if random.IntN(3) == 0 {
				continue
			}
			now = now.Add(alertPace)
			told, over, _ := d.Alerts(now)
			news := len(lines) > 0 && lines[len(lines)-1] > newest
			switch stale := shown != nil && !slices.Equal(shown, lines); {
			case news, stale && len(lines) > 0:
				if len(told) != 1 || told[0].Count != len(lines) || told[0].Line != lines[0] || told[0].Quiet == news {
					t.Fatalf("seed %d: told %+v of %v, after %v up to %d", seed, told, lines, shown, newest)
				}
				shown, newest = slices.Clone(lines), max(newest, lines[len(lines)-1])
			case len(told) > 0 || (len(over) > 0) != stale:
				t.Fatalf("seed %d: told %+v and over %v of %v, after %v up to %d", seed, told, over, lines, shown, newest)
			case stale:
				shown, newest = nil, 0
			}
		}
	}
}

// deed is what somebody does to a line.
func deed(seq uint64, from chat.MemberID, act chat.Act, line chat.Message, text string) chat.Said {
	return chat.Said{Message: chat.Message{Seq: seq, ID: chat.MessageID{byte(seq), 2}, From: from, Name: "Bo", Text: text, At: noon,
		Deed: chat.Deed{Act: act, About: chat.Ref{Seq: line.Seq, ID: line.ID}}}}
}

// erased is that Bo deletes line of the log.
func erased(seq, line uint64) chat.Said {
	return deed(seq, bo, chat.Delete, said(line, "").Message, "")
}

// TestDeletedLinesAreNotUnread deletes lines that were seen and others that were not.
func TestDeletedLinesAreNotUnread(t *testing.T) {
	own := mine(4, chat.MessageID{9}, "own")
	for _, c := range []struct {
		name   string
		events []chat.Event
		unread int
		fresh  uint64
	}{
		{"none", nil, 2, 2},
		{"one of them", []chat.Event{erased(5, 2)}, 1, 2},
		{"the same one twice", []chat.Event{erased(5, 2), erased(6, 2)}, 1, 2},
		{"all of them", []chat.Event{erased(5, 2), erased(6, 3)}, 0, 0},
		{"and one more is said", []chat.Event{erased(5, 2), erased(6, 3), said(7, "d")}, 1, 7},
		{"one that was seen", []chat.Event{erased(5, 1)}, 2, 2},
		{"this person's own", []chat.Event{deed(5, me, chat.Delete, own.Message, "")}, 2, 2},
		{"one of another text under its number", []chat.Event{deed(5, bo, chat.Delete, chat.Message{Seq: 2, ID: chat.MessageID{1, 2, 3}}, "")}, 2, 2},
		{"one that is not there", []chat.Event{erased(5, 9)}, 2, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := seated()
			room(d, said(1, "a"))
			d.Watch(false)
			room(d, said(2, "b"), said(3, "c"), own)
			room(d, c.events...)
			if r := d.Room(1); r.Unread() != c.unread || r.Fresh() != c.fresh || d.News() != c.unread {
				t.Errorf("%d unread from %d, %d are news; want %d from %d", r.Unread(), r.Fresh(), d.News(), c.unread, c.fresh)
			}
		})
	}
}

// TestDeletedHistoryIsNotUnread deletes what was said before this person came.
func TestDeletedHistoryIsNotUnread(t *testing.T) {
	d := &Desk{}
	d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "Lab"}, Opened{Room: 2, Name: "Hall"})
	room(d, entered(life1, 1, 0), said(1, "history"), said(2, "new"), erased(3, 1))
	if n := d.Room(1).Unread(); n != 1 {
		t.Errorf("%d lines are unread, want 1", n)
	}
}

// TestAlertsKeepTheirPace has lines come faster than a person wants to be told.
func TestAlertsKeepTheirPace(t *testing.T) {
	d := seated()
	d.Watch(false)
	at, n := noon, uint64(0)
	for range 40 { // ten seconds
		n++
		room(d, said(n, "x"))
		d.Apply(at)
		if alerts, _, next := d.Alerts(at); len(alerts) > 0 != (at.Sub(noon)%alertPace == 0) || len(alerts) == 0 && next.Sub(at) > alertPace {
			t.Errorf("after %s: %d alerts, next in %s", at.Sub(noon), len(alerts), next.Sub(at))
		}
		at = at.Add(alertPace / 8)
	}
}

// TestUnwatchedLinesAreUnread looks away from a window and back.
func TestUnwatchedLinesAreUnread(t *testing.T) {
	d := seated()
	room(d, said(1, "a"))
	d.Watch(false)
	room(d, said(2, "b"), said(3, "c"))
	r := d.Room(1)
	if r.Unread() != 2 || r.Fresh() != 2 || r.Read().Seq != 1 {
		t.Errorf("away: %d unread from %d, read %d", r.Unread(), r.Fresh(), r.Read().Seq)
	}
	d.Watch(true)
	if r.Unread() != 0 || r.Fresh() != 2 || r.Read().Seq != 3 {
		t.Errorf("back: %d unread from %d, read %d", r.Unread(), r.Fresh(), r.Read().Seq)
	}
}

// TestAnotherLogIsUnreadFromItsBeginning has the log of a room start anew while its
// lines are unread.
func TestAnotherLogIsUnreadFromItsBeginning(t *testing.T) {
	d := seated()
	d.Watch(false)
	room(d, said(1, "a"), said(2, "b"), entered(life2, 1, 0))
	if n := d.Room(1).Unread(); n != 0 {
		t.Errorf("%d lines are unread of an empty log", n)
	}
	room(d, said(1, "c"))
	if r := d.Room(1); r.Unread() != 1 || r.Fresh() != 1 || d.News() != 1 {
		t.Errorf("%d lines are unread, from %d; %d are news", r.Unread(), r.Fresh(), d.News())
	}
}
