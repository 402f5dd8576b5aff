package ui

import (
	"landline/app/vm"
	"landline/netcore/chat"
)

// lineActions is what can be done with the lines of a room.
func (p *roomPane) lineActions() lineActions {
	w, key := p.window, p.room.Key()
	return lineActions{
		takeBack: func(id chat.MessageID) {
			if !w.dropped(key, id) {
				w.takeBack(key, id)
			}
		},
		sayAgain: func(id chat.MessageID) { w.sayAgain(key, id) },
		edit:     func(line chat.Ref) { w.revise(key, line) },
		erase:    func(line chat.Ref, name string, mine bool) { w.erase(key, line, name, mine) },
		answer:   p.answer,
		react: func(at box, line chat.Ref, mine map[string]bool) {
			w.quickEmoji(at, mine, func(emoji string) { w.react(key, line, emoji, !mine[emoji]) })
		},
		toggle:    func(line chat.Ref, emoji string, on bool) { w.react(key, line, emoji, on) },
		link:      func(line chat.Ref) string { return vm.LineLink(w.desk.Invitation(key), p.room.Place(line)) },
		reception: func(line chat.Ref) { w.openReception(key, line) },
		seek:      func(line chat.Ref) { w.actions.Seek(key, p.room.Place(line)) },
		leave:     p.focus,
	}
}

// bindComposer says what the keys of the composer do beyond writing.
func (p *roomPane) bindComposer() {
	w, key, c := p.window, p.room.Key(), p.composer
	c.keepDrafts(w.ticks, p.room.Draft(), func(text string) { w.actions.Draft(key, text) })
	c.offerEmoji(w.pickEmoji)
	c.onCancel = func() { p.answer(chat.Ref{}) }
	p.completion = newCompletion(c.entry, p.room.Complete, func() {
		if p.root != nil {
			p.arrange()
		}
	})
	focused := c.entry.onFocus
	c.entry.onFocus = func(on bool) {
		focused(on)
		if !on {
			p.completion.blurred()
		}
	}
	c.entry.onTyped = func(changed bool) {
		p.completion.look()
		if changed && c.entry.Text != "" && !w.desk.Prefs().NoTyping {
			w.actions.Typing(key)
		}
	}
	c.entry.breaks = func() bool { return w.desk.Prefs().BreakOnEnter }
	c.entry.onEscape = func() {
		if _, _, answering := p.room.Answering(); answering {
			p.answer(chat.Ref{})
			return
		}
		w.escape()
	}
	c.entry.onUp = func() {
		if line, ok := p.room.LastOwn(); ok {
			w.revise(key, line)
		}
	}
	c.entry.onShortcut = w.keys.TypedShortcut
}

// say says what was written, as an answer where it is one.
func (p *roomPane) say(text string) {
	w, key := p.window, p.room.Key()
	p.completion.set(nil, 0)
	p.transcript.toEnd()
	w.desk.Spoke(key)
	line, _, answering := p.room.Answering()
	if !answering {
		w.actions.Say(key, text)
		return
	}
	w.desk.Answer(key, chat.Ref{})
	w.actions.Do(key, text, chat.Deed{About: line})
	p.updateStrip()
}

// answer makes what is written next an answer to a line; the zero Ref gives
// that up.
func (p *roomPane) answer(line chat.Ref) {
	p.window.desk.Answer(p.room.Key(), line)
	p.updateStrip()
	if p.window.pane() == p {
		p.focus()
	}
}

// updateStrip shows whom one answers.
func (p *roomPane) updateStrip() {
	_, quote, ok := p.room.Answering()
	if p.composer.strip.set(quote, ok) && p.root != nil {
		p.arrange()
	}
}

// answerNewest begins an answer to the newest line of somebody else.
func (w *Window) answerNewest() {
	pane := w.pane()
	if pane == nil || w.sheet != nil {
		return
	}
	if line, ok := pane.room.NewestOther(); ok {
		pane.answer(line)
	}
}

// openEmoji opens the choice of an emoji for what is being written.
func (w *Window) openEmoji() {
	if pane := w.pane(); pane != nil && w.sheet == nil {
		pane.composer.pick()
	}
}

// react sets this person's reaction to a line, or takes it back.
func (w *Window) react(room vm.Key, line chat.Ref, emoji string, on bool) {
	deed := chat.Deed{Act: chat.React, About: line}
	if !on {
		deed.Act = chat.Unreact
	}
	if chat.CheckDeed(emoji, deed) == nil {
		w.actions.Do(room, emoji, deed)
	}
}
