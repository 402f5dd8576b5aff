package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// laid is a text as its lines.
func laid(text string, width float32) []string {
	runes := []rune(text)
	var lines []string
	for _, s := range faceText.wrap(runes, width) {
		lines = append(lines, string(runes[s.start:s.end]))
	}
	return lines
}

func TestWrap(t *testing.T) {
	test.NewTempApp(t)
	em := faceText.width([]rune("m"))
	for _, test := range []struct {
		text string
		ems  float32
		want string
	}{
		{"", 10, ""},
		{"mm mm mm", 6, "mm mm|mm"},
		{"mm mm", 6, "mm mm"},
		{"m\nm", 6, "m|m"},
		{"m\n", 6, "m|"},
		{"m\n\nm", 6, "m||m"},
		{"mmmmmmmm", 3.2, "mmm|mmm|mm"},
		{"m mmmmm m", 3.4, "m|mmm|mm m"},
		{"  m", 6, "  m"},
		{"m-mm mm", 4.5, "m-mm|mm"},
	} {
		if got := strings.Join(laid(test.text, test.ems*em), "|"); got != test.want {
			t.Errorf("%q in %v ems is %q, want %q", test.text, test.ems, got, test.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("The quick brown fox\njumps", uint16(80))
	f.Add("日本語のテキスト and العربية", uint16(50))
	f.Add("👩‍👩‍👧‍👦👩‍👩‍👧‍👦 e\u0301e\u0301", uint16(1))
	f.Add("\r\n \u2028x\t", uint16(30))
	test.NewTempApp(f)
	f.Fuzz(func(t *testing.T, text string, width uint16) {
		runes := []rune(text)
		end := 0
		for _, s := range faceText.wrap(runes, float32(width)) {
			if s.start < end || s.end < s.start || s.end > len(runes) {
				t.Fatalf("line %+v of %d runes follows one that ended at %d", s, len(runes), end)
			}
			if skipped := string(runes[end:s.start]); strings.TrimSpace(skipped) != "" {
				t.Fatalf("lost %q", skipped)
			}
			end = s.end
		}
		if rest := string(runes[end:]); strings.TrimSpace(rest) != "" {
			t.Fatalf("lost %q at the end", rest)
		}
	})
}

func TestShorten(t *testing.T) {
	test.NewTempApp(t)
	style := fyne.TextStyle{}
	whole := fyne.MeasureText("Archive", sizeText, style).Width
	if got := shorten("Archive", whole, sizeText, style); got != "Archive" {
		t.Errorf("at its own width it is %q", got)
	}
	got := shorten("Archive of everything", whole, sizeText, style)
	if !strings.HasSuffix(got, "…") || fyne.MeasureText(got, sizeText, style).Width > whole+1 {
		t.Errorf("shortened to %q", got)
	}
}

func TestHeights(t *testing.T) {
	var h heights
	var plain []float32
	for i := range 3*heightBlock + 7 {
		plain = append(plain, float32(10+i%13))
		h.add(plain[i])
	}
	h.truncate(2*heightBlock + 5)
	plain = plain[:2*heightBlock+5]
	h.set(heightBlock+1, 99)
	plain[heightBlock+1] = 99
	h.drop(heightBlock)
	sum := float64(0)
	for i, height := range plain[heightBlock:] {
		ordinal := heightBlock + i
		if got := h.before(ordinal); got != sum {
			t.Fatalf("%v above line %d, want %v", got, ordinal, sum)
		}
		if at, into := h.find(sum + 1); at != ordinal || into != 1 {
			t.Fatalf("line %d and %v into it, want %d and 1", at, into, ordinal)
		}
		sum += float64(height)
	}
	if h.total() != sum {
		t.Errorf("total %v, want %v", h.total(), sum)
	}
	if at, _ := h.find(sum + 1000); at != len(plain)-1 {
		t.Errorf("beyond the end is line %d, want the last, %d", at, len(plain)-1)
	}
}
