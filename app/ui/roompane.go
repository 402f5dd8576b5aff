package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// roomPane is one room in the middle of the window: header, banner, transcript
// and composer. Each room keeps its own, so that its place in the transcript
// and what was being written are there when a person comes back to it.
type roomPane struct {
	root       *fyne.Container
	window     *Window
	room       *vm.Room
	header     *roomHeader
	banner     *banner
	transcript *transcript
	latest     *button
	empty      *emptyRoom
	composer   *composer
	completion *completion
	typing     *typingStrip
	reading    *wait
	turns      time.Time   // when the next sentence runs out
	read       chat.Cursor // what Actions.Read heard last
	leaving    bool        // vm.Closed is on its way
	unfocused  bool        // the keyboard belongs here as soon as a message can be written
}

func newRoomPane(w *Window, room *vm.Room) *roomPane {
	p := &roomPane{window: w, room: room}
	key := room.Key()
	p.header = newRoomHeader(w, room)
	p.banner = newBanner(w, room)
	p.transcript = newTranscript(room, w.now)
	p.transcript.onFollow = func(following bool) {
		w.desk.Follow(key, following)
		w.showUnread()
	}
	p.transcript.run = w.moves
	p.transcript.onOlder = p.older
	p.transcript.can = p.lineActions()
	p.transcript.onType = func(r rune) {
		w.window.Canvas().Focus(p.composer.entry)
		p.composer.entry.TypedRune(r)
	}
	p.transcript.onShortcut = w.keys.TypedShortcut
	p.transcript.onLink = w.openLink
	p.latest = newButton(plain, "down", words.T("Latest"), func() {
		p.transcript.toEnd()
		p.focus()
	}).compact()
	p.empty = newEmptyRoom()
	p.composer = newComposer("", p.say)
	p.reading = newWait(w.ticks, readEvery, p.tellRead)
	p.bindComposer()
	p.typing = newTypingStrip(p)
	p.root = newFree(stackedPane{p.header, p.banner}, p.header.root, p.banner.root, p.transcript, p.composer.root, p.empty.root, p.latest, p.typing.root, p.completion)
	p.update()
	return p
}

// update draws the room as it is now.
func (p *roomPane) update() {
	p.header.update()
	p.banner.update()
	if !p.room.Following() && p.transcript.pinned && p.transcript.told {
		p.transcript.showFrom(p.room.Fresh())
	} else {
		p.transcript.update()
	}
	placeholder := words.T("Message %s", p.room.Name())
	switch ended := p.room.Link() == vm.Ended; {
	case p.leaving:
		placeholder = words.T("You are leaving the room")
	case ended && p.room.Hosting():
		placeholder = words.T("This room is not open")
	case ended:
		placeholder = words.T("You are not in the room")
	}
	silence := ""
	if !p.leaving && p.room.Link() != vm.Ended {
		silence = p.room.Silence()
	}
	if silence != "" {
		placeholder = words.T("You may read here")
	}
	p.composer.rename(placeholder)
	p.updateStrip()
	p.composer.mute(silence)
	p.composer.enable(p.room.Link() != vm.Ended && !p.leaving && silence == "")
	p.refocus()
	p.awaitTurn()
	p.typing.update()
	lines := p.room.Lines()
	p.empty.update(p.room, lines.First() == lines.End())
	p.updateLatest()
}

// awaitTurn has the room drawn anew as soon as the next sentence has run out.
func (p *roomPane) awaitTurn() {
	next := p.room.Turn()
	if !next.Equal(p.turns) {
		p.turns = next
		p.window.actions.Wake(p.room.Key(), next)
	}
}

// older asks for the lines above those in view, once for each answer. Wanted
// is whether the reader just moved towards them.
func (p *roomPane) older(wanted bool) {
	desk, key := p.window.desk, p.room.Key()
	if wanted {
		desk.AskAgain(key)
	}
	if p.room.WantsOlder() {
		desk.Asked(key)
		p.window.actions.Older(key)
	}
}

// tellRead hands over how far the room was read, unless that is known.
func (p *roomPane) tellRead() {
	if read := p.room.Read(); read.Seq != 0 && read != p.read {
		p.read = read
		p.window.actions.Read(p.room.Key(), read.Seq)
	}
}

// flush hands over what waits for a quiet moment.
func (p *roomPane) flush() {
	p.composer.drafts.flush()
	p.reading.flush()
}

// close ends what a room that is gone would still do later.
func (p *roomPane) close() {
	p.composer.drafts.cancel()
	p.reading.cancel()
	p.typing.close()
	p.transcript.dim()
}

// updateLatest shows the way back to the newest line, and what waits there.
func (p *roomPane) updateLatest() {
	setHidden(p.latest, p.transcript.pinned)
	text := words.T("Latest")
	if n := p.room.Unread(); n > 0 {
		text = words.N("Latest · %s new", "Latest · %s new", n, words.Number(n))
	}
	p.latest.set("down", text)
	p.arrange()
}

// arrange gives the parts their places anew. Fyne does so by itself where a
// part grows, but not where one is hidden.
func (p *roomPane) arrange() { p.root.Layout.Layout(p.root.Objects, p.root.Size()) }

// focus puts the keyboard where a message is written, and nowhere while none
// can be: what is typed then must not land in another room.
func (p *roomPane) focus() {
	p.unfocused = p.composer.entry.Disabled()
	if c := p.window.window.Canvas(); p.unfocused {
		c.Unfocus()
	} else {
		c.Focus(p.composer.entry)
	}
}

// refocus is focus once a message can be written again, where the keyboard has
// gone nowhere else meanwhile.
func (p *roomPane) refocus() {
	if !p.unfocused || p.composer.entry.Disabled() {
		return
	}
	p.unfocused = false
	if w := p.window; w.pane() == p && w.sheet == nil && w.window.Canvas().Focused() == nil {
		p.focus()
	}
}

// stackedPane lays out a roomPane; the empty text and the way to the latest
// line float over the transcript. How high the header is depends on what has a
// place in its width.
type stackedPane struct {
	head   *roomHeader
	notice *banner
}

func (s stackedPane) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	s.head.fit(size.Width)
	header, banner, transcript, composer, empty, latest := parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]
	top := header.MinSize().Height
	header.Resize(fyne.NewSize(size.Width, top))
	header.Move(fyne.NewPos(0, 0))
	if banner.Visible() {
		s.notice.fit(size.Width, (size.Height-top-composer.MinSize().Height)*0.6)
		banner.Move(fyne.NewPos(0, top))
		top += banner.Size().Height
	}
	side := float32(3 * grid)
	if size.Width < 60*grid {
		side = 1.5 * grid
	}
	high := composer.MinSize().Height
	composer.Resize(fyne.NewSize(size.Width-2*side, high))
	composer.Move(fyne.NewPos(side, size.Height-high-2*grid))
	bottom := size.Height - high - 2*grid
	transcript.Resize(fyne.NewSize(size.Width, max(bottom-top-highTyping(), 0)))
	transcript.Move(fyne.NewPos(0, top))
	empty.Resize(fyne.NewSize(size.Width, max(bottom-top, 0)))
	empty.Move(fyne.NewPos(0, top))
	if list := parts[7]; list.Visible() {
		wide := min(completionWide, size.Width-2*side)
		tall := list.MinSize().Height
		put(list, side, bottom-tall-grid/2, wide, tall)
		mirror([]fyne.CanvasObject{list}, size.Width)
	}
	min := latest.MinSize()
	latest.Resize(min)
	latest.Move(fyne.NewPos((size.Width-min.Width)/2, bottom-min.Height-highTyping()))
	put(parts[6], side+grid, bottom-highTyping(), size.Width-2*side-2*grid, highTyping())
}

func (stackedPane) MinSize(parts []fyne.CanvasObject) fyne.Size {
	height := parts[0].MinSize().Height + parts[3].MinSize().Height + 10*grid
	return fyne.NewSize(max(parts[0].MinSize().Width, parts[3].MinSize().Width), height)
}
