package history_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// busy is a room in which everything was done once.
func busy(t testing.TB, s *history.Store) *room {
	t.Helper()
	r := roomIn(t, s)
	hello := r.say("Hello\n  everybody <b>")
	wrong := r.by(bo, "Bo", "wrnog", chat.Deed{})
	secret := r.by(bo, "Bo", "a secret", chat.Deed{})
	r.by(bo, "Bo", "hi "+strings.Repeat("there ", 20), about(chat.Line, hello))
	r.by(bo, "Bo", "wrong", about(chat.Edit, wrong))
	r.by(bo, "Bo", "a secret of mine", about(chat.Edit, secret))
	r.do("👍", about(chat.React, wrong))
	r.do("👍", about(chat.Unreact, wrong))
	r.do("", about(chat.Delete, secret))
	own := r.say("oops")
	r.do("", about(chat.Delete, own))
	r.do("why?", about(chat.Line, secret))
	for _, act := range []chat.Act{chat.Kick, chat.Ban, chat.Unban, chat.Mute, chat.Unmute, chat.Appoint, chat.Dismiss} {
		d := chat.Deed{Act: act, Whom: bo}
		switch act {
		case chat.Ban:
			d.Addrs = "192.0.2.7"
		case chat.Mute:
			d.For = 90 * time.Minute
		}
		r.do("Bo", d)
	}
	r.do("", chat.Deed{Act: chat.Slow, For: time.Second})
	r.do("", chat.Deed{Act: chat.Slow})
	r.do("", chat.Deed{Act: chat.Lock})
	r.do("", chat.Deed{Act: chat.Unlock})
	r.do("Tea <i>", chat.Deed{Act: chat.SetTopic})
	r.do("", chat.Deed{Act: chat.SetTopic})
	r.do("?", chat.Deed{Act: chat.Act(200)})
	return r
}

func TestExportTextOfDeeds(t *testing.T) {
	inUTC(t)
	s := open(t, t.TempDir())
	r := busy(t, s)
	const want = `*** Lab
2026-11-21T12:00:00Z <Ada> Hello
      everybody <b>
2026-11-21T12:01:00Z <Bo> wrong (edited)
2026-11-21T12:02:00Z <Bo> (deleted)
2026-11-21T12:03:00Z <Bo> [Ada: Hello everybody <b>] hi there there there there there there there there there there there there there there there there there there there there 
2026-11-21T12:06:00Z * Ada reacted with 👍 to Bo: wrong.
2026-11-21T12:07:00Z * Ada took back 👍 from Bo: wrong.
2026-11-21T12:08:00Z * Ada deleted a line of Bo.
2026-11-21T12:09:00Z <Ada> (deleted)
2026-11-21T12:11:00Z <Ada> [Bo: (deleted)] why?
2026-11-21T12:12:00Z * Ada sent Bo out.
2026-11-21T12:13:00Z * Ada banned Bo.
2026-11-21T12:14:00Z * Ada lifted the ban on Bo.
2026-11-21T12:15:00Z * Ada muted Bo for 90 minutes.
2026-11-21T12:16:00Z * Ada let Bo speak again.
2026-11-21T12:17:00Z * Ada made Bo a moderator.
2026-11-21T12:18:00Z * Ada made Bo a moderator no longer.
2026-11-21T12:19:00Z * Ada slowed the room down to one line of each person in 1 second.
2026-11-21T12:20:00Z * Ada lifted the slow mode.
2026-11-21T12:21:00Z * Ada locked the room: nobody new may come in.
2026-11-21T12:22:00Z * Ada unlocked the room.
2026-11-21T12:23:00Z * Ada set the topic to “Tea <i>”.
2026-11-21T12:24:00Z * Ada took the topic away.
2026-11-21T12:25:00Z * Ada did something that this version does not know (act 200).
`
	if got := written(t, s, r.id, history.FormatText); got != want {
		t.Errorf("the room is\n%s\nwant\n%s", got, want)
	}
	if n, err := s.Export(t.Context(), &strings.Builder{}, r.id, nil, history.FormatText); err != nil || n != strings.Count(want, "Z ") {
		t.Errorf("%d lines, %v", n, err)
	}
}

func TestExportHTMLOfDeeds(t *testing.T) {
	inUTC(t)
	s := open(t, t.TempDir())
	r := busy(t, s)
	page := written(t, s, r.id, history.FormatHTML)
	first := chat.MessageID{0, 1, 1}.String()
	for _, want := range []string{
		`wrong <small>(edited)</small></div>`, `<div class="text gone">(deleted)</div>`, "Ada set the topic to “Tea &lt;i&gt;”.</p>",
		`<a class="answers" dir="auto" href="#` + first + `">Ada: Hello everybody &lt;b&gt;</a><div class="text" dir="auto">hi`,
		`<div class="line" id="` + first + `">`, "Ada muted Bo for 90 minutes.</p>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, never := range []string{"wrnog", "secret", "oops", "<b>\n", "Tea <i>", "192.0.2.7", "http"} {
		if strings.Contains(strings.SplitN(page, "</style>", 2)[1], never) {
			t.Errorf("the page has %q", never)
		}
	}
}

// TestImportDeeds takes everything to another computer and back, and finds each
// entry once.
func TestImportDeeds(t *testing.T) {
	inUTC(t)
	from, to := open(t, t.TempDir()), open(t, t.TempDir())
	r := busy(t, from)
	file := written(t, from, r.id, history.FormatJSON)
	if strings.Contains(file, "192.0.2.7") || strings.Contains(file, "secret") || strings.Contains(file, "oops") {
		t.Error("the file tells what only the host knows, or nobody any more")
	}
	for _, want := range []string{`,"act":"mute","whom":"02`, `,"for_ms":5400000}`, `"edited":true`, `"about":{"seq":1,"id":"0001`, `"act":"erased"`, `"act":"act 200"`} {
		if !strings.Contains(file, want) {
			t.Errorf("the file lacks %s", want)
		}
	}
	for i, s := range []*history.Store{to, to, from} {
		got, err := s.Import(t.Context(), strings.NewReader(file))
		if want := strings.Count(file, "\n"); err != nil || got.Added+got.Known != want || (got.Added == 0) != (i > 0) {
			t.Errorf("import %d: %+v of %d, %v", i, got, want, err)
		}
		for _, f := range []history.Format{history.FormatJSON, history.FormatText, history.FormatHTML} {
			if got, want := written(t, s, r.id, f), written(t, from, r.id, f); got != want {
				t.Errorf("import %d: the room is\n%s\nwant\n%s", i, got, want)
			}
		}
	}
	if got, _ := find(t, to, history.Query{Text: "wrong"}); !slices.Equal(got, []string{"wrong"}) {
		t.Errorf("found %q", got)
	}
}

// TestImportBackwards has each change come before what it changes.
func TestImportBackwards(t *testing.T) {
	from, to := open(t, t.TempDir()), open(t, t.TempDir())
	r := roomIn(t, from)
	tea, secret := r.say("tea"), r.say("secret")
	before := written(t, from, r.id, history.FormatJSON)
	r.do("coffee", about(chat.Edit, tea))
	r.do("", about(chat.Delete, secret))
	after := written(t, from, r.id, history.FormatJSON)
	changes := strings.SplitAfter(after, "\n")[2:]
	slices.Reverse(changes)
	// The lines as they were before, behind what changed them.
	if _, err := to.Import(t.Context(), strings.NewReader(strings.Join(changes, "")+before)); err != nil {
		t.Fatal(err)
	}
	if got := written(t, to, r.id, history.FormatJSON); got != after {
		t.Errorf("the room is\n%s\nwant\n%s", got, after)
	}
}

// TestImportBringsNothingBack imports what was exported before a line was
// deleted: where it was, where only the deletion is known, and where the lines
// had been imported before the deletion came.
func TestImportBringsNothingBack(t *testing.T) {
	s := open(t, t.TempDir())
	r := roomIn(t, s)
	secret := r.say("a secret")
	edited := r.do("a secret too", about(chat.Edit, secret))
	old := written(t, s, r.id, history.FormatJSON)
	gone := r.do("", about(chat.Delete, secret))

	late, early := open(t, t.TempDir()), open(t, t.TempDir())
	for i, there := range []*history.Store{s, late, early} {
		if there == early {
			importAll(t, there, old)
		}
		if there != s {
			seat, err := there.Seat("address 192.0.2.1:7678")
			if err == nil {
				err = seat.Enter(chat.Entered{Room: r.id, Name: "Lab", Epoch: r.log.Epoch(), First: 1, Head: 3, After: 2})
			}
			if err == nil {
				err = seat.Save(history.Change{Said: []chat.Message{gone}})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		importAll(t, there, old)
		if got := written(t, there, r.id, history.FormatJSON); strings.Contains(got, "secret") || !strings.Contains(got, edited.ID.String()) {
			t.Errorf("computer %d: the room is %s", i, got)
		}
		if got, _ := find(t, there, history.Query{Text: "secret"}); got != nil {
			t.Errorf("computer %d: found %q", i, got)
		}
	}
}

func importAll(t testing.TB, s *history.Store, file string) {
	t.Helper()
	if _, err := s.Import(t.Context(), strings.NewReader(file)); err != nil {
		t.Fatal(err)
	}
}

// TestImportChangesOnlyItsOwn has a file that anybody may have written say that
// a line of the host's was edited and deleted.
func TestImportChangesOnlyItsOwn(t *testing.T) {
	s := open(t, t.TempDir())
	r := roomIn(t, s)
	first, second := r.say("true"), r.say("true too")
	file := written(t, s, r.id, history.FormatJSON)

	other := open(t, t.TempDir())
	forger := roomIn(t, other)
	forger.say("x")
	forger.say("x")
	forger.do("forged", about(chat.Edit, first))
	forger.do("", about(chat.Delete, second))
	forged := written(t, other, forger.id, history.FormatJSON)
	forged = strings.ReplaceAll(forged, forger.id.String(), r.id.String())
	forged = strings.ReplaceAll(forged, forger.log.Epoch().String(), r.log.Epoch().String())
	importAll(t, s, strings.Join(strings.SplitAfter(forged, "\n")[2:], ""))
	importAll(t, s, file)
	if list, err := r.log.Read(0, 9); err != nil || len(list) != 2 || list[0] != first || list[1] != second {
		t.Errorf("the host's log is %+v, %v", list, err)
	}
	if got, _ := find(t, s, history.Query{Text: "true"}); len(got) != 2 {
		t.Errorf("found %q", got)
	}
}

// TestImportRefusesImpossibleDeeds names what is wrong.
func TestImportRefusesImpossibleDeeds(t *testing.T) {
	from := open(t, t.TempDir())
	r := roomIn(t, from)
	line := r.say("one")
	r.do("two", about(chat.Edit, line))
	file := written(t, from, r.id, history.FormatJSON)
	good := strings.SplitAfter(file, "\n")[1]
	ban := strings.NewReplacer(`"act":"edit"`, `"act":"ban"`, `"about":`, `"ignored":`, `"text":"two"`, `"text":"Bo"`)
	for name, bad := range map[string]string{
		"an act of no name":     strings.Replace(good, `"edit"`, `"overthrow"`, 1),
		"about nothing":         strings.Replace(good, `"about"`, `"abort"`, 1),
		"about a later one":     strings.Replace(good, `"about":{"seq":1`, `"about":{"seq":2`, 1),
		"about far too late":    strings.Replace(good, `"about":{"seq":1`, `"about":{"seq":9223372036854775808`, 1),
		"about a negative one":  strings.Replace(good, `"about":{"seq":1`, `"about":{"seq":-1`, 1),
		"a text where none is":  strings.Replace(good, `"edit"`, `"delete"`, 1),
		"a text of one deleted": strings.Replace(good, `"edit"`, `"erased"`, 1),
		"no emoji":              strings.Replace(good, `"edit"`, `"react"`, 1),
		"a ban of nobody":       ban.Replace(good),
		"too long a time":       strings.Replace(good, `"act":"edit"`, `"for_ms":9223372036854775807,"act":"edit"`, 1),
		"a negative time":       strings.Replace(good, `"act":"edit"`, `"for_ms":-1,"act":"edit"`, 1),
		"a line of nothing":     strings.Replace(strings.Replace(good, `"act":"edit",`, ``, 1), `"text":"two"`, `"text":""`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			if bad == good {
				t.Fatal("nothing is wrong with it")
			}
			if got, err := open(t, t.TempDir()).Import(t.Context(), strings.NewReader(bad)); err == nil {
				t.Errorf("%s was imported: %+v", bad, got)
			}
		})
	}
	if _, err := open(t, t.TempDir()).Import(t.Context(), strings.NewReader(good)); err != nil {
		t.Errorf("%s: %v", good, err)
	}
}
