package notify

import (
	"context"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

var playSound = windows.NewLazySystemDLL("winmm.dll").NewProc("PlaySoundW")

// Flags of PlaySound.
const (
	soundSync      = 0x0000
	soundNoDefault = 0x0002
	soundFilename  = 0x20000
)

// playFile waits until the sound, which takes less than a second, was played.
func playFile(_ context.Context, path string) error {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return fmt.Errorf("notify: sound: %w", err)
	}
	if err := playSound.Find(); err != nil {
		return fmt.Errorf("notify: sound: %w", err)
	}
	ok, _, err := playSound.Call(uintptr(unsafe.Pointer(name)), 0, soundSync|soundNoDefault|soundFilename)
	if ok == 0 {
		return fmt.Errorf("notify: sound: %w", err)
	}
	return nil
}
