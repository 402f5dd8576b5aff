package vm

import "strings"

// section is a part of a message that is read by itself.
type section struct{ from, to int }

// sections cuts a message where a quote or a list ends. CommonMark goes on with
// either for as long as no empty line follows, and would put an answer into the
// quote above it.
func sections(source string) []section {
	var s sectioning
	for line := range strings.Lines(source) {
		s.add(line)
	}
	return s.list
}

type sectioning struct {
	list  []section
	kind  byte   // of the section: > a quote, - a list, ` code, t text
	fence string // what code was opened with, until it is closed
	at    int
}

func (s *sectioning) add(line string) {
	begins := false
	switch k, fence := lineKind(line), opensFence(line); {
	case s.fence != "":
		if closesFence(line, s.fence) {
			s.fence, s.kind = "", 0
		}
	case s.kind == '-' && (k == ' ' || k == 0):
	case fence != "":
		begins, s.kind, s.fence = true, '`', fence
	case k == '>', k == '-':
		begins, s.kind = s.kind != k, k
	default:
		begins, s.kind = s.kind != 't', 't'
	}
	if begins || len(s.list) == 0 {
		s.list = append(s.list, section{s.at, s.at})
	}
	s.at += len(line)
	s.list[len(s.list)-1].to = s.at
}

// lineKind sorts a line: > for a quote, - for an entry of a list, a blank for an
// indented line, 0 for an empty one, t for text.
func lineKind(line string) byte {
	rest := strings.TrimLeft(line, " \t")
	switch {
	case strings.TrimRight(rest, "\r\n") == "":
		return 0
	case rest[0] == '>' && len(line)-len(rest) < 4:
		return '>'
	case beginsItem(line):
		return '-'
	case len(rest) < len(line):
		return ' '
	}
	return 't'
}

// beginsItem tells whether a line is an entry of a list that says something: a
// lone - or 7. is what somebody says, and so is a line of dashes or + 1.
func beginsItem(line string) bool {
	line = strings.TrimLeft(line, " \t")
	rest := strings.TrimLeft(line, "0123456789")
	digits := len(line) - len(rest)
	switch {
	case len(rest) < 2 || rest[1] != ' ' && rest[1] != '\t':
		return false
	case digits == 0 && rest[0] != '-' && rest[0] != '*':
		return false
	case digits > 9 || digits > 0 && rest[0] != '.' && rest[0] != ')':
		return false
	}
	return strings.Trim(rest[1:], "-+* \t\r\n") != ""
}

// opensFence is the mark that a line opens code with; empty where it opens none.
func opensFence(line string) string {
	rest := strings.TrimLeft(line, " ")
	if len(line)-len(rest) > 3 || rest == "" || rest[0] != '`' && rest[0] != '~' {
		return ""
	}
	info := strings.TrimLeft(rest, rest[:1])
	mark := rest[:len(rest)-len(info)]
	if len(mark) < 3 || mark[0] == '`' && strings.Contains(info, "`") {
		return ""
	}
	return mark
}

// closesFence tells whether a line ends the code that fence opened.
func closesFence(line, fence string) bool {
	line = strings.Trim(line, " \t\r\n")
	return len(line) >= len(fence) && strings.Trim(line, fence[:1]) == ""
}
