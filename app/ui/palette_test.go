package ui

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"landline/netcore/chat"
)

// luminance and contrast are those of WCAG 2.2, section 1.4.3.
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

const readable = 4.5

// over is what is seen of a translucent colour on a ground.
func over(top, ground color.NRGBA) color.NRGBA {
	mix := func(t, g uint8) uint8 {
		return uint8((int(t)*int(top.A) + int(g)*(255-int(top.A)) + 127) / 255)
	}
	return color.NRGBA{R: mix(top.R, ground.R), G: mix(top.G, ground.G), B: mix(top.B, ground.B), A: 0xFF}
}

// TestTextCanBeRead takes each colour of text on each ground that it can stand
// on: plain, selected, under the pointer, pressed, and just revealed.
func TestTextCanBeRead(t *testing.T) {
	for name, p := range map[string]palette{"light": light, "dark": dark} {
		expect := func(what string, ink, under color.NRGBA) {
			t.Helper()
			if got := contrast(ink, under); got < readable {
				t.Errorf("%s: %s has %.2f:1, want at least %.1f:1", name, what, got, readable)
			}
		}
		grounds := map[string]color.NRGBA{
			"paper": p.paper, "side": p.side, "card": p.card, "own": p.own, "alarm": p.alarm, "hover": p.hover, "selected": p.selected,
		}
		inks := map[string]color.NRGBA{"ink": p.ink, "muted": p.muted, "accent": p.accent, "danger": p.danger}
		for ground, under := range grounds {
			for ink, c := range inks {
				expect(ink+" on "+ground, c, under)
			}
			for veil, c := range map[string]color.NRGBA{
				"marked": p.marked, "hovered": faint(p.ink, 0x10), "pressed": faint(p.ink, 0x1C), "revealed": faint(p.accent, glowInk),
			} {
				expect("ink on "+veil+" "+ground, p.ink, over(c, under))
			}
		}
		expect("on accent", p.onAccent, p.accent)
		expect("on danger", p.onDanger, p.danger)
	}
}

// TestEdgesCanBeSeen wants what tells a field, a box or the keyboard's place from
// its ground at the 3:1 of WCAG 2.2, success criterion 1.4.11.
func TestEdgesCanBeSeen(t *testing.T) {
	for name, p := range map[string]palette{"light": light, "dark": dark} {
		for _, ground := range []color.NRGBA{p.paper, p.side, p.card} {
			for edge, c := range map[string]color.NRGBA{"focus": p.accent, "box": p.muted} {
				if got := contrast(c, ground); got < 3 {
					t.Errorf("%s: the edge of %s has %.2f:1 on %v", name, edge, got, ground)
				}
			}
		}
	}
}

// TestInitialsCanBeRead takes every hue that a person can choose, and those of
// keys besides.
func TestInitialsCanBeRead(t *testing.T) {
	for _, isDark := range []bool{false, true} {
		for degrees := range 361 {
			if got := contrast(hueOf(float64(degrees), isDark)); got < readable {
				t.Errorf("hue %d, dark %v has %.2f:1, want at least %.1f:1", degrees, isDark, got, readable)
			}
		}
		for first := range 256 {
			if got := contrast(hue(chat.MemberID{byte(first)}, isDark)); got < readable {
				t.Errorf("key %x, dark %v has %.2f:1, want at least %.1f:1", first, isDark, got, readable)
			}
		}
	}
}

func TestThemeFollowsTheVariant(t *testing.T) {
	for variant, p := range map[fyne.ThemeVariant]palette{theme.VariantLight: light, theme.VariantDark: dark} {
		for name, want := range map[fyne.ThemeColorName]color.NRGBA{
			theme.ColorNameBackground: p.paper, theme.ColorNameForeground: p.ink, theme.ColorNamePrimary: p.accent,
			theme.ColorNameError: p.danger, colorOwn: p.own,
		} {
			if got := Theme().Color(name, variant); got != want {
				t.Errorf("%s in variant %d is %v, want %v", name, variant, got, want)
			}
		}
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Ada Lovelace": "AL", "bo": "B", "Dr. Max von Hohenfels": "DH", "李 小龙": "李小", "(:": "•", "": "•", "  éric ": "É",
	} {
		if got := initials(name); got != want {
			t.Errorf("initials of %q are %q, want %q", name, got, want)
		}
	}
}
