package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
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
	out, err *stream
	json     bool
	spare    bool // the command goes on, and has done its work, when standard output is lost
	numbered bool // people see the lines' numbers, which commands name them by

	complain sync.Once // about standard output
	mu       sync.Mutex
	people   namesakes
}

// objectsAhead is how many objects may wait for whoever reads them. They are
// written together, so that a busy room does not pay a system call for each.
const objectsAhead = 64

// newPrinter makes a printer. When ctx ends a stream that is stuck is given up.
// Close ends it.
func newPrinter(ctx context.Context, out, err io.Writer, objects bool) *printer {
	ahead := 0 // a person reads both streams in their order
	if objects && terminal(out) == nil {
		ahead = objectsAhead
	}
	return &printer{out: openStream(ctx, out, ahead), err: openStream(ctx, err, 0), json: objects}
}

// close waits until everything is printed, and returns the exit code: that of
// the command, or exitFailed where not all of what it printed arrived.
func (p *printer) close(code int) int {
	if p.out.close() != nil {
		p.outputLost()
		if code == exitDone && !p.spare {
			code = exitFailed
		}
	}
	_ = p.err.close() // there is nobody left to tell
	return code
}

// outputLost says, once, that standard output cannot be written any more.
func (p *printer) outputLost() {
	p.complain.Do(func() { p.sayf("landline: Standard output is lost: %v.", p.out.broken()) })
}

// object prints one line for scripts.
func (p *printer) object(v any) { p.out.print(objectLine(v), nil) }

func objectLine(v any) []byte {
	line, err := json.Marshal(v)
	if err != nil {
		panic(err) // one of the structs of this package
	}
	return append(line, '\n')
}

// sayf prints one sentence for people, on standard error. It is one line,
// whatever the words of others in it hold.
func (p *printer) sayf(format string, args ...any) {
	p.err.print([]byte(oneLine(fmt.Sprintf(format, args...))+"\n"), nil)
}

// text prints lines for people on standard output: what a command was asked for.
func (p *printer) text(format string, args ...any) {
	p.out.print(fmt.Appendf(nil, format+"\n", args...), nil)
}

// label is how a person of the room is called on the terminal.
func (p *printer) label(id chat.MemberID, name string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.people.label(id, name)
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
		Locked: h.password != "",
	}
	if addrs := netcore.AddressesOf(h.ln); len(addrs) > 0 {
		line.Addr = addrs[0].Addr().String()
		line.Link = h.invitation().String()
	}
	p.either(line, "%q is open. Others join with: landline join %s", h.name, strings.Join(line.Addrs, "  or  "))
	if line.Link != "" && !p.json {
		p.sayf("Who has this link can be sure that it is you: %s", line.Link)
	}
	if line.Locked && !p.json {
		p.sayf("Others need the password too, which stands in neither.")
	}
}

// event prints what a room said.
func (p *printer) event(e chat.Event) {
	switch e := e.(type) {
	case chat.Entered:
		p.entered(e, vm.Met{}, false)
	case chat.Said:
		p.entry(e, nil)
	case chat.Joined:
		p.either(presenceLine{"joined", e.ID, e.Name}, "%s joined.", p.label(e.ID, e.Name))
	case chat.Left:
		p.either(presenceLine{"left", e.ID, e.Name}, "%s left.", p.label(e.ID, e.Name))
	case chat.Declined:
		p.refused(e.Refusal, e.ID)
	}
}

// entered prints that a seat was taken, whose room it is, and with anew, that
// the log is another than the one known before.
func (p *printer) entered(e chat.Entered, met vm.Met, anew bool) {
	line := enteredLine{
		Event: "entered", Room: e.Room, Name: e.Name, Epoch: e.Epoch, Seq: e.Head, Anew: anew, Host: met.Host, First: met.First,
		Topic: e.Rules.Topic, Slow: e.Rules.Slow.Seconds(), Locked: e.Rules.Locked, Moderators: e.Rules.Moderators,
	}
	for _, m := range e.Members {
		line.Members = append(line.Members, memberLine{From: m.ID, Name: m.Name, Host: m.Host})
		p.label(m.ID, m.Name) // all must be known before one can be called by name
	}
	var names []string
	for _, m := range e.Members {
		names = append(names, p.label(m.ID, m.Name))
	}
	p.either(line, "In %q with %s.", e.Name, strings.Join(names, ", "))
	if !p.json {
		p.rules(e.Rules)
	}
	if met.First {
		p.sayf("It is the first time that this computer meets the host, whose key is %s. "+
			"Whoever wants to be sure compares it with what landline key says there.", strings.Join(met.Host.Groups(), " "))
	}
	if anew {
		p.sayf("The host started the room anew.")
	}
}

// said prints a line of the room. Notes, which may be nil, follow it.
func (p *printer) said(e chat.Said, notes *noting) {
	if p.json {
		line := saidLine{
			Event: "said", Seq: e.Seq, ID: e.ID, From: e.From, Name: e.Name, Text: e.Text,
			At: e.At.Format(objectTime), Edited: e.Edited,
		}
		if !e.About.IsZero() {
			line.Reply = &refLine{e.About.Seq, e.About.ID}
		}
		p.out.print(objectLine(line), notes)
		return
	}
	var number, reply, edited string
	if p.numbered {
		number = strconv.FormatUint(e.Seq, 10) + " "
	}
	if !e.About.IsZero() {
		reply = fmt.Sprintf("(to line %d) ", e.About.Seq)
	}
	if e.Edited {
		edited = " (edited)"
	}
	p.out.print(fmt.Appendf(nil, "%s[%s] %s: %s%s%s\n", number, e.At.Local().Format(time.TimeOnly),
		p.label(e.From, e.Name), reply, manyLines(e.Text), edited), notes)
}

func (p *printer) refused(r chat.Refusal, id chat.MessageID) {
	p.either(refusedLine{Event: "refused", Code: r.Code, Text: r.Error(), ID: id}, "Refused: %s.", r.Error())
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
		Via: r.Via.Names(), Fingerprint: r.Host, Locked: r.Locked,
	}
	for _, a := range r.Addrs {
		line.Addrs = append(line.Addrs, a.String())
	}
	distance := "not measured"
	if r.Distance > 0 {
		ms := float64(r.Distance.Round(10*time.Microsecond)) / float64(time.Millisecond)
		line.MS, distance = &ms, fmt.Sprintf("%.2f ms", ms)
	}
	lock := ""
	if r.Locked {
		lock = ", with a password"
	}
	p.either(line, "%s, kept by %s%s: %s, %s, heard by %s, %s away",
		r.Name, p.label(r.Host, r.HostName), lock, strings.Join(line.Addrs, " "), vm.People(r.People), strings.Join(line.Via, " and "), distance)
}

func (p *printer) lost(r discover.Room, why string) {
	p.either(lostLine{"lost", r.Room, r.Name, why}, "%s is gone (%s).", r.Name, why)
}

// sentenceCase makes a sentence of an error.
func sentenceCase(err error) string {
	words := strings.TrimSuffix(strings.TrimPrefix(err.Error(), "app: "), ".")
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:] + "."
}
