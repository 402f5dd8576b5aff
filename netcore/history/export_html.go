package history

import (
	"bufio"
	"fmt"
	"html"
	"time"

	"landline/netcore/chat"
)

// htmlPage writes a room as one page of HTML that loads nothing and runs
// nothing. What people wrote is in it as text only.
type htmlPage struct {
	w      *bufio.Writer
	name   string
	people *labels
	day    string
}

const htmlHead = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%[1]s</title>
<style>
:root { --paper: #FAF8F4; --card: #FFFFFF; --ink: #1E2329; --muted: #66707C; --accent: #0B7A63 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171B; --card: #1B1F25; --ink: #E7E9EC; --muted: #98A2AE; --accent: #37C5A5 }
}
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.5rem; margin: 0 0 1rem; unicode-bidi: isolate }
h2 { position: sticky; top: 0; margin: 1.5rem 0 .5rem; padding: .25rem 0; background: var(--paper);
  font-size: .875rem; font-weight: 600; color: var(--muted) }
.line { display: grid; grid-template-columns: 4.5rem 1fr; gap: 0 .75rem; padding: .25rem .5rem; border-radius: .375rem }
.line:hover, .line:target { background: var(--card) }
time { color: var(--muted); font-size: .8125rem; padding-top: .15rem; font-variant-numeric: tabular-nums }
b { color: var(--accent); font-weight: 600; unicode-bidi: isolate }
.text { grid-column: 2; white-space: pre-wrap; overflow-wrap: anywhere }
.answers { grid-column: 2; font-size: .8125rem; color: var(--muted); text-decoration: none;
  border-left: 2px solid var(--accent); padding-left: .5rem; unicode-bidi: isolate; overflow-wrap: anywhere }
.gone, small { color: var(--muted); font-style: italic }
.note { margin: 1rem 0; text-align: center; color: var(--muted); font-size: .875rem }
hr { margin: 2rem 0 0; border: 0; border-top: 1px solid var(--muted) }
@media print { h2 { position: static } }
</style>
</head>
<body>
<h1>%[1]s</h1>
`

func (p *htmlPage) begin() { fmt.Fprintf(p.w, htmlHead, escape(p.name)) }

func (p *htmlPage) life(epoch chat.Epoch, anew bool) {
	if anew {
		fmt.Fprintf(p.w, "<hr>\n<p class=\"note\">The room began anew (%s).</p>\n", epoch)
		p.day = ""
	}
}

func (p *htmlPage) missing(lines uint64) {
	fmt.Fprintf(p.w, "<p class=\"note\">%s</p>\n", missingLines(lines))
}

func (p *htmlPage) line(m chat.Message, about *chat.Message) bool {
	if !shown(m, about) {
		return false
	}
	at := m.At.Local()
	if day := at.Format("Monday, 2 January 2006"); day != p.day {
		p.day = day
		fmt.Fprintf(p.w, "<h2>%s</h2>\n", day)
	}
	if m.Act != chat.Line && m.Act != chat.Erased {
		fmt.Fprintf(p.w, "<p class=\"note\" id=\"%s\"><time datetime=\"%s\">%s</time> %s</p>\n",
			m.ID, at.Format(time.RFC3339), at.Format(time.TimeOnly), escape(p.people.sentence(m, about)))
		return true
	}
	name := escape(p.people.of(m))
	fmt.Fprintf(p.w, "<div class=\"line\" id=\"%s\"><time datetime=\"%s\">%s</time><b title=\"%s\">%s</b>%s</div>\n",
		m.ID, at.Format(time.RFC3339), at.Format(time.TimeOnly), m.From, name, p.text(m, about))
	return true
}

// text is what a line says, with what it answers before it.
func (p *htmlPage) text(m chat.Message, about *chat.Message) string {
	if m.Act == chat.Erased {
		return `<div class="text gone">` + deletedLine + `</div>`
	}
	var answers, edited string
	switch {
	case m.About.IsZero():
	case about == nil:
		answers = `<div class="answers">` + p.quote(nil) + `</div>`
	default:
		answers = `<a class="answers" dir="auto" href="#` + about.ID.String() + `">` + p.quote(about) + `</a>`
	}
	if m.Edited {
		edited = ` <small>` + editedLine + `</small>`
	}
	return answers + `<div class="text" dir="auto">` + escape(m.Text) + edited + `</div>`
}

func (p *htmlPage) quote(line *chat.Message) string { return escape(p.people.quote(line)) }

func (p *htmlPage) end() { _, _ = p.w.WriteString("</body>\n</html>\n") }

// escape makes text of what people wrote.
func escape(s string) string { return html.EscapeString(harmless(s)) }
