package identity

import (
	"os"

	"golang.org/x/sys/windows"
)

// moveNew gives the file at from the name to unless that name is taken: unlike
// os.Rename it does not ask MoveFileEx to replace. Hard links, which serve on
// Unix, do not exist on FAT.
func moveNew(from, to string) error {
	f, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	t, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return err
	}
	if err := windows.MoveFileEx(f, t, windows.MOVEFILE_WRITE_THROUGH); err != nil {
		return &os.LinkError{Op: "move", Old: from, New: to, Err: err}
	}
	return nil
}

// syncDir has nothing to do: MOVEFILE_WRITE_THROUGH returns when the move is
// on disk.
func syncDir(string) error { return nil }
