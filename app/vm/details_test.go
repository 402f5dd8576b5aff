package vm

import (
	"strings"
	"testing"

	"landline/netcore/chat"
)

func TestCompleteness(t *testing.T) {
	var many []Span
	for i := range uint64(12) {
		many = append(many, Span{10 * (i + 1), 10*(i+1) + 1})
	}
	for _, test := range []struct {
		name string
		d    Details
		want string
	}{
		{"empty", Details{}, "Nothing was said in this room yet."},
		{"all of it", Details{Lines: 1204, First: 1, Head: 1204}, "Complete, 1,204 of 1,204, no gaps."},
		{"one line", Details{Lines: 1, First: 1, Head: 1}, "Complete, 1 of 1, no gaps."},
		{"a newcomer", Details{Lines: 1104, First: 1, Head: 1204, Gaps: []Span{{1, 100}}}, "1,104 of 1,204 here; 100 older lines are with the host."},
		{"a newcomer lacks one", Details{Lines: 1203, First: 1, Head: 1204, Gaps: []Span{{1, 1}}}, "1,203 of 1,204 here; 1 older line is with the host."},
		{"gaps", Details{Lines: 90, First: 1, Head: 100, Gaps: []Span{{5, 5}, {11, 19}}},
			"90 of 100 here; 10 lines are missing. | Lines 11 to 19 | Line 5"},
		{"one line missing", Details{Lines: 99, First: 1, Head: 100, Gaps: []Span{{50, 50}}}, "99 of 100 here; 1 line is missing. | Line 50"},
		{"nothing here", Details{First: 1, Head: 1204, Gaps: []Span{{1, 1204}}}, "0 of 1,204 here; 1,204 lines are missing. | Lines 1 to 1,204"},
		{"many gaps", Details{Lines: 176, First: 1, Head: 200, Gaps: many},
			"176 of 200 here; 24 lines are missing. | Lines 120 to 121 | Lines 110 to 111 | Lines 100 to 101 | Lines 90 to 91 | Lines 80 to 81 | Lines 70 to 71 | Lines 60 to 61 | Lines 50 to 51 | and 4 older gaps"},
		{"the host forgot", Details{Lines: 1000, First: 205, Head: 1204}, "Complete, 1,000 of 1,000, no gaps. (The host keeps lines from number 205 on.)"},
		{"we remember more", Details{Lines: 1204, First: 205, Head: 1204}, "Complete, 1,000 of 1,000, no gaps. (This computer also has 204 older lines that the host no longer keeps.)"},
		{"the host forgot all", Details{Lines: 0, First: 1205, Head: 1204}, "The host keeps no line of this room any more. (The host keeps lines from number 1,205 on.)"},
	} {
		c := test.d.Completeness()
		got := c.What
		if c.More != "" {
			got += " (" + c.More + ")"
		}
		if got = strings.Join(append([]string{got}, c.Gaps...), " | "); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if c.Whole != (len(test.d.Gaps) == 0) {
			t.Errorf("%s: whole %v", test.name, c.Whole)
		}
	}
}

func TestDetailsSay(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{Details{}.Size(), "Nothing on this computer yet"},
		{Details{Lines: 1, Bytes: 300}.Size(), "1 line, about 300 B on this computer"},
		{Details{Lines: 1204, Bytes: 4_567_890}.Size(), "1,204 lines, about 4.6 MB on this computer"},
		{Details{}.Outbox(), "Nothing waits to be sent."},
		{Details{Waiting: 1}.Outbox(), "1 line of yours waits to be sent, as soon as the room is reached."},
		{Details{Waiting: 1200}.Outbox(), "1,200 lines of yours wait to be sent, in order, as soon as the room is reached."},
		{Details{Epoch: chat.Epoch{0x4f, 0x2a, 0x91, 0xc0, 0x77, 0xde, 0x0b, 0x13}}.Life(), "4f2a 91c0 77de 0b13"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}

func TestDetailsAreOfOneRoom(t *testing.T) {
	d := &Desk{}
	if _, ok := d.Details(1); ok {
		t.Error("details before there are any")
	}
	d.Apply(noon, Details{Room: 1, Lines: 3}, Exported{Room: 1, Path: "x", Lines: 3})
	if _, ok := d.Details(2); ok {
		t.Error("the details of another room")
	}
	if e, ok := d.Exported(1); !ok || e.Result() != "3 lines were written to x" {
		t.Errorf("exported %q, %v", e.Result(), ok)
	}
	d.ForgetExport()
	if _, ok := d.Exported(1); ok {
		t.Error("an export that is over is still told")
	}
}

func TestKeeps(t *testing.T) {
	var got []string
	for _, k := range Keeps() {
		got = append(got, k.String())
	}
	if s := strings.Join(got, ", "); s != "For ever, For 365 days, For 90 days, For 30 days, The last 10,000 lines, The last 1,000 lines" {
		t.Errorf("offers %q", s)
	}
	if s := (Keep{Days: 1, Lines: 5}).String(); s != "For 1 day, the last 5 lines at most" {
		t.Errorf("both limits: %q", s)
	}
}

func TestForgettingIsAskedFirst(t *testing.T) {
	const forGood = " deleted from the room, and in time the ones after them. This computer keeps the room: nobody can read them here again."
	all, month := Keep{}, Keep{Days: 30}
	for _, test := range []struct {
		name string
		d    Details
		k    Keep
		want string
	}{
		{"keeping all", Details{Lines: 5000, Keep: month}, all, ""},
		{"keeping longer", Details{Lines: 5000, Keep: month}, Keep{Days: 90}, ""},
		{"the same", Details{Lines: 5000, Keep: month}, month, ""},
		{"nothing is here", Details{}, month, ""},
		{"fewer lines than that", Details{Lines: 900}, Keep{Lines: 1000}, ""},
		{"fewer days", Details{Lines: 5000}, month, "Lines older than 30 days are" + forGood},
		{"fewer lines", Details{Lines: 2204}, Keep{Lines: 1000}, "The oldest 1,204 lines are" + forGood},
		{"one line", Details{Lines: 1001}, Keep{Lines: 1000}, strings.Replace("The oldest line is"+forGood, "after them", "after it", 1)},
		{"both", Details{Lines: 2204}, Keep{Days: 30, Lines: 1000}, "Lines older than 30 days, and all but the last 1,000, are" + forGood},
		{"from days to lines", Details{Lines: 2204, Keep: month}, Keep{Lines: 1000}, "The oldest 1,204 lines are" + forGood},
	} {
		f, ok := test.d.Forgets(test.k)
		if f.Text != test.want || ok != (test.want != "") {
			t.Errorf("%s: asks %q (%v), want %q", test.name, f.Text, ok, test.want)
		}
	}
}

func TestFileName(t *testing.T) {
	for room, want := range map[string]string{
		"Lab":                       "Lab 2026-03-05.txt",
		"a/b\\c: \"d\" <e>|*?":      "a b c d e 2026-03-05.txt",
		"..":                        "Room 2026-03-05.txt",
		".hidden.":                  "hidden 2026-03-05.txt",
		"\u202egnp.exe":             "gnp.exe 2026-03-05.txt",
		"":                          "Room 2026-03-05.txt",
		"会議室":                       "会議室 2026-03-05.txt",
		strings.Repeat("long ", 30): strings.TrimSpace(strings.Repeat("long ", 12)) + " 2026-03-05.txt",
	} {
		if got := FileName(room, FormatText, noon); got != want {
			t.Errorf("%q goes to %q, want %q", room, got, want)
		}
	}
	for _, f := range Formats() {
		if f.Name() == "" || !strings.HasSuffix(f.Use(), ".") {
			t.Errorf("format %q says %q, %q", f, f.Name(), f.Use())
		}
	}
}

func TestExportResult(t *testing.T) {
	one := Exported{Lines: 1, Path: "/x"}
	failed := Exported{Path: "/x", Trouble: Trouble{Kind: OwnFiles, Detail: "the disk is full"}}
	if got := one.Result(); got != "1 line was written to /x" {
		t.Errorf("one line: %q", got)
	}
	if got := failed.Result(); !strings.HasPrefix(got, "Landline cannot use its own files: the disk is full.") {
		t.Errorf("failed: %q", got)
	}
}

func TestWarning(t *testing.T) {
	d := &Desk{}
	expect := func(when, want string) {
		t.Helper()
		if got := d.Warning(); got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	expect("at first", "")
	d.Apply(noon, Warned{"The disk is full."})
	expect("warned", "The disk is full.")
	d.DismissWarning()
	d.Apply(noon, Warned{"The disk is full."})
	expect("dismissed, and the same again", "")
	d.Apply(noon, Warned{"The history was damaged."})
	expect("another one", "The history was damaged.")
	d.Apply(noon, Warned{}, Warned{"The disk is full."})
	expect("full once more, later", "The disk is full.")
	d.Apply(noon, Warned{})
	expect("taken back", "")
}
