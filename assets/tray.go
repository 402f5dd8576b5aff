package assets

import _ "embed"

// IconUnread is the program's icon with a dot on it, for where it stands while
// there are unread lines: a square SVG.
//
//go:embed icon-unread.svg
var IconUnread []byte
