package ui

import (
	"cmp"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// writingSection is how lines are written.
func writingSection(v *settingsView) fyne.CanvasObject {
	return settingsCard(
		v.toggle(words.T("Enter begins a new line"), words.T("Ctrl+Enter sends then. Otherwise Enter sends, and Shift+Enter begins a new line."),
			func(p vm.Prefs) bool { return p.BreakOnEnter }, func(p *vm.Prefs, on bool) { p.BreakOnEnter = on }),
		v.toggle(words.T("Others see that I am writing"), "",
			func(p vm.Prefs) bool { return !p.NoTyping }, func(p *vm.Prefs, on bool) { p.NoTyping = !on }),
	)
}

// noticeSection is how this person is told, and when they are away.
func noticeSection(v *settingsView) fyne.CanvasObject {
	away := func() []time.Duration {
		return []time.Duration{5 * time.Minute, vm.UsualAway, 30 * time.Minute, time.Hour, -1}
	}
	return settingsCard(
		v.toggle(words.T("Tell me on the desktop"), words.T("Of lines in rooms that are not in front of you."),
			func(p vm.Prefs) bool { return !p.Silent }, func(p *vm.Prefs, on bool) { p.Silent = !on }),
		v.toggle(words.T("With the words that were said"), words.T("Otherwise only with who spoke, and where."),
			func(p vm.Prefs) bool { return !p.Secretive }, func(p *vm.Prefs, on bool) { p.Secretive = !on }),
		v.toggle(words.T("With a soft sound"), "",
			func(p vm.Prefs) bool { return p.Sound }, func(p *vm.Prefs, on bool) { p.Sound = on }),
		pick(v, words.T("Tell me of"), words.T("In rooms for which you chose nothing else."),
			func() []vm.Alerts { return []vm.Alerts{vm.AlertAll, vm.AlertMentions, vm.AlertNone} }, vm.Alerts.Name,
			func(p vm.Prefs) vm.Alerts { return p.Told(vm.AlertUsual) }, func(p *vm.Prefs, a vm.Alerts) { p.Alerts = a }),
		pick(v, words.T("I am away after"), words.T("Without a key or the pointer touched in this window."), away, awayName,
			func(p vm.Prefs) time.Duration {
				if after, ok := p.Away(); ok {
					return after
				}
				return -1
			}, func(p *vm.Prefs, after time.Duration) { p.AwayAfter = after }),
		v.toggle(words.T("Go on when the window is closed"), words.T("Landline stays in the tray, and your rooms stay open, until you quit it there."),
			func(p vm.Prefs) bool { return p.ToTray }, func(p *vm.Prefs, on bool) { p.ToTray = on }),
	)
}

// awayName says how long somebody does nothing.
func awayName(after time.Duration) string {
	switch minutes := int(after / time.Minute); {
	case after < 0:
		return words.T("Never")
	case minutes >= 60 && minutes%60 == 0:
		return words.N("%d hour", "%d hours", minutes/60, minutes/60)
	default:
		return words.N("%d minute", "%d minutes", minutes, minutes)
	}
}

// networkSection is where this person is found.
func networkSection(v *settingsView) fyne.CanvasObject {
	port := newField(usualPort)
	port.limit = len("65535")
	wrong := newFault()
	port.OnChanged = func(text string) {
		number, ok := portTyped(text)
		wrong.say("")
		if !ok {
			wrong.say(words.T("A port is a number from 1 to 65535."))
		} else if number != v.window.desk.Prefs().Port {
			v.window.prefer(func(p *vm.Prefs) { p.Port = number })
		}
	}
	v.reach(port)
	v.redraw = append(v.redraw, func(p vm.Prefs) {
		if number, ok := portTyped(port.Text); ok && number != p.Port && !holdsKeyboard(v.window, port) {
			port.SetText(portText(p.Port))
		}
	})
	why := newButton(plain, "doctor", words.T("Why can’t I see a room?"), v.window.openDoctor).compact()
	cards := newCardList(v)
	part := settingsCard(
		column(grid/2,
			setting(words.T("Port of a new room"), words.T("Proposed when you host a room. Other programs must not listen on it."), newFree(fixedLayout{12 * grid}, port)),
			wrong.root),
		cards.root,
		flow(grid, why))
	v.reach(why)
	return part
}

// portTyped reads a port; an empty text stands for the usual one, which is 0.
func portTyped(text string) (port int, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" || text == usualPort {
		return 0, true
	}
	port, err := strconv.Atoi(text)
	return port, err == nil && port > 0 && port <= 65535
}

// portText is what stands in the field for a port that was chosen.
func portText(port int) string {
	if port == 0 {
		return ""
	}
	return strconv.Itoa(port)
}

// proposedPort is the port that a new room is proposed to listen on.
func (w *Window) proposedPort() string { return cmp.Or(portText(w.desk.Prefs().Port), usualPort) }

func holdsKeyboard(w *Window, o fyne.Focusable) bool { return w.window.Canvas().Focused() == o }

// historySection is what is kept on this computer.
func historySection(v *settingsView) fyne.CanvasObject {
	size := newLabel("", sizeText, colorInk).fixed()
	folder := newCopyRow(words.T("Folder"), words.T("Your key, your settings, and everything that was said."))
	open := newButton(plain, "folder", words.T("Open the folder"), func() {
		if s, known := v.window.desk.System(); known {
			openFolder(s.Folder)
		}
	}).compact()
	part := settingsCard(
		pick(v, words.T("Keep the lines of new rooms"), words.T("Of rooms that you host. Each room can be changed in its details."), vm.Keeps, vm.Keep.String,
			func(p vm.Prefs) vm.Keep { return p.Keep }, func(p *vm.Prefs, k vm.Keep) { p.Keep = k }),
		setting(words.T("On this computer’s disk"), "", size),
		column(1.25*grid, folder.root, flow(grid, open)))
	v.reach(folder.copy, open)
	v.redraw = append(v.redraw, func(vm.Prefs) {
		s, known := v.window.desk.System()
		open.enable(known)
		if known {
			size.set(vm.Bytes(s.Bytes))
			folder.set(s.Folder)
		}
	})
	return part
}

// openFolder opens a folder in the system's file manager.
func openFolder(path string) {
	if err := fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}); err != nil {
		fyne.LogError("The folder cannot be opened", err)
	}
}

// filesSection is where files go.
func filesSection(v *settingsView) fyne.CanvasObject {
	folder := newField("")
	folder.limit = 4 * maxField
	wrong := newFault()
	folder.OnChanged = func(text string) {
		text = strings.TrimSpace(text)
		wrong.say("")
		if text != "" && !filepath.IsAbs(text) {
			wrong.say(words.T("Write the whole path of the folder."))
		} else if text != v.window.desk.Prefs().Downloads {
			v.window.prefer(func(p *vm.Prefs) { p.Downloads = text })
		}
	}
	v.reach(folder)
	v.redraw = append(v.redraw, func(p vm.Prefs) {
		if s, known := v.window.desk.System(); known && folder.PlaceHolder != s.Downloads {
			folder.SetPlaceHolder(s.Downloads)
		}
		if folder.Text != p.Downloads && !holdsKeyboard(v.window, folder) {
			folder.SetText(p.Downloads)
		}
	})
	return settingsCard(column(grid, settingText(words.T("Folder for what is written to files"),
		words.T("Proposed when a room is exported. Empty: the system’s folder for downloads. A folder that is not there is not used.")), folder, wrong.root))
}
