package app

import (
	"errors"
	"io"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// pipeBuffer is how much a pipe that can be written to takes without holding
// its writer up (PIPE_BUF, pipe(7)).
const pipeBuffer = 4096

// writeBegun writes a line, the end of it in one system call that cannot block,
// and enters it as begun right before that. It returns how much was written:
// nothing where this cannot be done with w.
func writeBegun(w io.Writer, line []byte, notes *noting) (n int, err error) {
	f, ok := w.(*os.File)
	if !ok {
		return 0, nil
	}
	if n = max(0, len(line)-pipeBuffer); n > 0 {
		if n, err = f.Write(line[:n]); err != nil {
			return n, err
		}
	}
	fd := f.Fd()
	if !awaitWritable(fd) || !notes.stage() {
		return n, nil
	}
	rest := line[n:]
	// Not through the scheduler: nothing may come between the two.
	notes.ledger.commit()
	wrote, _, errno := unix.RawSyscall(unix.SYS_WRITE, fd,
		uintptr(unsafe.Pointer(&rest[0])), uintptr(len(rest))) //nolint:gosec // package unix has no raw write
	switch errno {
	case 0:
		return n + int(wrote), nil
	case unix.EINTR, unix.EAGAIN:
		return n, nil
	}
	return n, &os.PathError{Op: "write", Path: f.Name(), Err: errno}
}

// awaitWritable waits until pipeBuffer bytes can be written at once. It is
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
