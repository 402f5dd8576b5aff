//go:build gallery

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"landline/app/ui"
)

// write makes the page that shows the pictures in a folder.
func write(page, folder string, scenes []ui.Scene) error {
	from, err := filepath.Rel(filepath.Dir(page), folder)
	if err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	var out strings.Builder
	out.WriteString("# Gallery\n\nLandline’s window, photographed by the program itself: `make screenshots` takes\n" +
		"every picture anew, and writes this page. The people, the rooms and the addresses\nare made up.\n")
	part := ""
	for _, s := range scenes {
		if s.Part != part {
			part = s.Part
			fmt.Fprintf(&out, "\n## %s\n", part)
		}
		fmt.Fprintf(&out, "\n%s\n\n![%s](%s)\n", s.Shows, s.Name, filepath.ToSlash(filepath.Join(from, s.Name+".png")))
	}
	if err := os.WriteFile(page, []byte(out.String()), 0o644); err != nil { //nolint:gosec // for everybody to read
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}
