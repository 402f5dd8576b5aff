package app

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
	"landline/netcore/history"
)

// historyCommands are the commands on what was said before. They end with 0
// when they have done their work, also where nothing was found; with 2 where the
// room or the date that was asked for is none; with 1 where a file cannot be
// read or written.
type historyCommands struct {
	Search searchCommand `cmd:"" help:"Search everything that was said, newest first."`
	Rooms  roomsCommand  `cmd:"" help:"List the rooms that are kept on this computer."`
	Export exportCommand `cmd:"" help:"Write a room down."`
	Import importCommand `cmd:"" help:"Take in rooms that export --format jsonl wrote."`
	Keep   keepCommand   `cmd:"" help:"Say how long the lines of a room that you host are kept."`
}

type searchCommand struct {
	Words []string `arg:"" optional:"" help:"Words in any script. A line must have all of them; '\"in double quotes\"' they must stand together."`
	Room  string   `help:"Only in this room: its name or its id." placeholder:"ROOM"`
	From  string   `help:"Only what this person said." placeholder:"NAME"`
	Since string   `help:"Only from this day on, as 2026-03-05, or a moment, as 2026-03-05T14:00:00Z." placeholder:"DATE"`
	Until string   `help:"Only to the end of this day, or to a moment." placeholder:"DATE"`
	Limit int      `help:"How many lines at most, 1 to 1000." default:"50" placeholder:"LINES"`
	JSON  bool     `help:"Print one JSON object per line." name:"json"`
}

type roomsCommand struct {
	JSON bool `help:"Print one JSON object per line." name:"json"`
}

// json tells whether the chosen command's output is a script's.
func (c *historyCommands) json() bool { return c.Search.JSON || c.Rooms.JSON }

// mostLimit is how many lines one search prints.
const mostLimit = 1000

// history carries out a command on what was said before; ok is false where it
// is another command.
func (s *shell) history(ctx context.Context, command string, c historyCommands) (code int, ok bool) {
	var run func(context.Context, *profile) int
	switch name, _, _ := strings.Cut(command, " "); name {
	case "search":
		run = func(ctx context.Context, p *profile) int { return s.search(ctx, p, c.Search) }
	case "rooms":
		run = func(_ context.Context, p *profile) int { return s.rooms(p) }
	case "export":
		run = func(ctx context.Context, p *profile) int { return s.export(ctx, p, c.Export) }
	case "import":
		run = func(ctx context.Context, p *profile) int { return s.take(ctx, p.history, c.Import) }
	case "keep":
		run = func(_ context.Context, p *profile) int { return s.keep(p, c.Keep) }
	default:
		return 0, false
	}
	p, code := s.openKept()
	if code != exitDone {
		return code, true
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.out.out.lost, cancel)()
	code = run(ctx, p)
	if err := p.close(); err != nil && code == exitDone {
		return s.out.fail(exitFailed, sentenceCase(err)), true
	}
	return code, true
}

// openKept opens the profile with its history.
func (s *shell) openKept() (p *profile, code int) {
	p, err := openProfile(s.profile)
	if err == nil {
		err = p.openHistory(s.log)
	}
	if err != nil {
		return nil, s.out.fail(exitFailed, sentenceCase(err))
	}
	if aside := p.history.SetAside(); aside != "" {
		s.out.sayf("%s", setAside(aside))
	}
	return p, exitDone
}

// search carries out `landline search`.
func (s *shell) search(ctx context.Context, p *profile, c searchCommand) int {
	q := history.Query{Text: strings.TrimSpace(strings.Join(c.Words, " ")), From: c.From, Limit: c.Limit}
	if c.Limit < 1 || c.Limit > mostLimit {
		return s.out.fail(exitUsage, fmt.Sprintf("--limit %d: want 1 to %d lines.", c.Limit, mostLimit))
	}
	if q.Text+c.Room+c.From+c.Since+c.Until == "" {
		return s.out.fail(exitUsage, "What is to be searched for? Give words, or --room, --from, --since or --until.")
	}
	var err error
	if q.Since, err = moment(c.Since, vm.DayBegins); err != nil {
		return s.out.fail(exitUsage, fmt.Sprintf("--since %q: %v.", c.Since, err))
	}
	if q.Until, err = moment(c.Until, vm.DayEnds); err != nil {
		return s.out.fail(exitUsage, fmt.Sprintf("--until %q: %v.", c.Until, err))
	}
	if c.Room != "" {
		_, t, code := s.named(p, c.Room)
		if code != exitDone {
			return code
		}
		q.Room, q.Whose = t.room, t.covers
	}
	if err := p.history.Index(ctx); err != nil && !errors.Is(err, history.ErrFull) && !errors.Is(err, history.ErrReadOnly) {
		return s.broken(err)
	}
	hits, more, err := p.history.Search(ctx, q)
	if err != nil {
		return s.broken(err)
	}
	s.out.hits(hits, more)
	return exitDone
}

// moment reads a day or a point in time; empty is none.
func moment(text string, day func(string, *time.Location) (time.Time, error)) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	return day(text, time.Local)
}

// broken says why a command on the history could not go on.
func (s *shell) broken(err error) int {
	switch {
	case s.out.out.broken() != nil:
		return exitFailed // and close says why
	case errors.Is(err, context.Canceled):
		return s.out.fail(exitFailed, "Interrupted.")
	}
	return s.out.fail(exitFailed, sentenceCase(errors.New(strings.TrimPrefix(err.Error(), "history: "))))
}

// named finds the room of a name or an id, and tells what is of it: not what others
// kept who use its id.
func (s *shell) named(p *profile, asked string) (room history.Room, t tenure, code int) {
	list, err := p.history.Catalogue(p.own)
	if err != nil {
		return room, t, s.broken(err)
	}
	var found []history.Room
	for _, r := range list {
		if r.ID.String() == strings.ToLower(asked) {
			found = []history.Room{r}
			break
		}
		if chat.NameKey(r.Name) == chat.NameKey(asked) {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 1:
		room = found[0]
	case 0:
		return room, t, s.out.fail(exitUsage, fmt.Sprintf("No room %q is kept on this computer. See landline rooms.", asked))
	default:
		var ids []string
		for _, r := range found {
			ids = append(ids, r.ID.String())
		}
		return room, t, s.out.fail(exitUsage, fmt.Sprintf("%d rooms are called %q. Say which by its id: %s.", len(found), asked, strings.Join(ids, ", ")))
	}
	host := room.Host
	if room.Hosted {
		host = p.identity.ID()
	}
	if t, err = p.tenure(room.ID, host); err != nil {
		return room, t, s.broken(err)
	}
	return room, t, exitDone
}

// rooms carries out `landline rooms`.
func (s *shell) rooms(p *profile) int {
	list, err := p.history.Catalogue(p.own)
	if err != nil {
		return s.broken(err)
	}
	for _, r := range list {
		s.out.room(r)
	}
	if len(list) == 0 {
		s.out.sayf("No room is kept on this computer yet.")
	}
	return exitDone
}

// keepWords is how long lines are kept, as --keep and landline keep read it.
func keepWords(k history.Keep) string {
	var words []string
	if k.Age > 0 {
		words = append(words, strconv.FormatInt(int64(k.Age/(24*time.Hour)), 10)+"d")
	}
	if k.Lines > 0 {
		words = append(words, strconv.FormatUint(k.Lines, 10))
	}
	if len(words) == 0 {
		return "all"
	}
	return strings.Join(words, " ")
}
