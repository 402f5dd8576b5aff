package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
)

// Colour names of our own, beside Fyne's.
const (
	colorSide     fyne.ThemeColorName = "landlineSide"
	colorCard     fyne.ThemeColorName = "landlineCard"
	colorOwn      fyne.ThemeColorName = "landlineOwn"
	colorAlarm    fyne.ThemeColorName = "landlineAlarm"
	colorLine     fyne.ThemeColorName = "landlineLine"
	colorHover    fyne.ThemeColorName = "landlineHover"
	colorSelected fyne.ThemeColorName = "landlineSelected"
	colorShade    fyne.ThemeColorName = "landlineShade"
	colorNone     fyne.ThemeColorName = "landlineNone"

	colorPaper  = theme.ColorNameBackground
	colorInk    = theme.ColorNameForeground
	colorMuted  = theme.ColorNamePlaceHolder
	colorAccent = theme.ColorNamePrimary
	colorDanger = theme.ColorNameError
	colorEdge   = theme.ColorNameInputBorder
)

// grid is what everything stands on. It stays as it is when the text grows.
const grid = 8

// look is the theme of the window.
type look struct {
	fyne.Theme
	chosen vm.Look
}

// Theme is the look of Landline's windows as long as nobody has chosen another:
// it follows the variant, light or dark, that the system asks for. New sets it.
func Theme() fyne.Theme { return themeOf(vm.LookSystem) }

// themeOf is the theme of a look.
func themeOf(chosen vm.Look) fyne.Theme { return look{theme.DefaultTheme(), chosen} }

// variant is the one to draw in where the system asks for one.
func (l look) variant(asked fyne.ThemeVariant) fyne.ThemeVariant {
	switch l.chosen {
	case vm.LookLight:
		return theme.VariantLight
	case vm.LookDark:
		return theme.VariantDark
	}
	return asked
}

// inDark tells whether the window is drawn in dark colours now.
func inDark() bool { return theme.Color(colorPaper) == color.Color(dark.paper) }

// Color answers for Fyne's names and our own.
func (l look) Color(name fyne.ThemeColorName, asked fyne.ThemeVariant) color.Color {
	p, variant := &light, l.variant(asked)
	if variant == theme.VariantDark {
		p = &dark
	}
	c, ok := p.named(name)
	switch {
	case !ok:
		return l.Theme.Color(name, variant)
	case c.A == 0:
		return color.Transparent // Fyne leaves out what has this value, and draws all else
	}
	return c
}

func (p *palette) named(name fyne.ThemeColorName) (color.NRGBA, bool) {
	switch name {
	case colorPaper:
		return p.paper, true
	case colorSide:
		return p.side, true
	case colorCard, theme.ColorNameInputBackground, theme.ColorNameMenuBackground,
		theme.ColorNameOverlayBackground, theme.ColorNameHeaderBackground, theme.ColorNameButton:
		return p.card, true
	case colorInk:
		return p.ink, true
	case colorMuted, theme.ColorNameDisabled:
		return p.muted, true
	case colorAccent, theme.ColorNameHyperlink, theme.ColorNameSuccess:
		return p.accent, true
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnSuccess:
		return p.onAccent, true
	case colorDanger, theme.ColorNameWarning:
		return p.danger, true
	case theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnWarning:
		return p.onDanger, true
	case colorOwn:
		return p.own, true
	case colorAlarm:
		return p.alarm, true
	case colorLine, theme.ColorNameSeparator:
		return p.line, true
	case colorEdge, theme.ColorNameScrollBar:
		return p.edge, true
	case colorHover:
		return p.hover, true
	case colorSelected:
		return p.selected, true
	case colorShade:
		return p.shade, true
	case theme.ColorNameSelection:
		return p.marked, true
	case theme.ColorNameFocus, theme.ColorNameHover:
		return faint(p.ink, 0x10), true
	case theme.ColorNamePressed:
		return faint(p.ink, 0x1C), true
	case theme.ColorNameShadow:
		return color.NRGBA{A: 0x18}, true
	case colorNone, theme.ColorNameScrollBarBackground:
		return color.NRGBA{}, true
	}
	return color.NRGBA{}, false
}

// Size sets Fyne's own widgets on our grid.
func (l look) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNamePadding:
		return grid / 2
	case theme.SizeNameInnerPadding:
		return grid
	case theme.SizeNameText:
		return sizeText
	case theme.SizeNameCaptionText:
		return sizeSmall
	case theme.SizeNameSubHeadingText:
		return sizeTitle
	case theme.SizeNameHeadingText:
		return sizeDisplay
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return grid
	case theme.SizeNameScrollBar:
		return grid
	case theme.SizeNameScrollBarSmall:
		return grid / 2
	case theme.SizeNameScrollBarRadius:
		return grid / 2
	case theme.SizeNameInputBorder, theme.SizeNameSeparatorThickness:
		return 1
	}
	return l.Theme.Size(name)
}

// faint is a colour at a given opacity.
func faint(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}
