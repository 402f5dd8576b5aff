package app

import "context"

// window carries out `landline` without a command.
func (s *shell) window(ctx context.Context) int {
	if s.Window == nil {
		return s.out.fail(exitFailed, "This build of Landline has no window. Try landline --help for what it can do.")
	}
	p, err := openProfile(s.profile)
	if err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	if err := p.openHistory(s.log); err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	defer p.close()
	if err := s.Window(newDesk(ctx, p, s.program(), s.log)); err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	return exitDone
}
