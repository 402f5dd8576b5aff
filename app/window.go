package app

import "context"

// window carries out `landline` without a command. Link is the invitation that
// the window joins first; empty for none. Where this profile has a window already,
// that one comes to the front and joins it.
func (s *shell) window(ctx context.Context, link string) int {
	if s.Window == nil {
		return s.out.fail(exitFailed, "This build of Landline has no window. Try landline --help for what it can do.")
	}
	p, err := openProfile(s.profile)
	if err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	entry, err := openDoor(p.dir)
	switch {
	case err != nil:
		s.log.Warn("a second start of this profile will not find this window", "err", err)
	case entry == nil && knock(p.dir, link):
		return exitDone
	}
	defer entry.close()
	if err := p.openHistory(s.log); err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	defer p.close()
	d := newDesk(ctx, p, s.program(), s.log)
	d.link, d.door = link, entry
	if err := s.Window(d); err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	return exitDone
}
