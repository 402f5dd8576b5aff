package app_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// A layer says what the packages below one path of this module may not
// import, be it directly or through other packages of this module.
type layer struct {
	path   string   // the package and everything below it
	never  []string // import paths, each with everything below it
	except []string // of never, what is allowed all the same
}

var layers = []layer{
	{path: "landline/netcore", never: []string{"fyne.io", "landline/app"}},
	{path: "landline/netcore/chat", never: []string{"net", "os", "sync", "context", "landline"}},
	{path: "landline/netcore/history", never: []string{"net", "landline"}, except: []string{"net/url", "landline/netcore/chat"}},
	{path: "landline/app/vm", never: []string{"fyne.io", "net", "landline/netcore"}, except: []string{"landline/netcore/chat"}},
	{path: "landline/app/ui", never: []string{"fyne.io/fyne/v2/app", "landline/netcore"}, except: []string{"landline/netcore/chat"}},
}

// handover is the one file that may name fyne.Do: it opens the window and hands
// the function to the feed (app/feed.go), which alone crosses to the UI thread
// and knows no Fyne itself.
const handover = "app/desktop/window.go"

// below tells whether an import path is one of roots or stands below one.
func below(importPath string, roots ...string) bool {
	return slices.ContainsFunc(roots, func(root string) bool {
		return importPath == root || strings.HasPrefix(importPath, root+"/")
	})
}

// A module is what the rules look at: the imports of each package, tests and
// test data left out, whatever the build constraints.
type module struct {
	imports   map[string][]string // by import path, sorted
	crossings []string            // "file:line" of each use of fyne.Do or fyne.DoAndWait
}

// readModule parses the Go files of the module landline in root.
func readModule(root fs.FS) (module, error) {
	found := map[string]map[string]bool{}
	var m module
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		source, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		pkg := path.Join("landline", path.Dir(name))
		if found[pkg] == nil {
			found[pkg] = map[string]bool{}
		}
		for _, spec := range file.Imports {
			found[pkg][importPath(spec)] = true
		}
		for _, pos := range crossings(file) {
			m.crossings = append(m.crossings, fmt.Sprintf("%s:%d", name, files.Position(pos).Line))
		}
		return nil
	})
	m.imports = map[string][]string{}
	for pkg, set := range found {
		m.imports[pkg] = slices.Sorted(maps.Keys(set))
	}
	return m, err
}

// importPath returns the path of an import as the parser accepted it.
func importPath(spec *ast.ImportSpec) string {
	unquoted, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		panic(err)
	}
	return unquoted
}

// crossings returns where file names fyne.Do or fyne.DoAndWait, called or not,
// under whatever name it imports Fyne.
func crossings(file *ast.File) []token.Pos {
	fyne := ""
	for _, spec := range file.Imports {
		if importPath(spec) != "fyne.io/fyne/v2" {
			continue
		}
		if fyne = "fyne"; spec.Name != nil {
			fyne = spec.Name.Name
		}
	}
	var at []token.Pos
	ast.Inspect(file, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok || selector.Sel.Name != "Do" && selector.Sel.Name != "DoAndWait" {
			return true
		}
		if pkg, ok := selector.X.(*ast.Ident); ok && fyne != "" && pkg.Name == fyne {
			at = append(at, selector.Pos())
		}
		return true
	})
	return at
}

// violations returns one sentence for each broken rule, sorted.
func (m module) violations() []string {
	var broken []string
	for _, layer := range layers {
		for pkg := range m.imports {
			if below(pkg, layer.path) {
				broken = append(broken, m.forbidden(layer, []string{pkg}, map[string]bool{})...)
			}
		}
	}
	for _, at := range m.crossings {
		if file, _, _ := strings.Cut(at, ":"); file != handover {
			broken = append(broken, at+" crosses to the UI thread past the feed")
		}
	}
	slices.Sort(broken)
	return broken
}

// forbidden follows the imports of the last package in trail through this
// module and returns each way to something the layer must not import.
func (m module) forbidden(l layer, trail []string, seen map[string]bool) []string {
	var broken []string
	for _, imported := range m.imports[trail[len(trail)-1]] {
		way := append(slices.Clone(trail), imported)
		if below(imported, l.never...) && !below(imported, l.except...) {
			broken = append(broken, strings.Join(way, " imports "))
			continue
		}
		if m.imports[imported] != nil && !seen[imported] {
			seen[imported] = true
			broken = append(broken, m.forbidden(l, way, seen)...)
		}
	}
	return broken
}

func TestLayers(t *testing.T) {
	m, err := readModule(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, layer := range layers {
		if m.imports[layer.path] == nil {
			t.Errorf("the rule for %s guards nothing: there is no such package", layer.path)
		}
	}
	for _, broken := range m.violations() {
		t.Error(broken)
	}
}

func TestLayersAreNoticedWhenBroken(t *testing.T) {
	const fyneDo = "package p\nimport \"fyne.io/fyne/v2\"\nfunc f() { fyne.Do(nil) }\n"
	importing := func(paths ...string) string {
		return "package p\nimport (\n_ \"" + strings.Join(paths, "\"\n_ \"") + "\"\n)\n"
	}
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"nothing wrong", map[string]string{
			"netcore/host.go":          importing("net", "landline/netcore/chat", "landline/netcore/wire"),
			"netcore/wire/frame.go":    importing("io"),
			"netcore/chat/room.go":     importing("time", "unicode/utf8"),
			"app/vm/screen.go":         importing("landline/netcore/chat"),
			"app/ui/window.go":         importing("fyne.io/fyne/v2", "landline/app/vm", "landline/netcore/chat"),
			"app/session.go":           importing("landline/netcore", "landline/app/vm"),
			"app/desktop/window.go":    "package p\nimport \"fyne.io/fyne/v2\"\nvar post = fyne.Do\n",
			"app/ui/window_test.go":    importing("landline/netcore", "fyne.io/fyne/v2/app"),
			"netcore/testdata/odd.go":  importing("fyne.io/fyne/v2"),
			"app/vm/network/banner.go": importing("strings"),
		}, nil},
		{"network to window", map[string]string{"netcore/discover/beacon.go": importing("fyne.io/fyne/v2")},
			[]string{"landline/netcore/discover imports fyne.io/fyne/v2"}},
		{"network to program", map[string]string{"netcore/host.go": importing("landline/app/vm")},
			[]string{"landline/netcore imports landline/app/vm"}},
		{"behind a build constraint", map[string]string{"netcore/host_plan9.go": "//go:build never\n\n" + importing("fyne.io/fyne/v2")},
			[]string{"landline/netcore imports fyne.io/fyne/v2"}},
		{"rules with a lock and an address", map[string]string{"netcore/chat/room.go": importing("net/netip", "sync/atomic")},
			[]string{"landline/netcore/chat imports net/netip", "landline/netcore/chat imports sync/atomic"}},
		{"rules to bytes", map[string]string{"netcore/chat/room.go": importing("landline/netcore/wire")},
			[]string{"landline/netcore/chat imports landline/netcore/wire"}},
		{"view-model to session", map[string]string{
			"app/vm/screen.go": importing("landline/app"), "app/session.go": importing("landline/netcore")},
			[]string{"landline/app/vm imports landline/app imports landline/netcore"}},
		{"widget to driver", map[string]string{"app/ui/window.go": importing("fyne.io/fyne/v2/app")},
			[]string{"landline/app/ui imports fyne.io/fyne/v2/app"}},
		{"past the feed", map[string]string{"app/session.go": fyneDo},
			[]string{"app/session.go:3 crosses to the UI thread past the feed"}},
		{"past the feed, renamed and not called", map[string]string{
			"app/ui/window.go": "package p\nimport f \"fyne.io/fyne/v2\"\nvar post = f.DoAndWait\n"},
			[]string{"app/ui/window.go:3 crosses to the UI thread past the feed"}},
		{"another Do", map[string]string{
			"app/ui/window.go": "package p\nimport \"sync\"\nvar once sync.Once\nfunc f() { once.Do(nil) }\n"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := fstest.MapFS{}
			for name, source := range test.files {
				tree[name] = &fstest.MapFile{Data: []byte(source)}
			}
			m, err := readModule(tree)
			if err != nil {
				t.Fatal(err)
			}
			if got := m.violations(); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// A server without a screen gets a program without a window: nothing that
// "-tags nogui" builds may come from Fyne, through whatever library.
func TestLayersWithoutWindow(t *testing.T) {
	list := exec.CommandContext(t.Context(), "go", "list", "-e", "-tags=nogui", "-deps", "landline")
	list.Env = append(os.Environ(), "CGO_ENABLED=0")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	dependencies := strings.Fields(string(out))
	if !slices.Contains(dependencies, "landline/netcore") {
		t.Errorf("the program without a window has %d packages and no network among them", len(dependencies))
	}
	for _, dependency := range dependencies {
		if below(dependency, "fyne.io", "github.com/go-gl") {
			t.Errorf("the program without a window has %s in it", dependency)
		}
	}
}
