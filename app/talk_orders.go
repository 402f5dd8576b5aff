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
	err := chat.CheckDeed(text, deed)
	if err == nil {
		err = t.session.do(chat.NewMessageID(), text, deed)
	}
	if err != nil {
		t.misused(err)
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
	if o == nil || e.Seq != o.seq {
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

// giveUpPending answers for the order whose line the host did not tell of before
// the connection ended.
func (t *talk) giveUpPending() {
	if o := t.pending; o != nil {
		t.pending = nil
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
