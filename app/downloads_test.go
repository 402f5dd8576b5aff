package app

import (
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestUserDir(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps no such file")
	}
	for _, test := range []struct{ file, want string }{
		{"", ""},
		{"# a comment\nXDG_DESKTOP_DIR=\"$HOME/Desktop\"\n", ""},
		{"XDG_DESKTOP_DIR=\"$HOME/Bureau\"\nXDG_DOWNLOAD_DIR=\"$HOME/Téléchargements\"\n", "/home/ada/Téléchargements"},
		{"  XDG_DOWNLOAD_DIR=\"/data/in/\"", "/data/in"},
		{"XDG_DOWNLOAD_DIR=\"$HOME/\"", "/home/ada"},
		{"XDG_DOWNLOAD_DIR=\"relative\"", ""},
		{"XDG_DOWNLOAD_DIR=", ""},
	} {
		if got := userDirIn(strings.NewReader(test.file), "/home/ada", "DOWNLOAD"); got != test.want {
			t.Errorf("%q names %q, want %q", test.file, got, test.want)
		}
	}
}

func TestDownloadsAreProposedWhereThereIsAFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "none"))
	if got := downloads(); got != home {
		t.Errorf("without a Downloads folder %q, want %q", got, home)
	}
}
