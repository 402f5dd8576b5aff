package app

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

// printer writes what happens: for scripts as one JSON object per line on
// standard output; for people, what was said on standard output and everything
// else, as sentences, on standard error. It is safe for concurrent use.
type printer struct {
	out, err io.Writer
	json     bool

	mu sync.Mutex
}

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

// object prints one line for scripts.
func (p *printer) object(v any) {
	line, err := json.Marshal(v)
	if err != nil {
		panic(err) // one of the structs above
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_, _ = p.out.Write(append(line, '\n'))
}

// sayf prints one sentence for people, on standard error.
func (p *printer) sayf(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(p.err, format+"\n", args...)
}

// either prints an object or a sentence.
func (p *printer) either(v any, format string, args ...any) {
	if p.json {
		p.object(v)
		return
	}
	p.sayf(format, args...)
}

// fail prints why the program ends and returns the exit code. Sentences for
// people are printed for scripts too, where they do not disturb.
func (p *printer) fail(code int, sentence string) int {
	if p.json {
		p.object(errorLine{Event: "error", Code: code, Text: sentence})
	}
	p.sayf("landline: %s", sentence)
	return code
}

// listening prints at which address a room waits for others.
func (p *printer) listening(h *hosting, host chat.MemberID) {
	line := listeningLine{
		Event: "listening", Room: h.room, Name: h.name, Port: h.port(), Fingerprint: host, Addrs: h.addresses(),
	}
	if addrs := netcore.AddressesOf(h.ln); len(addrs) > 0 {
		line.Addr = addrs[0].Addr().String()
	}
	p.either(line, "%q is open. Others join with: landline join %s", h.name, strings.Join(line.Addrs, "  or  "))
}

// event prints what a room said.
func (p *printer) event(e chat.Event) {
	switch e := e.(type) {
	case chat.Entered:
		p.entered(e)
	case chat.Said:
		p.said(e)
	case chat.Joined:
		p.either(presenceLine{"joined", e.ID, e.Name}, "%s joined.", e.Name)
	case chat.Left:
		p.either(presenceLine{"left", e.ID, e.Name}, "%s left.", e.Name)
	case chat.Declined:
		p.refused(e.Refusal, e.ID)
	}
}

func (p *printer) entered(e chat.Entered) {
	line := enteredLine{Event: "entered", Room: e.Room, Name: e.Name, Epoch: e.Epoch, Seq: e.Head}
	var names []string
	for _, m := range e.Members {
		line.Members = append(line.Members, memberLine{From: m.ID, Name: m.Name, Host: m.Host})
		names = append(names, m.Name)
	}
	p.either(line, "In %q with %s.", e.Name, strings.Join(names, ", "))
}

func (p *printer) said(e chat.Said) {
	if p.json {
		p.object(saidLine{
			Event: "said", Seq: e.Seq, ID: e.ID, From: e.From, Name: e.Name, Text: e.Text,
			At: e.At.Format("2006-01-02T15:04:05.000Z07:00"),
		})
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(p.out, "[%s] %s: %s\n", e.At.Local().Format(time.TimeOnly), plain(e.Name), plain(e.Text))
}

func (p *printer) refused(r chat.Refusal, id chat.MessageID) {
	p.either(refusedLine{Event: "refused", Code: r.Code, Text: r.Error(), ID: id}, "Refused: %s.", plain(r.Error()))
}

// linked prints a change of the connection that people should know of.
func (p *printer) linked(e vm.Linked) {
	if e.Link == vm.Reconnecting {
		wait := max(time.Until(e.Retry), 0).Round(time.Millisecond)
		p.either(reconnectingLine{"reconnecting", e.Trouble.What(), wait.Seconds()},
			"%s Trying again in %s.", e.Trouble.What(), wait)
	}
}

func (p *printer) found(r discover.Room) {
	line := foundLine{
		Event: "found", Room: r.Room, Name: r.Name, Port: r.Port, People: r.People,
		Via: r.Via.Names(), Fingerprint: r.Host,
	}
	for _, a := range r.Addrs {
		line.Addrs = append(line.Addrs, a.String())
	}
	distance := "not measured"
	if r.Distance > 0 {
		ms := float64(r.Distance.Round(10*time.Microsecond)) / float64(time.Millisecond)
		line.MS, distance = &ms, fmt.Sprintf("%.2f ms", ms)
	}
	p.either(line, "%s, kept by %s: %s, %d people, heard by %s, %s away",
		r.Name, r.HostName, strings.Join(line.Addrs, " "), r.People, strings.Join(line.Via, " and "), distance)
}

func (p *printer) lost(r discover.Room, why string) {
	p.either(lostLine{"lost", r.Room, r.Name, why}, "%s is gone (%s).", r.Name, why)
}

// plain keeps a stranger's words from steering the terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return '\uFFFD'
		}
		return r
	}, s)
}

// sentenceCase makes a sentence of an error.
func sentenceCase(err error) string {
	words := strings.TrimSuffix(err.Error(), ".")
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:] + "."
}
