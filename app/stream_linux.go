package app

import (
	"errors"
	"io"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// pageSize is how much a pipe that can be written to takes at once, all or
// nothing, without holding its writer up (PIPE_BUF, pipe(7)).
const pageSize = 4096

// writeBegun writes a text, the end of it in one system call that cannot block,
// and enters it as begun right before that. It returns how much was written, and
// whether it was begun.
func writeBegun(w io.Writer, text []byte, notes *noting) (n int, begun bool, err error) {
	f, ok := w.(*os.File)
	if !ok {
		return 0, false, nil
	}
	if n = max(0, len(text)-pageSize); n > 0 {
		if n, err = f.Write(text[:n]); err != nil {
			return n, false, err
		}
	}
	fd := f.Fd()
	if !awaitWritable(fd) || !notes.stage() {
		return n, false, nil
	}
	rest := text[n:]
	// Not through the scheduler: nothing may come between the two.
	notes.ledger.commit()
	wrote, _, errno := unix.RawSyscall(unix.SYS_WRITE, fd,
		uintptr(unsafe.Pointer(&rest[0])), uintptr(len(rest))) //nolint:gosec // package unix has no raw write
	switch errno {
	case 0:
		return n + int(wrote), true, nil
	case unix.EINTR, unix.EAGAIN:
		return n, true, nil
	}
	return n, true, &os.PathError{Op: "write", Path: f.Name(), Err: errno}
}

// awaitWritable waits until pageSize bytes can be written at once. It is
// false where that cannot be known.
func awaitWritable(fd uintptr) bool {
	for {
		ready := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
		n, err := unix.Poll(ready, -1)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		return err == nil && n == 1 && ready[0].Revents == unix.POLLOUT
	}
}
