package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
)

// maxSocketRows bounds the rows of each list; the rest is counted.
const maxSocketRows = 100

// connectionsView shows the sockets of this program as they are, with a plain
// sentence on each number.
type connectionsView struct {
	root      fyne.CanvasObject
	window    *Window
	head      *coverHead
	pid       *label
	listening *socketList
	conns     *socketList
}

func newConnectionsView(w *Window) *connectionsView {
	v := &connectionsView{window: w, listening: newSocketList(), conns: newSocketList()}
	v.pid = newLabel("", sizeSmall, colorMuted)
	title := column(1, newLabel(words.T("Connections"), sizeTitle, colorInk).bold(), v.pid)
	v.head = newCoverHead(w, title)
	ranges := column(1.5 * grid)
	for _, e := range vm.PortRanges() {
		ranges.Add(column(2, newLabel(e.Term, sizeText-1, colorInk).bold(), newParagraph(e.Text, sizeText-1, colorMuted).wide(60*grid)))
	}
	why := newButton(plain, "doctor", words.T("Why can’t I see a room?"), w.openDoctor).compact()
	why.onEscape = w.escape
	body := column(1.5*grid, flow(grid, why),
		heading(words.T("WAITING FOR OTHERS")), v.listening.root,
		gap(1, grid/2), heading(words.T("CONNECTIONS")), v.conns.root,
		gap(1, grid/2), heading(words.T("WHAT THE PORT NUMBERS MEAN")), inset(0, grid, ranges), gap(1, 2*grid))
	scroll := container.NewVScroll(inset(2*grid, 2*grid, body))
	v.root = v.head.over(scroll)
	return v
}

func (v *connectionsView) content() fyne.CanvasObject { return v.root }
func (v *connectionsView) title() string              { return words.T("Connections") }
func (v *connectionsView) first() fyne.Focusable      { return nil }
func (v *connectionsView) gone(vm.Key) bool           { return false }
func (v *connectionsView) shown(on bool)              { v.window.actions.WatchSockets(on) }

func (v *connectionsView) update() {
	now := v.window.now()
	v.head.update()
	s := v.window.desk.Sockets()
	if s.PID == 0 {
		v.pid.set(words.T("Looking…"))
	} else {
		v.pid.set(words.T("Process %d · refreshed every second", s.PID))
	}
	v.listening.begin()
	for _, l := range s.Listening[:min(len(s.Listening), maxSocketRows)] {
		v.listening.add(listeningRow(l))
	}
	v.listening.end(len(s.Listening)-maxSocketRows, words.T("Nothing. Host a room, and its port appears here."))
	v.conns.begin()
	for _, c := range s.Conns[:min(len(s.Conns), maxSocketRows)] {
		v.conns.add(connectionRow(c, now))
	}
	v.conns.end(len(s.Conns)-maxSocketRows, words.T("None. Each person in your room, and each room you are in, is one connection."))
}

// socketText is what one row says.
type socketText struct{ glyph, title, room, facts, ports string }

func listeningRow(l vm.ListeningSocket) socketText {
	t := socketText{glyph: "listen", title: l.Network + " " + l.Local, room: l.Room, ports: l.Ports()}
	if l.Network == "udp" {
		return t
	}
	backlog := words.T("backlog unknown")
	if l.Backlog >= 0 {
		backlog = words.T("backlog %d", l.Backlog)
	}
	t.facts = facts(backlog, words.T("%d accepted", l.Accepted))
	return t
}

func connectionRow(c vm.Connection, now time.Time) socketText {
	who, way, glyph := c.Who, words.T("we dialled"), "leave"
	if who == "" {
		who = words.T("not known yet")
	}
	if c.Inward {
		way, glyph = words.T("they dialled"), "join"
	}
	return socketText{
		glyph: glyph,
		title: c.Local + " ⇄ " + c.Remote,
		room:  c.Room,
		facts: who + " · " + facts(way, words.T("round trip %s", vm.RoundTrip(c.RTT)),
			words.T("%s received", vm.Bytes(c.In)), words.T("%s sent", vm.Bytes(c.Out)), words.T("open for %s", vm.Age(c.Since, now))),
		ports: c.Ports(),
	}
}

// facts joins what is known about a socket, so that a line never breaks within
// one fact.
func facts(list ...string) string {
	for i, fact := range list {
		list[i] = strings.ReplaceAll(fact, " ", "\u00a0")
	}
	return strings.Join(list, " · ")
}

// socketList is a list of cards that are used again from one second to the next.
type socketList struct {
	root  *fyne.Container
	cards []*socketCard
	used  int
	none  *paragraph
}

func newSocketList() *socketList {
	l := &socketList{none: newParagraph("", sizeText-1, colorMuted).wide(60 * grid)}
	l.root = column(grid, inset(0, grid, l.none))
	return l
}

func (l *socketList) begin() { l.used = 0 }

func (l *socketList) add(t socketText) {
	if l.used == len(l.cards) {
		card := newSocketCard()
		l.cards = append(l.cards, card)
		l.root.Add(card.root)
	}
	card := l.cards[l.used]
	l.used++
	card.set(t)
	setHidden(card.root, false)
}

// end hides the cards that are left and says what the list does not show.
func (l *socketList) end(more int, none string) {
	for _, card := range l.cards[l.used:] {
		setHidden(card.root, true)
	}
	switch {
	case l.used == 0:
		l.none.set(none, colorMuted)
	case more > 0:
		l.none.set(words.T("The first %d are shown; there are %d more.", maxSocketRows, more), colorMuted)
	default:
		l.none.set("", colorMuted)
	}
	setHidden(l.root.Objects[0], l.used > 0 && more <= 0)
}

// socketCard is one socket.
type socketCard struct {
	root   *panel
	symbol *glyph
	title  *paragraph
	room   *label
	facts  *paragraph
	ports  *paragraph
}

func newSocketCard() *socketCard {
	c := &socketCard{
		symbol: newGlyph("listen", 18, colorAccent),
		title:  newParagraph("", sizeText, colorInk).mono().wide(50 * grid),
		room:   newLabel("", sizeSmall, colorMuted).fixed(),
		facts:  newParagraph("", sizeText-1, colorInk).wide(60 * grid),
		ports:  newParagraph("", sizeSmall, colorMuted).wide(60 * grid),
	}
	text := column(3, ends(grid, none(), c.title, newFree(topLayout{}, c.room)), c.facts, c.ports)
	body := ends(1.5*grid, newFree(topLayout{}, c.symbol), text, none())
	c.root = newPanel(colorCard, colorLine, 1.25*grid, inset(1.25*grid, 1.75*grid, body))
	return c
}

func (c *socketCard) set(t socketText) {
	c.symbol.set(t.glyph, colorAccent)
	c.title.set(t.title, colorInk)
	c.room.set(t.room)
	c.facts.set(t.facts, colorInk)
	setHidden(c.facts, t.facts == "")
	c.ports.set(t.ports, colorMuted)
}
