package app

import "context"

// window carries out `landline` without a command. Link is the invitation that
// the window joins first; empty for none.
func (s *shell) window(ctx context.Context, link string) int {
	if s.Window == nil {
		return s.out.fail(exitFailed, "This build of Landline has no window. Try landline --help for what it can do.")
	}
	if err := s.enter(ctx, link); err != nil {
		return s.stopped(err)
	}
	return exitDone
}

// enter opens the window and returns when it was closed. Where this profile has a
// window already, that one comes to the front and joins the room of the link.
func (s *shell) enter(ctx context.Context, link string) error {
	dir := profileDir(s.profile)
	entry, heard, err := arrive(ctx, dir, link)
	if heard || ctx.Err() != nil {
		entry.close()
		return nil
	}
	if err != nil {
		s.log.Warn("a later start of this profile will not find this window", "err", err)
	}
	defer entry.close()
	p, err := openProfile(dir) // only now: a window that has just ended has written to it
	if err != nil {
		return err
	}
	if err := p.openHistory(s.log); err != nil {
		return err
	}
	defer p.close()
	d := newDesk(ctx, p, s.program(), s.log)
	d.link, d.door = link, entry
	return s.Window(d)
}
