package vm

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	struck "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// parse fills the blocks; it tells whether the text can be drawn so: with each
// of its letters, and within what one message may ask for.
func (m *Markup) parse() bool {
	b := blocks{Markup: m}
	for _, s := range sections(m.Text) {
		b.base, b.source = s.from, []byte(m.Text[s.from:s.to])
		b.walk(markdown.Parse(text.NewReader(b.source)), 0, 0)
	}
	b.drop(len(m.Text), false)
	return !b.lost && len(m.Blocks) > 0 && b.count <= maxPhrases
}

// blocks turns goldmark's tree into Blocks.
type blocks struct {
	*Markup
	base   int    // where the section begins in the source
	source []byte // of the section
	done   int    // all before it is drawn, or is a mark
	ended  int    // where the last block ends
	lead   []string
	from   int // where the marks of lead begin
	count  int // of spans
	lost   bool
}

// walk takes in the blocks below n, which stand in so many quotes and lists.
func (b *blocks) walk(n ast.Node, quotes, lists int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Blockquote:
			b.walk(c, quotes+1, lists)
		case *ast.List:
			b.walk(c, quotes, lists+1)
		case *ast.ListItem:
			b.item(c)
			b.walk(c, quotes, lists)
		case *ast.FencedCodeBlock:
			b.code(c, quotes, lists)
		default:
			if lines := c.Lines(); lines.Len() > 0 {
				b.open(b.base+lines.At(0).Start, quotes, lists)
				b.inline(c, 0, "")
			}
		}
	}
}

// item keeps the mark of an entry of a list for its first line. A number is
// shown as it was typed, and not counted anew.
func (b *blocks) item(n *ast.ListItem) {
	at := max(b.done-b.base, 0)
	for at < len(b.source) && strings.IndexByte(" \t\r\n>", b.source[at]) >= 0 {
		at++
	}
	end := at
	for end < len(b.source) && !unicode.IsSpace(rune(b.source[end])) {
		end++
	}
	mark := string(b.source[at:end])
	if mark == "-" || mark == "*" {
		mark = "•"
	}
	if len(b.lead) == 0 {
		b.from = b.base + at
	}
	b.lead = append(b.lead, mark)
	b.drop(b.base+end, true)
	if !n.HasChildren() {
		b.open(b.base+end, 0, 1)
	}
}

// open begins a block whose text begins at from.
func (b *blocks) open(from, quotes, lists int) {
	begins := from
	if len(b.lead) > 0 {
		begins = b.from
	}
	block := Block{From: begins, Quotes: min(quotes, maxQuotes), Lists: min(lists, maxLists), Lead: strings.Join(b.lead, " ")}
	if len(b.Blocks) == 0 {
		block.From = 0
	} else if b.ended < begins {
		block.Above = min(max(strings.Count(b.Text[b.ended:begins], "\n")-1, 0), 2)
	}
	b.lead = nil
	b.Blocks = append(b.Blocks, block)
	b.count++
}

// code takes in a code block with its fences.
func (b *blocks) code(n *ast.FencedCodeBlock, quotes, lists int) {
	at := b.base + n.Pos()
	b.open(at, quotes, lists)
	block := &b.Blocks[len(b.Blocks)-1]
	block.Code = true
	if n.Info != nil {
		block.Label = string(n.Info.Segment.Value(b.source))
		at = b.base + n.Info.Segment.Stop
	}
	b.drop(at, true)
	lines := n.Lines()
	for i := range lines.Len() {
		s := lines.At(i)
		to := s.Stop
		if i == lines.Len()-1 && to > s.Start && b.source[to-1] == '\n' {
			to--
		}
		b.add(s.Start, to, 0, "")
	}
	rest := b.Text[b.done:]
	for line := range strings.Lines(rest) {
		if mark := strings.Trim(line, "> \t\r\n"); mark != "" {
			if closesFence(mark, mark[:1]) && (mark[0] == '`' || mark[0] == '~') {
				b.done += strings.Index(rest, mark) + len(mark)
				b.ended = b.done
			}
			break
		}
	}
}

// inline takes in the text below n.
func (b *blocks) inline(n ast.Node, style Style, link string) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.text(c, style, link)
		case *ast.CodeSpan:
			b.inline(c, style|Monospaced, link)
		case *ast.Emphasis:
			if c.Level == 1 {
				b.inline(c, style|Italic, link)
			} else {
				b.inline(c, style|Bold, link)
			}
		case *struck.Strikethrough:
			b.inline(c, style|Struck, link)
		case *ast.Link:
			b.link(c, style)
		case *ast.AutoLink:
			b.address(c, style)
		default:
			b.lost = true
		}
	}
}

// text takes in a piece of a line, and the break after it.
func (b *blocks) text(n *ast.Text, style Style, link string) {
	from, to := n.Segment.Start, n.Segment.Stop
	block := &b.Blocks[len(b.Blocks)-1]
	if block.Quotes == 0 && block.Lists == 0 && style == 0 {
		for from > 0 && b.base+from > b.done && (b.source[from-1] == ' ' || b.source[from-1] == '\t') {
			from-- // goldmark leaves out the blanks that a line begins with
		}
	}
	for i := from; i+1 < to && style&Monospaced == 0; i++ {
		if b.source[i] == '\\' && strings.IndexByte("*_`~[]", b.source[i+1]) >= 0 {
			b.add(from, i, style, link)
			from = i + 1
			i++
		}
	}
	b.add(from, to, style, link)
	if !n.SoftLineBreak() && !n.HardLineBreak() {
		return
	}
	for i := to; i < len(b.source); i++ {
		if b.source[i] == '\\' || b.source[i] == '\n' {
			b.add(i, i+1, style, link)
		}
		if b.source[i] == '\n' {
			break
		}
	}
}

// link takes in a link, or what it looks like where it may not be followed.
func (b *blocks) link(n *ast.Link, style Style) {
	end, _ := n.AttributeString(linkEnd)
	to, ok := end.(int)
	spans := len(b.Blocks[len(b.Blocks)-1].Phrases)
	if leads := leadsTo(n.Destination); leads != "" && ok && n.HasChildren() {
		b.inline(n, style, leads)
		b.drop(b.base+to, true)
	}
	if len(b.Blocks[len(b.Blocks)-1].Phrases) == spans && ok {
		b.add(n.Pos(), to, style, "")
	}
}

// address takes in a link that shows where it leads.
func (b *blocks) address(n *ast.AutoLink, style Style) {
	label := string(n.Label(b.source))
	at := strings.Index(string(b.source[max(n.Pos(), 0):]), label)
	if at < 0 {
		b.lost = true
		return
	}
	at += max(n.Pos(), 0)
	to := string(n.URL(b.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(to, "mailto:") {
		to = "mailto:" + to
	}
	b.add(at, at+len(label), style, leadsTo([]byte(to)))
}

// add appends a piece of the section.
func (b *blocks) add(from, to int, style Style, link string) {
	if from >= to {
		return
	}
	from, to = b.base+from, b.base+to
	b.lost = b.lost || from < b.done
	b.drop(from, false)
	b.done, b.ended = to, to
	block := &b.Blocks[len(b.Blocks)-1]
	if n := len(block.Phrases); n > 0 {
		if last := &block.Phrases[n-1]; last.To == from && last.Style == style && last.Link == link {
			last.To = to
			return
		}
	}
	b.count++
	block.Phrases = append(block.Phrases, Phrase{From: from, To: to, Style: style, Link: link})
}

// drop leaves out the source up to a place. What is no mark must not be letters.
func (b *blocks) drop(to int, mark bool) {
	if to <= b.done {
		return
	}
	if !mark && strings.ContainsFunc(b.Text[b.done:to], wordy) {
		b.lost = true
	}
	b.done = to
}
