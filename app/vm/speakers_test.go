package vm

import (
	"fmt"
	"testing"

	"landline/netcore/chat"
)

func TestSpeakers(t *testing.T) {
	d := seated()
	d.Apply(noon, Opened{Room: 2, Name: "Hall"}, Happened{Room: 2, Event: chat.Entered{Epoch: life1, Members: []chat.Member{{ID: other, Name: "Cleo"}}}})
	d.Search().Ask(Query{Text: "x"})
	answer := hits(Query{Text: "x"}, 1)
	answer.List[0].Message.Name = "Dee"
	d.Apply(noon, answer)
	if got := fmt.Sprint(d.Speakers(1)); got != "[Dee Bo Ada]" {
		t.Errorf("in the room: %s", got)
	}
	if got := fmt.Sprint(d.Speakers(0)); got != "[Dee Bo Ada Cleo]" {
		t.Errorf("anywhere: %s", got)
	}
	for _, s := range d.Speakers(0) {
		if !s.ID.IsZero() {
			t.Errorf("%s stands for one key alone, and nobody else has that name", s.Name)
		}
	}
}

// TestSpeakersTellNamesakesApart has a namesake in another room, one in the hits,
// one who only looks like one, and a name that passes for something else.
func TestSpeakersTellNamesakesApart(t *testing.T) {
	second, third, fourth, fifth := chat.MemberID{0x21}, chat.MemberID{0x31}, chat.MemberID{0x41}, chat.MemberID{0x51}
	d := seated()
	d.Apply(noon, Opened{Room: 2, Name: "Hall"}, Happened{Room: 2, Event: chat.Entered{Epoch: life1, Members: []chat.Member{
		{ID: second, Name: "Bo"}, {ID: third, Name: "Adа"}, {ID: fifth, Name: "You"}}}}) // the last letter of Ada is Cyrillic
	d.Search().Ask(Query{Text: "x"})
	answer := hits(Query{Text: "x"}, 1)
	answer.List[0].Message.From, answer.List[0].Message.Name = fourth, "Bo"
	d.Apply(noon, answer)
	tags := make(map[chat.MemberID]string)
	for _, s := range d.Speakers(0) {
		tags[s.ID] = s.String()
	}
	for id, name := range map[chat.MemberID]string{bo: "Bo", second: "Bo", fourth: "Bo", me: "Ada", third: "Adа", fifth: "You"} {
		if want := name + " #" + id.Tag(); tags[id] != want {
			t.Errorf("%s is %q in %q", want, tags[id], tags)
		}
	}
	if len(tags) != 6 {
		t.Errorf("there are %d: %q", len(tags), tags)
	}
}

// TestAuthorsTellNamesakesApart has a namesake among the hits, one around them, and
// one in a room.
func TestAuthorsTellNamesakesApart(t *testing.T) {
	second, third := chat.MemberID{0x21}, chat.MemberID{0x31}
	d := seated()
	expect := func(when string, id chat.MemberID, name, want string) {
		t.Helper()
		if got := d.Author(id, name); got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	d.Search().Ask(Query{Text: "x"})
	answer := hits(Query{Text: "x"}, 2)
	answer.List[0].Message.From, answer.List[0].Message.Name = second, "Dee"
	answer.List[1].Message.From, answer.List[1].Message.Name = third, "Fay"
	d.Apply(noon, answer)
	expect("alone", second, "Dee", "Dee")
	expect("who looks like one in the room", second, "Bо", "Bо #"+second.Tag()) // its last letter is Cyrillic
	expect("who passes for something else", second, "You", "You #"+second.Tag())
	h, _ := d.Search().LookAround()
	line := func(id chat.MemberID, name string, seq uint64) chat.Message {
		return chat.Message{Seq: seq, From: id, Name: name, Text: "a"}
	}
	d.Apply(noon, Surroundings{Hit: h, Lines: []chat.Message{line(other, "Dee", h.Message.Seq-1), h.Message}})
	expect("with one around", second, "Dee", "Dee #"+second.Tag())
	expect("the one around", other, "Dee", "Dee #"+other.Tag())
	expect("with nobody like them", third, "Fay", "Fay")
	d.Search().Again()
	answer.List[1].Message.Name = "Dee"
	d.Apply(noon, answer)
	expect("with another hit", second, "Dee", "Dee #"+second.Tag())
	expect("the other hit", third, "Dee", "Dee #"+third.Tag())
}

// TestSearchByOneOfTwo leaves out what a namesake said.
func TestSearchByOneOfTwo(t *testing.T) {
	d := seated()
	q := Query{Text: "x", From: "Bo", FromID: chat.MemberID{0x21}}
	if !d.Search().Ask(q) {
		t.Fatal("the question is not put")
	}
	answer := hits(q, 2)
	answer.List[0].Message.From, answer.List[1].Message.From = q.FromID, bo
	d.Apply(noon, answer)
	if got := d.Search().Hits(); len(got) != 1 || got[0].Message.From != q.FromID {
		t.Errorf("finds %+v", got)
	}
	if !d.Search().Ask(Query{Text: "x", From: "Bo"}) {
		t.Error("another Bo is the same question")
	}
	if got, want := q.scope("", noon), "at what Bo #"+q.FromID.Tag()+" said"; got != want {
		t.Errorf("it looked %q, want %q", got, want)
	}
}
