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
	}
	saidLine struct {
		Event string         `json:"event"`
		Seq   uint64         `json:"seq"`
		ID    chat.MessageID `json:"id"`
		From  chat.MemberID  `json:"from"`
		Name  string         `json:"name"`
		Text  string         `json:"text"`
		At    string         `json:"at"`
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
		MS          *float64      `json:"ms"` // time to connect; null where it was not measured
	}
	lostLine struct {
		Event string      `json:"event"`
		Room  chat.RoomID `json:"room"`
		Name  string      `json:"name"`
		Why   string      `json:"why"`
	}
)
