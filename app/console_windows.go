package app

import (
	"os"

	"golang.org/x/sys/windows"
)

// Streams are the standard input, output and error of the program. Windows gives
// none to a program with a window, not even to one that is started in a console:
// with arguments it takes that console, so that the commands are heard there.
func Streams() (in, out, errs *os.File) {
	if len(os.Args) == 1 || isOpen(windows.STD_OUTPUT_HANDLE) {
		return os.Stdin, os.Stdout, os.Stderr
	}
	const parent = ^uintptr(0) // ATTACH_PARENT_PROCESS
	attach := windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
	_, _, _ = attach.Call(parent) // which fails where there is none, and where it is ours already
	return console("CONIN$", os.Stdin), console("CONOUT$", os.Stdout), console("CONOUT$", os.Stderr)
}

// isOpen tells whether a standard handle leads somewhere.
func isOpen(standard uint32) bool {
	h, err := windows.GetStdHandle(standard)
	if err != nil || h == 0 || h == windows.InvalidHandle {
		return false
	}
	kind, err := windows.GetFileType(h)
	return err == nil && kind != windows.FILE_TYPE_UNKNOWN
}

// console is one of the console's two files; instead where that cannot be opened.
func console(name string, instead *os.File) *os.File {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return instead
	}
	return f
}
