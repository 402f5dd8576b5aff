package app

import "landline/netcore/chat"

// The objects of --json. Their first field is the event's name.
type (
	listeningLine struct {
		Event       string        `json:"event"`
		Room        chat.RoomID   `json:"room"`
		Name        string        `json:"name"`
		Addr        string        `json:"addr"`
		Port        int           `json:"port"`
		Fingerprint chat.MemberID `json:"fingerprint"`
		Addrs       []string      `json:"addrs"`
		Link        string        `json:"link,omitempty"`   // the invitation
		Locked      bool          `json:"locked,omitempty"` // it wants a password
	}
	memberLine struct {
		From chat.MemberID `json:"from"`
		Name string        `json:"name"`
		Host bool          `json:"host,omitempty"`
	}
	enteredLine struct {
		Event   string       `json:"event"`
		Room    chat.RoomID  `json:"room"`
		Name    string       `json:"name"`
		Epoch   chat.Epoch   `json:"epoch"`
		Members []memberLine `json:"members"`
		Seq     uint64       `json:"seq"`
		Anew    bool         `json:"anew,omitempty"` // the log is another than the one known before

		Host       chat.MemberID   `json:"host,omitzero"`   // the host's key
		First      bool            `json:"first,omitempty"` // it was not known before
		Topic      string          `json:"topic,omitempty"`
		Slow       float64         `json:"slow,omitempty"` // seconds between two lines of one person
		Locked     bool            `json:"locked,omitempty"`
		Moderators []chat.MemberID `json:"moderators,omitempty"`
	}
	saidLine struct {
		Event string         `json:"event"`
		Seq   uint64         `json:"seq"`
		ID    chat.MessageID `json:"id"`
		From  chat.MemberID  `json:"from"`
		Name  string         `json:"name"`
		Text  string         `json:"text"`
		At    string         `json:"at"`

		Reply  *refLine `json:"reply,omitempty"`  // the line that it answers
		Edited bool     `json:"edited,omitempty"` // the text is not the first any more
	}
	presenceLine struct {
		Event string        `json:"event"`
		From  chat.MemberID `json:"from"`
		Name  string        `json:"name"`
	}
	reconnectingLine struct {
		Event string  `json:"event"`
		Why   string  `json:"why"`
		In    float64 `json:"in"` // seconds
	}
	refusedLine struct {
		Event string         `json:"event"`
		Code  chat.Code      `json:"code"`
		Text  string         `json:"text"`
		ID    chat.MessageID `json:"id,omitzero"` // of the line that was not taken
	}
	errorLine struct {
		Event string `json:"event"`
		Code  int    `json:"code"` // the exit code
		Text  string `json:"text"`
		Known string `json:"known,omitempty"` // the fingerprint known so far, with exitKeyChanged
		Given string `json:"given,omitempty"` // the one offered now
	}
	foundLine struct {
		Event       string        `json:"event"`
		Room        chat.RoomID   `json:"room"`
		Name        string        `json:"name"`
		Addrs       []string      `json:"addrs"`
		Port        uint16        `json:"port"`
		People      int           `json:"people"`
		Via         []string      `json:"via"`
		Fingerprint chat.MemberID `json:"fingerprint"`
		MS          *float64      `json:"ms"`               // time to connect; null where it was not measured
		Locked      bool          `json:"locked,omitempty"` // it wants a password
	}
	lostLine struct {
		Event string      `json:"event"`
		Room  chat.RoomID `json:"room"`
		Name  string      `json:"name"`
		Why   string      `json:"why"`
	}
)
