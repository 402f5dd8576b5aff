package app

import (
	"context"
	"time"
)

// settled tells whether the session is in its stay of that number, and the diary
// at that stay's log. Else what the diary has is another log's.
func (k *keeper) settled(stay int) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.stays == 0 && k.begun == stay
}

// settle waits until what was noted before is on disk, or cannot be for now, but
// not for ever: whoever waits does not listen to the host meanwhile.
func (k *keeper) settle(ctx context.Context) {
	late := time.NewTimer(retryPause)
	defer late.Stop()
	k.mu.Lock()
	upTo := k.noted
	for k.kept < upTo && !k.off && !k.stuck {
		space := k.space
		k.mu.Unlock()
		ring(k.hurry)
		select {
		case <-space:
		case <-late.C:
			return
		case <-ctx.Done():
			return
		}
		k.mu.Lock()
	}
	k.mu.Unlock()
}
