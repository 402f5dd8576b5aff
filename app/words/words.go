// Package words says the program's sentences in the person's language.
//
// A sentence is written in English where it is needed, and that English is its
// key in the catalogues:
//
//	words.T("Leave “%s”?", room.Name())
//	words.N("%d line", "%d lines", n, n)
//
// The catalogues are JSON as go-i18n reads it, one file for each language. A
// translation may say its arguments in another order (“%[2]s”). A sentence that
// a catalogue lacks is said in English; a test keeps them complete.
//
// Fyne's own package lang is made of the same parts, but takes its language from
// the system alone and never changes it while the program runs.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"sync/atomic"

	"github.com/go-playground/locales"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Language is a language that Landline speaks, as a BCP 47 tag.
type Language string

// The languages.
const (
	English    Language = "en"
	German     Language = "de"
	Spanish    Language = "es"
	French     Language = "fr"
	Portuguese Language = "pt"
	Japanese   Language = "ja"
	Chinese    Language = "zh-Hans"
	Arabic     Language = "ar"
)

// All lists the languages, English first.
var All = []Language{English, German, Spanish, French, Portuguese, Japanese, Chinese, Arabic}

// Name is what a language calls itself.
func (l Language) Name() string {
	switch l {
	case German:
		return "Deutsch"
	case Spanish:
		return "Español"
	case French:
		return "Français"
	case Portuguese:
		return "Português"
	case Japanese:
		return "日本語"
	case Chinese:
		return "简体中文"
	case Arabic:
		return "العربية"
	}
	return "English"
}

// RightToLeft tells whether the language is written from right to left.
func (l Language) RightToLeft() bool { return l == Arabic }

// Catalogues has one file for each language but English.
//
//go:embed catalogs
var Catalogues embed.FS

// tongue is a language with its sentences.
type tongue struct {
	Language
	said    map[string]string
	plurals *i18n.Localizer
	customs locales.Translator
}

var now atomic.Pointer[tongue]

func init() { now.Store(open(English)) }

// Use says everything in this language from now on. What was said already stays
// as it is: who shows it asks again.
func Use(l Language) { now.Store(open(l)) }

// Current is the language that Use chose last; English at first.
func Current() Language { return now.Load().Language }

// Match is the first of wanted, BCP 47 tags in the order in which a person
// prefers them, that Landline speaks; English where it speaks none.
func Match(wanted ...string) Language {
	tags := make([]language.Tag, len(All))
	for i, l := range All {
		tags[i] = language.Make(string(l))
	}
	asked := make([]language.Tag, 0, len(wanted))
	for _, w := range wanted {
		if tag, err := language.Parse(w); err == nil {
			asked = append(asked, tag)
		}
	}
	if len(asked) == 0 {
		return English
	}
	_, i, confidence := language.NewMatcher(tags).Match(asked...)
	if confidence == language.No {
		return English
	}
	return All[i]
}

// T is the sentence in the current language, with its arguments as in
// fmt.Sprintf. Numbers among them are written as they are; Number groups them.
func T(english string, args ...any) string {
	said, ok := now.Load().said[english]
	if !ok {
		said = english
	}
	if len(args) == 0 {
		return said
	}
	return fmt.Sprintf(said, args...)
}

// N is the sentence for n things: one, or other, in English; the plural form
// that the language has for n elsewhere. The key is that of the other form.
func N(one, other string, n int, args ...any) string {
	said, err := now.Load().plurals.Localize(&i18n.LocalizeConfig{
		DefaultMessage: &i18n.Message{
			ID: other, One: one, Other: other,
			LeftDelim: "\x00", RightDelim: "\x00", // the sentences are no templates
		},
		PluralCount: n,
	})
	if err != nil && said == "" {
		said = other
	}
	if !strings.Contains(said, "%") { // a form for one or for two may leave the number out
		return said
	}
	return fmt.Sprintf(said, args...)
}

// open reads a language. Its file is part of the program: one that cannot be
// read is a fault of the program, which the tests find.
func open(l Language) *tongue {
	t := &tongue{Language: l, said: map[string]string{}, customs: l.customs()}
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	t.plurals = i18n.NewLocalizer(bundle, string(l))
	name := path.Join("catalogs", strings.ToLower(string(l))+".json")
	content, err := Catalogues.ReadFile(name)
	if err != nil {
		return t
	}
	file, err := bundle.ParseMessageFileBytes(content, string(l)+".json")
	if err != nil {
		panic("words: " + name + ": " + err.Error())
	}
	for _, m := range file.Messages {
		t.said[m.ID] = m.Other
	}
	return t
}

// Key marks a sentence that T says later.
func Key(english string) string { return english }

// List puts things behind each other as the language does: Bo, Cleo, Dee.
func List(things []string) string {
	// Stands between the things of a list.
	return strings.Join(things, T(", "))
}
