package app_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestThreatModel reads docs/threat-model.md: each test that it names is in the
// package that is named before it.
func TestThreatModel(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "threat-model.md"))
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile("`([^`]+)`")
	sources := make(map[string]string)
	named := 0
	for _, row := range strings.Split(string(page), "\n") {
		cells := strings.Split(row, "|")
		if len(cells) != 5 { // a row of three
			continue
		}
		where := ""
		for _, word := range quoted.FindAllStringSubmatch(cells[3], -1) {
			name := word[1]
			if !strings.HasPrefix(name, "Test") && !strings.HasPrefix(name, "Fuzz") {
				where = name
				continue
			}
			if sources[where] == "" {
				sources[where] = testsIn(t, where)
			}
			if named++; !strings.Contains(sources[where], "\nfunc "+name+"(") {
				t.Errorf("%s has no %s", where, name)
			}
		}
	}
	if named < 100 {
		t.Errorf("the page names %d tests: it was not understood", named)
	}
}

// testsIn is the text of a package's tests.
func testsIn(t *testing.T, where string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", where, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%q is no package with tests (%v)", where, err)
	}
	var all strings.Builder
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString("\n")
		all.Write(text)
	}
	return all.String()
}
