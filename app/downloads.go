package app

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// downloads is the folder that a person's downloads go to, for an export to be
// proposed there; empty where there is none.
func downloads() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	for _, folder := range []string{userDir(home, "DOWNLOAD"), filepath.Join(home, "Downloads"), home} {
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			return folder
		}
	}
	return ""
}

// maxUserDirs bounds what is read of a person's file of folders.
const maxUserDirs = 64 << 10

// userDir reads the name of one of a person's folders where desktops on Linux
// and BSD keep it, since it is in their language (xdg-user-dirs); empty where
// that is not kept.
func userDir(home, which string) string {
	config := os.Getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(config) {
		config = filepath.Join(home, ".config")
	}
	file, err := os.Open(filepath.Join(config, "user-dirs.dirs"))
	if err != nil {
		return ""
	}
	defer file.Close()
	return userDirIn(io.LimitReader(file, maxUserDirs), home, which)
}

// userDirIn finds XDG_<which>_DIR="$HOME/..." or ="/..." in a file of that kind.
func userDirIn(file io.Reader, home, which string) string {
	for lines := bufio.NewScanner(file); lines.Scan(); {
		value, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "XDG_"+which+"_DIR=")
		if !ok {
			continue
		}
		value = strings.Trim(value, `"`)
		if below, ok := strings.CutPrefix(value, "$HOME/"); ok {
			value = filepath.Join(home, below)
		}
		if filepath.IsAbs(value) {
			return filepath.Clean(value)
		}
	}
	return ""
}
