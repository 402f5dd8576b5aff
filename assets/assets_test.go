package assets

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestLicencesAreComplete asks Go what the program is built from, with the window
// and without: each module's licence must be told, of the version that is built.
// Where this fails, "make licences".
func TestLicencesAreComplete(t *testing.T) {
	told := make(map[string]string)
	for _, l := range Licences() {
		told[l.Part] = l.Version
		if len(l.Text) < 200 {
			t.Errorf("of %s there is only %q", l.Part, l.Text)
		}
		if l.Kinds == "" {
			t.Errorf("%s is under no licence that is known", l.Part)
		}
	}
	for _, tags := range []string{"migrated_fynedo", "nogui"} {
		c := exec.Command("go", "list", "-deps", "-tags="+tags, "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "landline")
		c.Env = append(os.Environ(), "CGO_ENABLED=1")
		out, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Fields(string(out))
		for i := 0; i+1 < len(lines); i += 2 {
			if told[lines[i]] != lines[i+1] {
				t.Errorf("the program has %s %s, and tells the licence of version %q", lines[i], lines[i+1], told[lines[i]])
			}
		}
		if len(lines) < 20 {
			t.Errorf("with %s only %d modules were found", tags, len(lines)/2)
		}
	}
}

// TestGlyphsAreAlike looks at each symbol: they are drawn on the same units, in
// the colour of who shows them.
func TestGlyphsAreAlike(t *testing.T) {
	files, err := glyphs.ReadDir("icons")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d symbols, %v", len(files), err)
	}
	for _, f := range files {
		svg := string(Glyph(strings.TrimSuffix(f.Name(), ".svg")))
		if !strings.Contains(svg, `viewBox="0 0 24 24"`) || !strings.Contains(svg, "currentColor") || strings.Contains(svg, "#") {
			t.Errorf("%s is drawn in another way", f.Name())
		}
	}
}
