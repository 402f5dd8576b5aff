package app

import "landline/netcore/chat"

// The objects of --json for what is done to a room, its lines and its people.
type (
	// refLine names a line of the log.
	refLine struct {
		Seq uint64         `json:"seq"`
		ID  chat.MessageID `json:"id"`
	}
	// deedLine is an entry of the log that is no line: edited, deleted, reacted,
	// unreacted, erased, or moderated.
	deedLine struct {
		Event string         `json:"event"`
		Seq   uint64         `json:"seq"`
		Of    uint64         `json:"of,omitempty"`  // the line that it is done to
		Act   string         `json:"act,omitempty"` // with moderated: chat.Act's name
		ID    chat.MessageID `json:"id"`
		From  chat.MemberID  `json:"from"` // who does it
		Name  string         `json:"name"`
		Whom  chat.MemberID  `json:"whom,omitzero"`  // the person it is done to
		For   float64        `json:"for,omitempty"`  // seconds
		Text  string         `json:"text,omitempty"` // the new text, the emoji, the person's name, the topic
		At    string         `json:"at"`
	}
	twiceLine struct {
		Event string        `json:"event"` // twice
		From  chat.MemberID `json:"from"`
		Name  string        `json:"name"`
	}
	peopleLine struct {
		Event   string       `json:"event"` // people
		Members []memberLine `json:"members"`
	}
	bansLine struct {
		Event  string         `json:"event"` // bans
		Banned []sentenceLine `json:"banned"`
		Muted  []sentenceLine `json:"muted"`
	}
	sentenceLine struct {
		From  chat.MemberID `json:"from"`
		Name  string        `json:"name"`
		Until string        `json:"until,omitempty"` // left out: until it is lifted
	}
	topicLine struct {
		Event string `json:"event"` // topic
		Text  string `json:"text"`
	}
)
