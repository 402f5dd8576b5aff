//go:build !nogui

package desktop_test

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	"landline/netcore/chat"
)

// walkByPointer has two people do with the mouse what it can do, and with the
// keyboard only what is to be written.
func walkByPointer(s *screen) {
	opened := s.opener()
	ada, bo, cleo := pointFirst(s)
	pointLines(ada, bo, cleo)
	pointTexts(ada, bo, cleo, opened)
	pointPeople(ada, bo, cleo)
	pointDetails(ada, bo)
	pointIdle(s, cleo, ada.hosted()["port"])
	cleo = pointRoom(ada, bo, cleo)
	pointViews(ada, bo)
	pointMyself(bo, cleo)
	pointNetworks(ada)
	pointSettings(ada, opened)
	pointDoors(s, ada, bo, cleo)
	bo.leaves()
	ada.leaves()
}

// opener takes the place of the program that opens links, and returns the file
// into which it writes them.
func (s *screen) opener() (opened string) {
	s.t.Helper()
	dir := s.t.TempDir()
	opened = filepath.Join(dir, "opened")
	script := fmt.Sprintf("#!/bin/sh\necho \"$1\" >>'%s'\n", opened)
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		s.t.Fatal(err)
	}
	s.env = append(s.env, "PATH="+dir+":"+os.Getenv("PATH"))
	return opened
}

// named starts the program for the first time, and clicks the name in.
func (s *screen) named(name string) *walker {
	s.t.Helper()
	w := &walker{profile: s.t.TempDir()}
	w.program = s.open(w.profile, "Landline")
	w.sees(text("Welcome to Landline"))
	w.write(name)
	w.clicks(part("button"))
	w.keeps("the name", func(kept map[string]any) bool { return kept["name"] == name })
	w.sees(text("Nobody has a room open yet"))
	return w
}

// pointFirst is the first minute of two people: one opens a room, after every
// port that cannot be had, the other finds it.
func pointFirst(s *screen) (ada, bo *walker, cleo *witness) {
	ada, bo = s.named("Ada"), s.named("Bo")
	taken, err := net.Listen("tcp", ":0")
	if err != nil {
		s.t.Fatal(err)
	}
	defer taken.Close()
	_, port, err := net.SplitHostPort(taken.Addr().String())
	if err != nil {
		s.t.Fatal(err)
	}
	ada.clicks(text("Host a room"))
	ada.reads("It is open for as long as Landline runs here.")
	ada.fills(part("field").by("Name of the room"), "Front desk")
	listens := part("field").by("Port to listen on")
	for _, wrong := range []struct{ typed, told string }{
		{port, "Port " + port + " is in use by another program"},
		{"99999", "99999 is not a port: ports go from 1 to 65535"},
		{"abc", "abc is not a port"},
	} {
		ada.fills(listens, wrong.typed)
		ada.reads(wrong.told)
	}
	ada.fills(listens, "0")
	ada.reads("The system picks a free port.")
	ada.clicks(text("Open the room"))
	ada.called("Front desk · Landline")
	ada.reads("Your room is open")
	cleo = ada.listens()

	bo.clicks(text("Front desk").in("panel")) // in the lobby
	bo.called("Front desk · Landline")
	cleo.comes("Bo")
	return ada, bo, cleo
}

// pointLines does with lines what their tools, their menus and their reactions do.
func pointLines(ada, bo *walker, cleo *witness) {
	bo.says("Is anybody here?")
	asked := cleo.line("Is anybody here?")
	line := text("Is anybody here?").in("transcript")
	ada.hovers(line)
	ada.hovers(symbol("reply").in("transcript"))
	ada.sees(text("Reply").in("transcript")) // what the tool is
	ada.tool(line, "reply")
	ada.sees(text("Answering Bo"))
	ada.clicks(symbol("close").by("Answering Bo"))
	ada.gone(text("Answering Bo"))
	ada.tool(line, "react")
	ada.clicks(text("👍"))
	cleo.act("a reaction", chat.React, asked)
	bo.clicks(text("👍").in("transcript")) // and me
	cleo.act("a second reaction", chat.React, asked)
	bo.sees(text("2").in("transcript"))
	bo.hovers(text("👍").in("transcript"))
	bo.reads("You, Ada") // who they are
	bo.clicks(text("👍").in("transcript"))
	cleo.act("a reaction taken back", chat.Unreact, asked)
	ada.tool(line, "copy")
	ada.copied("the line", func(s string) bool { return s == "Is anybody here?" })
	ada.tool(line, "more")
	ada.clicks(text("Reply"))
	ada.says("Come in")
	answer := cleo.act("an answer", chat.Line, asked)
	about := chat.Ref{Seq: answer.Seq, ID: answer.ID}

	mine := text("Come in").in("transcript")
	ada.settles()
	ada.menu(mine, "Copy message")
	ada.copied("my line", func(s string) bool { return s == "Come in" })
	ada.menu(mine, "Copy link to the line")
	ada.copied("a link", func(s string) bool { return strings.HasPrefix(s, "landline://") })
	ada.menu(mine, "Who has it")
	ada.reads("Whose computer keeps this line.")
	ada.clicks(text("Close"))
	ada.menu(mine, "React…")
	ada.clicks(symbol("plus"))
	ada.write("rocket")
	ada.clicks(text("🚀").in("emojiGrid"))
	cleo.act("a reaction of all there are", chat.React, about)
	bo.menu(mine, "Reply")
	bo.clicks(symbol("close").by("Answering Ada"))
	ada.menu(mine, "Edit…")
	ada.sees(text("Change your line"))
	ada.fills(part("draft"), "Come in, all")
	ada.clicks(text("Change it"))
	if e := cleo.act("an edit", chat.Edit, about); e.Text != "Come in, all" {
		cleo.t.Errorf("changed to %q", e.Text)
	}
	bo.sees(text("Come in, all").in("transcript"))
	ada.menu(text("Come in, all").in("transcript"), "Delete…")
	ada.clicks(text("Delete it"))
	cleo.act("a deletion", chat.Delete, about)
}

// tool uses one of the tools beside a line.
func (w *walker) tool(line target, name string) {
	w.t.Helper()
	w.hovers(line)
	w.clicks(symbol(name).in("transcript"))
}

// pointTexts follows a link and a quote, copies code and a selection, and chooses
// an emoji.
func pointTexts(ada, bo *walker, cleo *witness, opened string) {
	ada.says("see https://example.org/lunch")
	source := cleo.line("see https://example.org/lunch")
	link := text("https://example.org/lunch").in("transcript")
	bo.clicks(link)
	bo.until("the link opened", func() bool {
		links, err := os.ReadFile(opened)
		return err == nil && string(links) == "https://example.org/lunch\n"
	})
	for i := range 20 {
		cleo.says(fmt.Sprintf("line %d", i))
	}
	bo.scrolls(part("transcript"), false, link)
	bo.tool(link, "reply")
	bo.says("at noon")
	cleo.act("an answer", chat.Line, source)
	bo.gone(link)
	bo.clicks(text("see https://example.org/lunch").in("transcript")) // the quote
	bo.sees(link)
	cleo.says("the newest")
	bo.gone(text("the newest"))
	bo.clicks(text("Latest · 1 new"))
	bo.sees(text("the newest"))

	ada.pastes("```\ngo run .\n```")
	ada.keys("Return")
	cleo.line("```\ngo run .\n```")
	bo.clicks(symbol("copy").by("go run ."))
	bo.copied("the code", func(s string) bool { return strings.TrimSpace(s) == "go run ." })
	bo.marks(text("at noon").in("transcript"))
	bo.keys("ctrl+c")
	bo.copied("the selection", func(s string) bool { return s != "" && strings.Contains("at noon", s) })

	bo.clicks(symbol("emoji"), text("🐻"), text("🦊"))
	bo.keys("Return")
	cleo.line("🦊")
	bo.clicks(symbol("emoji"))
	bo.sees(text("Chosen last"))
	bo.clicks(text("🦊"))
	bo.keys("Return")
	cleo.line("🦊")
}
