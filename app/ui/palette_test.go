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

func TestTextCanBeRead(t *testing.T) {
	for name, p := range map[string]palette{"light": light, "dark": dark} {
		for _, pair := range []struct {
			what       string
			ink, under color.NRGBA
		}{
			{"ink on paper", p.ink, p.paper}, {"ink on side", p.ink, p.side}, {"ink on card", p.ink, p.card},
			{"ink on own", p.ink, p.own}, {"ink on alarm", p.ink, p.alarm}, {"ink on hover", p.ink, p.hover},
			{"muted on paper", p.muted, p.paper}, {"muted on side", p.muted, p.side}, {"muted on card", p.muted, p.card},
			{"muted on hover", p.muted, p.hover}, {"muted on selected", p.muted, p.selected}, {"muted on alarm", p.muted, p.alarm},
			{"accent on paper", p.accent, p.paper}, {"accent on side", p.accent, p.side}, {"accent on card", p.accent, p.card},
			{"danger on paper", p.danger, p.paper}, {"danger on card", p.danger, p.card}, {"danger on alarm", p.danger, p.alarm},
			{"on accent", p.onAccent, p.accent}, {"on danger", p.onDanger, p.danger},
		} {
			if got := contrast(pair.ink, pair.under); got < readable {
				t.Errorf("%s: %s has %.2f:1, want at least %.1f:1", name, pair.what, got, readable)
			}
		}
	}
}

func TestInitialsCanBeRead(t *testing.T) {
	for first := range 256 {
		for _, isDark := range []bool{false, true} {
			ground, ink := hue(chat.MemberID{byte(first)}, isDark)
			if got := contrast(ground, ink); got < readable {
				t.Errorf("hue %d, dark %v has %.2f:1, want at least %.1f:1", first, isDark, got, readable)
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
