package app

import (
	"fmt"
	"slices"
	"time"

	"landline/netcore/chat"
)

// obey carries out a line that is an order, or says why it cannot.
func (t *talk) obey(text string) {
	o, err := parseOrder(text)
	if err != nil {
		t.misused(chat.Refuse(chat.DeedInvalid, err.Error()))
		return
	}
	if o.follows() && !t.last.IsZero() && t.session.seated() {
		t.pending = &o
		return
	}
	t.carryOut(o)
}

// carryOut does what an order asks for.
func (t *talk) carryOut(o order) {
	switch o.ask {
	case askPeople:
		t.out.present(t.present(), t.roster.rules)
	case askBans:
		t.out.bans(t.roster.rules, time.Now())
	case askTopic:
		t.out.topic(t.roster.rules.Topic)
	case askHelp:
		t.out.orders()
	default:
		t.do(o)
	}
}

// present lists who is here, the host first.
func (t *talk) present() []chat.Member {
	here := slices.Clone(t.roster.here)
	slices.SortFunc(here, chat.CompareMembers)
	return here
}

// do puts what an order asks for into the outbox. Where the line that it is
// about is not remembered, the host is asked for it first.
func (t *talk) do(o order) {
	text, deed := o.text, chat.Deed{Act: o.act, For: o.time}
	if o.whom != "" {
		m, err := t.roster.whom(o.act, o.whom)
		if err != nil {
			t.misused(err)
			return
		}
		text, deed.Whom = m.Name, m.ID
	}
	if o.seq != 0 {
		about, ok := t.roster.ref(o.seq)
		if !ok {
			t.ask(o)
			return
		}
		deed.About = about
	}
	id := chat.NewMessageID()
	err := chat.CheckDeed(text, deed)
	if err == nil {
		err = t.session.do(id, text, deed)
	}
	switch {
	case err != nil:
		t.misused(err)
	case deed.Act.Moderates():
		t.last = id
	}
}

// caughtUp goes on with an order that waited for what the room makes of those
// before it, once the room has told.
func (t *talk) caughtUp(e chat.Event) {
	var id chat.MessageID
	switch e := e.(type) {
	case chat.Said:
		id = e.ID
	case chat.Accepted:
		id = e.ID
	case chat.Declined:
		id = e.ID
	}
	if id.IsZero() || id != t.last {
		return
	}
	t.last = chat.MessageID{}
	if o := t.pending; o != nil && o.seq == 0 {
		t.pending = nil
		t.carryOut(*o)
	}
}

// ask asks the host for the line that an order is about. Until it has answered
// nothing more is read: what follows may not overtake the order.
func (t *talk) ask(o order) {
	if t.session.fetch(chat.Want{Where: chat.Around, Seq: o.seq, Limit: 1}) != nil {
		t.misused(unknownLine(o.seq))
		return
	}
	t.pending = &o
}

// paged goes on with the order about a line that the host was asked for.
func (t *talk) paged(e chat.Paged) {
	o := t.pending
	if o == nil || o.seq == 0 || e.Seq != o.seq {
		return
	}
	t.pending = nil
	for _, m := range e.Messages {
		if m.Seq == o.seq {
			t.roster.remember(m)
			t.do(*o)
			return
		}
	}
	t.misused(unknownLine(o.seq))
}

// giveUpPending goes on with the order that waited when the connection ended. A
// line that the host did not tell of is not known; anything else is judged by
// what is known.
func (t *talk) giveUpPending() {
	o := t.pending
	t.pending = nil
	switch {
	case o == nil:
	case o.seq == 0:
		t.carryOut(*o)
	default:
		t.misused(unknownLine(o.seq))
	}
}

func unknownLine(seq uint64) chat.Refusal {
	return chat.Refuse(chat.NoSuchMessage, fmt.Sprintf("line %d is not known here", seq))
}

// misused says why an order was not carried out.
func (t *talk) misused(err error) {
	t.refused = true
	refusal, ok := chat.AsRefusal(err)
	if !ok {
		refusal = chat.Refuse(chat.DeedInvalid, sentence(err))
	}
	t.out.misused(refusal)
}
