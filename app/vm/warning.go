package vm

// warning is what the bar over the window says about the program's own files.
type warning struct {
	text      string
	dismissed bool
}

// say takes in a warning. One that was dismissed stays away while it says the
// same, since a full disk is reported again with each line.
func (w *warning) say(text string) {
	if text != w.text {
		*w = warning{text: text}
	}
}

// Warning is what a person should know about the program's own files; empty
// where there is nothing, or where they have read it.
func (d *Desk) Warning() string {
	if d.warning.dismissed {
		return ""
	}
	return clip(d.warning.text)
}

// DismissWarning takes the warning away until there is another one.
func (d *Desk) DismissWarning() { d.warning.dismissed = true }
