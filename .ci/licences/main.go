// Command licences writes assets/licences.txt: the licence of everything that
// the program contains, on any system, with the window or without. It reads them
// where Go keeps the modules that it built the program from. Run it from the
// module's root; "make licences" does.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// out is the file that is written; assets.Licences reads it.
const out = "assets/licences.txt"

// module is a part of the program with licences of its own.
type module struct{ path, version, dir string }

func main() {
	log.SetFlags(0)
	modules, err := built()
	if err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer
	for _, m := range modules {
		text, err := m.licences()
		if err != nil {
			log.Fatal(err)
		}
		if text == "" {
			log.Fatalf("licences: %s has none in %s", m.path, m.dir)
		}
		fmt.Fprintf(&file, "\f%s\t%s\t%s\n%s\n", m.path, m.version, kinds(text), text)
	}
	if err := os.WriteFile(out, file.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %d parts, %d bytes\n", out, len(modules), file.Len())
}

// built are the modules that the program contains, on any system, with Go itself
// first and the fonts among our assets last.
func built() ([]module, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("licences: go env: %w", err)
	}
	all := []module{{"Go", strings.TrimPrefix(runtime.Version(), "go"), strings.TrimSpace(string(root))}}
	found := make(map[string]module)
	for _, system := range []string{"linux", "windows", "darwin", "freebsd"} {
		for _, tags := range []string{"migrated_fynedo", "nogui"} {
			if err := list(found, system, tags); err != nil {
				return nil, err
			}
		}
	}
	rest := make([]module, 0, len(found))
	for _, m := range found {
		rest = append(rest, m)
	}
	slices.SortFunc(rest, func(a, b module) int { return cmp.Compare(a.path, b.path) })
	return append(append(all, rest...), fonts()...), nil
}

// list adds what the program contains on one system.
func list(found map[string]module, system, tags string) error {
	c := exec.Command("go", "list", "-deps", "-tags="+tags, "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", ".")
	c.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1")
	c.Stderr = os.Stderr
	lines, err := c.Output()
	if err != nil {
		return fmt.Errorf("licences: go list for %s: %w", system, err)
	}
	for s := bufio.NewScanner(bytes.NewReader(lines)); s.Scan(); {
		if part := strings.Split(s.Text(), "\t"); len(part) == 3 {
			found[part[0]] = module{part[0], part[1], part[2]}
		}
	}
	return nil
}

// fonts are those that we ship ourselves, each in a folder with its licence.
func fonts() (all []module) {
	folders, err := os.ReadDir("assets/fonts")
	if err != nil {
		return nil // there are none
	}
	for _, f := range folders {
		if f.IsDir() {
			all = append(all, module{path: "Font " + f.Name(), dir: path.Join("assets/fonts", f.Name())})
		}
	}
	return all
}

var isLicence = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense|ofl)[^/]*$`)

// licences are the texts of a module, each once, the module's own first. Those
// of what lies in it as files, such as fonts, are told apart by their names.
func (m module) licences() (string, error) {
	var texts []string
	err := filepath.WalkDir(m.dir, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || m.path == "Go" && name != m.dir):
			return fs.SkipDir
		case entry.IsDir() || !isLicence.MatchString(entry.Name()) || filepath.Ext(name) == ".go":
			return nil
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		text := strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\f", "", "\t", "    ").Replace(string(content)))
		if below, err := filepath.Rel(m.dir, name); err == nil && filepath.Dir(below) != "." {
			text = "[" + filepath.ToSlash(below) + "]\n\n" + text
		}
		if !slices.ContainsFunc(texts, func(t string) bool { return strings.HasSuffix(t, text) }) {
			texts = append(texts, text)
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("licences: %s: %w", m.path, err)
	}
	slices.SortStableFunc(texts, func(a, b string) int {
		return cmp.Compare(strings.Index(a[:1], "["), strings.Index(b[:1], "["))
	})
	return strings.Join(texts, "\n\n"), nil
}

// kinds names the usual licences that a text has in it.
func kinds(text string) string {
	words := strings.Join(strings.Fields(text), " ")
	var names []string
	for _, k := range []struct{ sign, name string }{
		{"Apache License Version 2.0", "Apache-2.0"},
		{"Mozilla Public License Version 2.0", "MPL-2.0"},
		{"Mozilla Public License, version 2.0", "MPL-2.0"},
		{"Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated", "MIT"},
		{"distribute this software for any purpose with or without fee", "ISC"},
		{"Neither the name of", "BSD-3-Clause"},
		{"SIL OPEN FONT LICENSE Version 1.1", "OFL-1.1"},
		{"This software is provided 'as-is', without any express or implied warranty", "Zlib"},
		{"Creative Commons Attribution 4.0", "CC-BY-4.0"},
		{"Bitstream Vera", "Bitstream-Vera"},
		{"public domain", "public domain"},
	} {
		if strings.Contains(words, k.sign) && !slices.Contains(names, k.name) {
			names = append(names, k.name)
		}
	}
	if strings.Contains(words, "Redistribution and use in source and binary forms") && !slices.Contains(names, "BSD-3-Clause") {
		names = append(names, "BSD-2-Clause")
	}
	return strings.Join(names, ", ")
}
