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

// OpenShared opens a file to be read, also while another process gives it its name
// or another file its place: Windows allows those only where everybody who has the
// file open shares its deletion, which os.Open does not.
func OpenShared(path string) (*os.File, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ,
		windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE,
		nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(h), path), nil
}

// SyncDir does nothing: a folder cannot be synced here, and a move that has to be on
// disk is one with MOVEFILE_WRITE_THROUGH.
func SyncDir(string) error { return nil }
