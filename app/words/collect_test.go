package words_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"landline/app/words"
)

// said is one sentence as the program's source has it.
type said struct {
	one, other string // one is empty where there is no plural
	at         string
}

// collect reads every sentence of the program out of its source: what stands in
// the calls of T, N and Key. A call without a literal sentence is a fault, since
// nobody could translate it; T alone may say what Key marked.
func collect(t *testing.T) map[string]said {
	t.Helper()
	found := make(map[string]said)
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		inside := file.Name.Name == "words"
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			word := called(call.Fun, inside)
			at := files.Position(call.Pos()).String()
			switch word {
			case "T", "Key":
				if english, ok := literal(call.Args[0]); ok {
					keep(t, found, said{other: english, at: at})
				} else if word == "Key" {
					t.Errorf("%s: Key marks no literal sentence", at)
				}
			case "N":
				one, ok1 := literal(call.Args[0])
				other, ok2 := literal(call.Args[1])
				if !ok1 || !ok2 {
					t.Errorf("%s: N says no literal sentences", at)
					break
				}
				keep(t, found, said{one, other, at})
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// called is which of this package's functions is called; empty for others.
func called(f ast.Expr, inside bool) string {
	switch f := f.(type) {
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok && x.Name == "words" {
			return f.Sel.Name
		}
	case *ast.Ident:
		if inside {
			return f.Name
		}
	}
	return ""
}

// literal is the text of a string, also of one written in several parts.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		left, ok1 := literal(e.X)
		right, ok2 := literal(e.Y)
		return left + right, ok1 && ok2 && e.Op == token.ADD
	}
	return "", false
}

func keep(t *testing.T, found map[string]said, s said) {
	if before, ok := found[s.other]; ok && before.one != s.one {
		t.Errorf("%s: %q is said with a plural and without one, or with two: also at %s", s.at, s.other, before.at)
	}
	found[s.other] = s
}

// catalogue is a language's file: a sentence, or its plural forms.
func catalogue(t *testing.T, l words.Language) map[string]map[string]string {
	t.Helper()
	content, err := words.Catalogues.ReadFile("catalogs/" + strings.ToLower(string(l)) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(content, &raw); err != nil {
		t.Fatalf("%s: %v", l, err)
	}
	list := make(map[string]map[string]string, len(raw))
	for key, value := range raw {
		var one string
		forms := map[string]string{}
		if json.Unmarshal(value, &one) == nil {
			forms[""] = one
		} else if err := json.Unmarshal(value, &forms); err != nil {
			t.Errorf("%s: %q is neither a sentence nor its plural forms", l, key)
		}
		list[key] = forms
	}
	return list
}

// forms are the plural forms of whole numbers that a language has (CLDR).
var forms = map[words.Language][]string{
	words.German: {"one", "other"}, words.Spanish: {"many", "one", "other"}, words.French: {"many", "one", "other"},
	words.Portuguese: {"many", "one", "other"}, words.Japanese: {"other"}, words.Chinese: {"other"},
	words.Arabic: {"few", "many", "one", "other", "two", "zero"},
}

// TestComplete compares every language with what the program says: the same
// sentences, no more and no fewer, with the same arguments.
func TestComplete(t *testing.T) {
	sentences := collect(t)
	if len(sentences) < 300 {
		t.Fatalf("only %d sentences were found in the source", len(sentences))
	}
	for _, l := range words.All[1:] {
		list := catalogue(t, l)
		for _, key := range slices.Sorted(maps.Keys(sentences)) {
			s, forms := sentences[key], formsOf(l, sentences[key])
			told := list[key]
			if told == nil {
				t.Errorf("%s: %q is not translated (%s)", l, key, s.at)
				continue
			}
			if got := slices.Sorted(maps.Keys(told)); !slices.Equal(got, forms) {
				t.Errorf("%s: %q has the forms %q, want %q", l, key, got, forms)
			}
			for form, text := range told {
				if !sameArguments(s, text, form) {
					t.Errorf("%s: %q has other arguments: %q", l, key, text)
				}
			}
		}
		for key := range list {
			if _, ok := sentences[key]; !ok {
				t.Errorf("%s: nothing says %q", l, key)
			}
		}
	}
}

func formsOf(l words.Language, s said) []string {
	if s.one == "" {
		return []string{""}
	}
	return forms[l]
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([+#.\d]*[a-zA-Z%])`)

// arguments are the verbs of a sentence, by the number of their argument.
func arguments(text string) map[int]string {
	list, next := map[int]string{}, 1
	for _, m := range verb.FindAllStringSubmatch(text, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		list[next] = m[2]
		next++
	}
	return list
}

// sameArguments tells whether a translation takes what the English takes. A form
// for one, two or none may leave the number out, and then names the others by
// their places.
func sameArguments(s said, text, form string) bool {
	want, got := arguments(s.other), arguments(text)
	if maps.Equal(want, got) {
		return true
	}
	if form != "one" && form != "two" && form != "zero" {
		return false
	}
	for i, v := range got {
		if want[i] != v {
			return false
		}
	}
	return len(got) == 0 || strings.Contains(text, "%[")
}

// TestCollection writes the sentences to the file that LANDLINE_SENTENCES names,
// for whoever translates: key, and the form for one where there is a plural.
func TestCollection(t *testing.T) {
	name := os.Getenv("LANDLINE_SENTENCES")
	if name == "" {
		t.Skip("LANDLINE_SENTENCES names no file")
	}
	list := make(map[string]string)
	for key, s := range collect(t) {
		list[key] = s.one
	}
	content, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
