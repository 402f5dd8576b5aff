package app

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"rsc.io/qr"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

// keyCommands are the commands on who somebody is: this person, the host of a
// room, or anybody else.
type keyCommands struct {
	Key    keyCommand    `cmd:"" help:"Say who you are: your name, and the fingerprint of your key."`
	Safety safetyCommand `cmd:"" help:"Show the safety number that you and somebody else have in common."`
	Trust  trustCommand  `cmd:"" help:"Take a key for that of a room's host, after you compared it with them."`
}

type keyCommand struct {
	JSON bool `help:"Print one JSON object per line." name:"json"`
}

type safetyCommand struct {
	Fingerprint []string `arg:"" help:"The other person's: 64 hexadecimal digits, spaces allowed."`
	Verified    bool     `help:"Note that you compared the number with them, and it was the same." xor:"verified"`
	Unverified  bool     `help:"Take that back." xor:"verified"`
	JSON        bool     `help:"Print one JSON object per line." name:"json"`
}

type trustCommand struct {
	Target      string   `arg:"" name:"room" help:"As for join: HOST[:PORT], [IPV6]:PORT, a link, or the name of a room on this network; or the id of a room."`
	Fingerprint []string `arg:"" help:"The host's, the whole of it: 64 hexadecimal digits, spaces allowed."`
	JSON        bool     `help:"Print one JSON object per line." name:"json"`
}

// json tells whether the chosen command's output is a script's.
func (c *keyCommands) json() bool { return c.Key.JSON || c.Safety.JSON || c.Trust.JSON }

// The objects of these commands.
type (
	keyLine struct {
		Event       string        `json:"event"` // key
		Name        string        `json:"name"`
		Fingerprint chat.MemberID `json:"fingerprint"`
	}
	safetyLine struct {
		Event       string        `json:"event"` // safety
		Fingerprint chat.MemberID `json:"fingerprint"`
		Number      string        `json:"number"`
		Verified    bool          `json:"verified"`
	}
	trustedLine struct {
		Event       string        `json:"event"` // trusted
		Target      string        `json:"target"`
		Fingerprint chat.MemberID `json:"fingerprint"`
		Known       chat.MemberID `json:"known,omitzero"` // in place of this one
	}
)

// keys carries out a command on keys; ok is false where it is another command.
func (s *shell) keys(ctx context.Context, command string, c keyCommands) (code int, ok bool) {
	var run func(*profile) int
	switch name, _, _ := strings.Cut(command, " "); name {
	case "key":
		run = s.key
	case "safety":
		run = func(p *profile) int { return s.safety(p, c.Safety) }
	case "trust":
		run = func(p *profile) int { return s.trusting(p, func() int { return s.trust(ctx, p, c.Trust) }) }
	default:
		return 0, false
	}
	p, err := openProfile(s.profile)
	if err != nil {
		return s.out.fail(exitFailed, sentenceCase(err)), true
	}
	return run(p), true
}

// trusting carries out run with the history, which knows rooms that this profile
// hosts, and hosts whom no list has.
func (s *shell) trusting(p *profile, run func() int) int {
	if err := p.openHistory(s.log); err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	if aside := p.history.SetAside(); aside != "" {
		s.out.sayf("%s", setAside(aside))
	}
	code := run()
	if err := p.close(); err != nil && code == exitDone {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	return code
}

// key carries out `landline key`.
func (s *shell) key(p *profile) int {
	name, err := p.name("")
	if err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	me := p.identity.ID()
	if s.out.json {
		s.out.object(keyLine{"key", name, me})
		return exitDone
	}
	s.out.text("%s\n%s", oneLine(name), fingerprintLines(me, ""))
	return exitDone
}

// fingerprintLines is a fingerprint in two lines of eight groups, which a person
// can hold beside another.
func fingerprintLines(id chat.MemberID, indent string) string {
	groups := id.Groups()
	return indent + strings.Join(groups[:8], " ") + "\n" + indent + strings.Join(groups[8:], " ")
}

// parseFingerprint reads a whole fingerprint, in whatever groups it was typed.
// The error is a sentence's words.
func parseFingerprint(words []string) (id chat.MemberID, err error) {
	digits := strings.NewReplacer(" ", "", ":", "", "-", "", "\t", "").Replace(strings.ToLower(strings.Join(words, "")))
	if len(digits) != hex.EncodedLen(len(id)) {
		return id, fmt.Errorf("a fingerprint has %d hexadecimal digits, this one has %d", hex.EncodedLen(len(id)), len([]rune(digits)))
	}
	if err := id.UnmarshalText([]byte(digits)); err != nil || id.IsZero() {
		return chat.MemberID{}, errors.New("a fingerprint has hexadecimal digits alone, 0 to 9 and a to f")
	}
	return id, nil
}

// safety carries out `landline safety`.
func (s *shell) safety(p *profile, c safetyCommand) int {
	them, err := parseFingerprint(c.Fingerprint)
	me := p.identity.ID()
	switch {
	case err != nil:
		return s.out.fail(exitUsage, sentenceCase(err))
	case them == me:
		return s.out.fail(exitUsage, "That is your own fingerprint: a safety number is that of two people.")
	}
	verified := newVerified(p.dir)
	if c.Verified || c.Unverified {
		if err := verified.set(them, "", c.Verified); err != nil {
			return s.out.fail(exitFailed, sentenceCase(err))
		}
	}
	known, err := verified.has(them)
	if err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	number := chat.SafetyNumber(me, them)
	if s.out.json {
		s.out.object(safetyLine{"safety", them, number, known})
		return exitDone
	}
	s.out.text("%s", safetyLines(number))
	if terminal(s.Stdout) != nil {
		if code, err := qr.Encode(strings.ReplaceAll(number, " ", ""), qr.M); err == nil {
			s.out.text("\n%s", blocks(code))
		}
	}
	if known {
		s.out.sayf("Verified: you have compared this number with them.")
	} else {
		s.out.sayf("Not verified. Where both of you see the same number, nobody sits between you: note it with --verified.")
	}
	return exitDone
}

// safetyLines is a safety number in three lines of four groups.
func safetyLines(number string) string {
	groups := strings.Fields(number)
	var lines []string
	for row := range slices.Chunk(groups, 4) {
		lines = append(lines, strings.Join(row, " "))
	}
	return strings.Join(lines, "\n")
}

// trust carries out `landline trust`.
func (s *shell) trust(ctx context.Context, p *profile, c trustCommand) int {
	key, err := parseFingerprint(c.Fingerprint)
	if err != nil {
		return s.out.fail(exitUsage, sentenceCase(err))
	}
	places, code := s.placesOf(ctx, p, c.Target, key)
	if code != exitDone {
		return code
	}
	line := trustedLine{Event: "trusted", Target: c.Target, Fingerprint: key}
	for _, place := range places {
		if was, known, err := p.known.Lookup(place); err == nil && known && was != key {
			line.Known = was
		}
		if err := p.trust(place, key); err != nil {
			return s.out.fail(exitFailed, sentenceCase(err))
		}
	}
	s.out.either(line, "The host at %s is known by that key from now on.", called(c.Target))
	return exitDone
}

// placesOf are the names under which the host's key is remembered of what a
// person would join. A room that is looked for by its name is the one whose host
// shows that key.
func (s *shell) placesOf(ctx context.Context, p *profile, typed string, key chat.MemberID) (places []string, code int) {
	if netcore.IsInvitation(typed) {
		d := &dialer{}
		if code := s.accept(d, typed); code != exitDone {
			return nil, code
		}
		if d.host != key {
			return nil, s.out.fail(exitUsage, "That link is of a host with another key: ask them for a new one.")
		}
		return []string{d.knownAs()}, exitDone
	}
	if room := (chat.RoomID{}); room.UnmarshalText([]byte(strings.ToLower(typed))) == nil && !room.IsZero() {
		if p.admit(room, key) != nil {
			return nil, s.out.fail(exitUsage, "You host that room yourself: nobody else's key is that of its host.")
		}
		return []string{placeOf(room)}, exitDone
	}
	target, err := netcore.ParseTarget(typed)
	address := (&dialer{target: target}).knownAs()
	if meansAddress(typed, target, err) {
		if err != nil {
			return nil, s.out.end(err, typed)
		}
		return []string{address}, exitDone
	}
	rooms := s.roomsOf(ctx, p, typed, key)
	switch _, known, lookup := p.known.Lookup(address); {
	case ctx.Err() != nil:
		return nil, s.interrupted()
	case len(rooms) > 0:
		for _, r := range rooms {
			places = append(places, placeOf(r.Room))
		}
		return places, exitDone
	case err == nil && known && lookup == nil:
		return []string{address}, exitDone
	}
	return nil, s.out.fail(exitUnreachable, fmt.Sprintf("No room %q whose host has that key is on this network now. "+
		"Type the address that the room shows in its header.", typed))
}

// roomsOf lists the rooms of a name that are heard now of the host with a key.
func (s *shell) roomsOf(ctx context.Context, p *profile, name string, key chat.MemberID) []discover.Room {
	var around sync.WaitGroup
	defer around.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l := s.listen(ctx, &dialer{profile: p}, name, &around)
	rooms, _ := l.find(ctx, nil)
	return slices.DeleteFunc(rooms, func(r discover.Room) bool { return r.Host != key })
}
