package notify

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// toast is a notification as Windows takes it: the part that we use of its schema
// (learn.microsoft.com/uwp/schemas/tiles/toastschema). It is here, and not with
// what shows it, so that its tests run on every system.
type toast struct {
	XMLName xml.Name `xml:"toast"`
	Launch  string   `xml:"launch,attr"`
	Binding binding  `xml:"visual>binding"`
	Audio   audio    `xml:"audio"`
}

type binding struct {
	Template string   `xml:"template,attr"`
	Text     []string `xml:"text"`
}

type audio struct {
	Silent bool `xml:"silent,attr"`
}

// toastXML is the document of a note: with its words as text and nothing else, and
// without a sound, since the sound is ours. What XML cannot carry becomes U+FFFD.
func toastXML(launch string, n Note) (string, error) {
	t := toast{Launch: launch, Binding: binding{Template: "ToastGeneric"}, Audio: audio{Silent: true}}
	for _, words := range []string{n.Title, n.Text} {
		if words != "" {
			t.Binding.Text = append(t.Binding.Text, literal(words))
		}
	}
	document, err := xml.Marshal(t)
	if err != nil {
		return "", fmt.Errorf("notify: toast: %w", err)
	}
	return inPlane(string(document)), nil
}

var resource = regexp.MustCompile(`(?i)(ms-resource):`)

// literal keeps words from being looked up: those that begin with ms-resource: name
// a string of the program to Windows, and are not shown. A space of no width parts
// what would be such a name.
func literal(words string) string { return resource.ReplaceAllString(words, "${1}\u200B:") }

// inPlane writes the characters beyond the Basic Multilingual Plane, emoji among
// them, as references. Each of them is two units of UTF-16, for which go-ole counts
// one: as they are each would cut a unit off the document's end, and with it the
// closing tag.
func inPlane(document string) string {
	var b strings.Builder
	b.Grow(len(document))
	for _, r := range document {
		if r > 0xFFFF {
			fmt.Fprintf(&b, "&#x%X;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// launch is what Windows hands back when a toast is clicked on: the key, and the
// run of the program that the key is of. A toast stays in the notification centre
// when the program ends, and all copies of the program that run have one activator;
// in another run the key is another room's.
func launch(run string, key int) string { return strconv.Itoa(key) + " " + run }

// launched is the key of a toast of this run.
func launched(run, argument string) (key int, ok bool) {
	number, _, _ := strings.Cut(argument, " ")
	key, err := strconv.Atoi(number)
	if err != nil || argument != launch(run, key) {
		return 0, false
	}
	return key, true
}
