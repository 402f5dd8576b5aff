package history

import "golang.org/x/sys/windows"

// noSpace is how the system says that a disk is full.
var noSpace = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL}
