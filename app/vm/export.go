package vm

import (
	"strings"
	"time"
	"unicode"

	"landline/app/words"
)

// Formats lists the formats in the order in which they are offered.
func Formats() []Format { return []Format{FormatText, FormatHTML, FormatJSON} }

// Name is what a person calls the format.
func (f Format) Name() string {
	switch f {
	case FormatJSON:
		return words.T("JSON lines")
	case FormatHTML:
		return words.T("Web page")
	default:
		return words.T("Text")
	}
}

// Use says what the format is good for.
func (f Format) Use() string {
	switch f {
	case FormatJSON:
		return words.T("One object per line, with everything in it. Landline can read it back in.")
	case FormatHTML:
		return words.T("One file that every browser shows, to read or to print.")
	default:
		return words.T("Plain lines with time and name, to read anywhere.")
	}
}

// maxFileName bounds the letters of a room's name in the name of a file.
const maxFileName = 60

// FileName proposes the name of the file that a room is written to: one that
// every file system takes.
func FileName(room string, f Format, now time.Time) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`<>:"/\|?*`, r), unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return ' '
		}
		return r
	}, room)
	name = strings.Join(strings.Fields(name), " ")
	if runes := []rune(name); len(runes) > maxFileName {
		name = string(runes[:maxFileName])
	}
	// A leading dot hides a file, and Windows takes none at the end.
	if name = strings.Trim(name, " ."); name == "" {
		name = words.T("Room")
	}
	return name + " " + now.Format("2006-01-02") + "." + string(f)
}

// ExportPath proposes where the room is written to: into the folder of a
// person's downloads, or, where that is unknown, a name alone.
func (d Details) ExportPath(room string, f Format, now time.Time) string {
	name := FileName(room, f, now)
	switch {
	case d.Folder == "":
		return name
	case strings.Contains(d.Folder, `\`) && !strings.Contains(d.Folder, "/"):
		return strings.TrimRight(d.Folder, `\`) + `\` + name
	default:
		return strings.TrimRight(d.Folder, "/") + "/" + name
	}
}

// Result says in one sentence what became of the export.
func (e Exported) Result() string {
	if e.Trouble.Kind != NoTrouble {
		return strings.TrimSpace(clip(e.Trouble.What()) + " " + e.Trouble.Remedy())
	}
	return words.N("%s line was written to %s", "%s lines were written to %s", e.Lines, words.Number(e.Lines), e.Path)
}
