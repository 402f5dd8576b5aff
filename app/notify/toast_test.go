package notify

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// hostile is what people might call themselves, or say.
var hostile = []string{
	"plain", "]]>", "<![CDATA[x]]>", "</text><text>more", "</text></binding></visual><actions/>", "<audio src='ms-winsoundevent:Notification.Looping.Alarm'/>",
	`" launch="2`, `' launch='2`, "a & b &amp; &lt; &#60; &undefined;", "<!DOCTYPE toast [<!ENTITY e SYSTEM 'file:///c:/x'>]>&e;", "<!-- ", "-->", "<?xml version='1.1'?>",
	"a\x00b\x01\x1b\x7f\u0085", "tab\tline\nreturn\r\n", "\uFFFE\uFFFF", "\xed\xa0\x80 \xed\xb0\x80", "\xff\xc0\x80<\xf5", "\u202Eright\u202C to \u2067left\u2069 \u200F",
	"😀 👩‍👩‍👧 🏴", strings.Repeat("😀", maxText), "\U0010FFFF\U0001FFFE", "{binding}", "$(calc) `calc` %COMSPEC%",
	"ms-resource:Name", " MS-Resource:ms-resource:/Files/x", "mſ-reſource:x",
}

// carried is what is to come back of words: themselves, with U+FFFD for what is no
// character of XML 1.0 (section 2.2), or no character at all.
func carried(words string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 {
			return r
		}
		return utf8.RuneError
	}, words)
}

// decoded is a document's elements with their attributes, and the texts.
func decoded(t *testing.T, document string) (shape string, texts []string) {
	t.Helper()
	var b strings.Builder
	in := ""
	for d := xml.NewDecoder(strings.NewReader(document)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String(), texts
		}
		if err != nil {
			t.Fatalf("%v in %q", err, document)
		}
		switch token := token.(type) {
		case xml.StartElement:
			in = token.Name.Local
			b.WriteString("<" + in)
			for _, a := range token.Attr {
				b.WriteString(" " + a.Name.Local + "=" + a.Value)
			}
			if in == "text" {
				texts = append(texts, "")
			}
		case xml.EndElement:
			in = ""
			b.WriteString(">")
		case xml.CharData:
			if in != "text" {
				t.Fatalf("%q stands outside of the texts of %q", token, document)
			}
			texts[len(texts)-1] += string(token)
		default:
			t.Fatalf("%T in %q", token, document)
		}
	}
}

// holds is that a toast has the form of every toast, and these words in it.
func holds(t *testing.T, title, text string) {
	t.Helper()
	document, err := toastXML(launch("run", 7), Note{Title: title, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	shape, texts := decoded(t, document)
	var want []string
	for _, words := range []string{title, text} {
		if words != "" {
			want = append(want, strings.ReplaceAll(carried(words), "\u200B", ""))
		}
	}
	if frame := "<toast launch=7 run<visual<binding template=ToastGeneric" + strings.Repeat("<text>", len(want)) + ">><audio silent=true>>"; shape != frame {
		t.Errorf("of %q and %q comes %s", title, text, shape)
	}
	for i, words := range texts {
		if resource.MatchString(words) {
			t.Errorf("%q is looked up", words)
		}
		texts[i] = strings.ReplaceAll(words, "\u200B", "")
	}
	if !slices.Equal(texts, want) {
		t.Errorf("of %q comes %q", want, texts)
	}
	if runes, units := utf8.RuneCountInString(document), len(utf16.Encode([]rune(document))); runes != units {
		t.Errorf("%d of %d units would be handed over of %q", runes, units, document)
	}
}

// TestToastIsWords shows words that want to be more than that.
func TestToastIsWords(t *testing.T) {
	for _, words := range hostile {
		holds(t, words, words)
		holds(t, words, "")
	}
	holds(t, "", "")
}

func FuzzToast(f *testing.F) {
	for i, words := range hostile {
		f.Add(words, hostile[len(hostile)-1-i])
	}
	f.Fuzz(func(t *testing.T, title, text string) { holds(t, title, text) })
}

// TestLaunched clicks on toasts of this run, of others, and of nobody.
func TestLaunched(t *testing.T) {
	for _, key := range []int{0, 1, 1 << 30, -1} {
		if got, ok := launched("run", launch("run", key)); got != key || !ok {
			t.Errorf("of %d comes %d, %t", key, got, ok)
		}
	}
	for _, argument := range []string{
		"", "7", "7 ", " run", "7 other", "+7 run", "07 run", "7 run ", " 7 run", "7  run", "0x7 run", "7run", "run 7", "99999999999999999999 run", "7 run 8", "7\x00 run",
	} {
		if key, ok := launched("run", argument); ok {
			t.Errorf("%q is a click on %d", argument, key)
		}
	}
}
