//go:build linux && !nogui

package main

import (
	"encoding/binary"
	"time"

	"landline/app/ui"
	"landline/app/ui/sample"
	"landline/app/vm"
	"landline/netcore/chat"
)

// deaf does what the window asks for by itself: nothing.
type deaf struct{ ui.Actions }

func (deaf) Older(vm.Key)         {}
func (deaf) Read(vm.Key, uint64)  {}
func (deaf) Draft(vm.Key, string) {}
func (deaf) Idle(bool)            {}
func (deaf) Typing(vm.Key)        {}

var (
	ada   = chat.Member{ID: chat.MemberID{0xAA, 1}, Name: "Ada"}
	bo    = chat.Member{ID: chat.MemberID{0xB0, 2}, Name: "Bo", Host: true}
	cleo  = chat.Member{ID: chat.MemberID{0xC1, 3}, Name: "Cleo"}
	noon  = time.Now()
	heads = []chat.Member{bo, cleo, bo, ada}
)

// room opens a room and says the given lines in it.
func room(lines int, text func(i int) string) []vm.Event {
	events := make([]vm.Event, 0, lines+4)
	events = append(events,
		vm.Named{ID: ada.ID, Name: ada.Name}, vm.Opened{Room: 1, Name: "Front desk", Address: "192.168.1.20:7678"},
		vm.Linked{Room: 1, Link: vm.Seated},
		vm.Happened{Room: 1, Event: chat.Entered{Name: "Front desk", Epoch: chat.Epoch{1}, Members: []chat.Member{bo, ada, cleo}}})
	for i := range lines {
		events = append(events, said(i, text(i)))
	}
	return events
}

// said is line i, and for some of them what was done with the ones before.
func said(i int, text string) vm.Event {
	seq := uint64(i + 1)
	who := heads[i/2%len(heads)]
	m := chat.Message{Seq: seq, ID: id(seq), From: who.ID, Name: who.Name, Text: text, At: noon.Add(time.Duration(i) * time.Second)}
	about := func(back uint64) chat.Ref { return chat.Ref{Seq: seq - back, ID: id(seq - back)} }
	switch {
	case seq > 20 && i%11 == 5:
		m.About = about(7)
	case seq > 20 && i%13 == 6:
		m.Act, m.Text, m.About = chat.React, []string{"👍", "🎉", "❤️"}[i%3], about(1)
	}
	return vm.Happened{Room: 1, Event: chat.Said{Message: m}}
}

func id(seq uint64) (id chat.MessageID) {
	binary.BigEndian.PutUint64(id[:], seq)
	return id
}

// scripts is one line for each script.
func scripts() []vm.Event {
	lines := sample.Scripts()
	return room(len(lines), func(i int) string { return lines[i] })
}
