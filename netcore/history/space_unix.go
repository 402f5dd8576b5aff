//go:build unix

package history

import "syscall"

// noSpace is how the system says that a disk, or an account's part of it, is full.
var noSpace = []error{syscall.ENOSPC, syscall.EDQUOT}
