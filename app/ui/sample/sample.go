// Package sample has lines as people write them, for benchmarks, tests and
// pictures of the window.
package sample

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed scripts.txt
var scripts string

// Scripts is one line for each script that people on a network write, emoji
// last.
func Scripts() []string { return strings.Split(strings.TrimSpace(scripts), "\n") }

var mixed = []string{
	"ok",
	"Is the projector free at ten?",
	"It is, but the **cable** is in the _other_ room, ~~second~~ third drawer.",
	"See https://wiki.lab.example/projector#cables or ask @Ada, she has the key.",
	"👍",
	"プリンターの紙がなくなりました。**二階**の棚に予備があります。",
	"Run `make bench` first, then\n```sh\nmake bench-window\ngrep -n frame bench.txt | sort -k2\n```",
	"> Is the projector free at ten?\nYes, until noon 🎉",
	"هل جهاز العرض متاح في الساعة 10:30؟ أحضروا كابل **HDMI** من فضلكم!",
	"For tomorrow:\n- two cables\n- the *long* table\n- coffee ☕\n  - and milk",
	strings.Repeat("and so it goes on, ", 12) + "until somebody stops it.",
	"הכבל של המקרן נמצא במגירה השלישית (ליד USB), **תודה**!",
	"1. open the lid\n2. wait for the green light\n3. say so [here](https://lab.example/status)",
	"今天下午三点在二楼会议室开会，请带上**投影仪**的电线。",
	"❤️🎉",
	"क्या प्रोजेक्टर दस बजे **खाली** है? कृपया केबल ले आइए।",
}

// Mixed is line i of a long conversation in which all kinds of lines come.
func Mixed(i int) string {
	text := mixed[i%len(mixed)]
	if i%3 == 0 && len(text) > 30 {
		text = fmt.Sprintf("(%d) %s", i, text)
	}
	return text
}
