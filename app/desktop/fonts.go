//go:build !nogui

package desktop

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/adrg/xdg"

	"landline/app/ui"
)

// Prepare sets what holds for every window of this process: before the first is
// made, and after the app.
func Prepare() {
	// The fonts alone are tens of megabytes that never change: with Go's usual
	// setting as much again would lie about before it is collected.
	debug.SetGCPercent(20)
	ui.UseFonts(systemFont)
	ui.HoldStill()
}

// maxFont bounds a font that is read: the largest with all emoji has 25 MB.
const maxFont = 64 << 20

// systemFont returns the content of a font of the system, by the name of its
// file; nil where there is none, or none that can be read.
func systemFont(file string) []byte {
	for _, dir := range xdg.FontDirs {
		var found string
		_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return fs.SkipDir // a folder that cannot be read has no font for us
			case entry.Name() != file || !entry.Type().IsRegular():
				return nil
			}
			found = path
			return fs.SkipAll
		})
		if info, err := os.Stat(found); err != nil || info.Size() > maxFont {
			continue
		}
		if content, err := os.ReadFile(found); err == nil {
			return content
		}
	}
	return nil
}
