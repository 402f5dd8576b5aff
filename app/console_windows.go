package app

import (
	"os"

	"golang.org/x/sys/windows"
)

// Streams are the standard input, output and error of the program. Windows gives
// none to a program with a window, not even to one that is started in a console:
// with arguments it takes that console, so that the commands are heard there. What
// leads somewhere, to a file or another program, stays as it is.
func Streams() (in, out, errs *os.File) {
	in, out, errs = os.Stdin, os.Stdout, os.Stderr
	if len(os.Args) == 1 || isOpen(windows.STD_OUTPUT_HANDLE) {
		return in, out, errs
	}
	fed, logged := isOpen(windows.STD_INPUT_HANDLE), isOpen(windows.STD_ERROR_HANDLE) // the console may put its own there
	const parent = ^uintptr(0)                                                        // ATTACH_PARENT_PROCESS
	attach := windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
	_, _, _ = attach.Call(parent) // which fails where there is none, and where it is ours already
	if !fed {
		in = console("CONIN$", in)
	}
	if !logged {
		errs = console("CONOUT$", errs)
	}
	return in, console("CONOUT$", out), errs
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
