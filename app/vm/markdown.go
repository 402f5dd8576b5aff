package vm

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	struck "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// address is where a bare link may lead. goldmark's own pattern knows neither
// hosts without a dot, which a LAN has, nor addresses in numbers; the marks of
// Chinese and Japanese sentences end a link as a blank does.
var address = regexp.MustCompile("^(?:(?:https?|landline)://|mailto:)[^\\s<>\"`^{}|\\\\。，、！？；：「」『』（）《》]+")

// markdown reads a section. It keeps nothing between two texts.
var markdown = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(entries{parser.NewListParser()}, 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(indented{parser.NewParagraphParser()}, 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(bounded{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(emphasis{}, 500),
		util.Prioritized(extension.NewLinkifyParser(
			extension.WithLinkifyAllowedProtocols([]string{"http:", "https:", "landline:", "mailto:"}),
			extension.WithLinkifyURLRegexp(address)), 999),
	),
)

// indented is a paragraph that may begin with blanks, as typed.
type indented struct{ parser.BlockParser }

// CanAcceptIndentedLine implements parser.BlockParser.
func (indented) CanAcceptIndentedLine() bool { return true }

// entries is a list whose first entry says something (beginsItem).
type entries struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (e entries) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if !beginsItem(string(line)) {
		return nil, parser.NoChildren
	}
	return e.BlockParser.Open(parent, reader, pc)
}

// bounded is a link that remembers where it ends in the source.
type bounded struct{ parser.InlineParser }

const linkEnd = "end"

// Trigger implements parser.InlineParser. A picture's mark is text before a link.
func (bounded) Trigger() []byte { return []byte{'[', ']'} }

// Parse implements parser.InlineParser.
func (b bounded) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	node := b.InlineParser.Parse(parent, block, pc)
	if link, ok := node.(*ast.Link); ok {
		_, at := block.Position()
		link.SetAttributeString(linkEnd, at.Start)
	}
	return node
}

// CloseBlock implements parser.CloseBlocker.
func (b bounded) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if closer, ok := b.InlineParser.(parser.CloseBlocker); ok {
		closer.CloseBlock(parent, block, pc)
	}
}

// emphasis is bold, italic and struck text. Unlike CommonMark's, its marks never
// stand within a word of ASCII: 2*3*4 is a product. Two tildes strike, one does
// not: ~5 means about five.
type emphasis struct{ strikes bool }

// Trigger implements parser.InlineParser.
func (emphasis) Trigger() []byte { return []byte{'*', '_', '~'} }

// Parse implements parser.InlineParser.
func (emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, emphasis{line[0] == '~'})
	if node == nil || node.Char == '~' && node.OriginalLength != 2 {
		return nil
	}
	after := line[node.OriginalLength:]
	node.CanOpen = node.CanOpen && !(before < utf8.RuneSelf && wordy(before))
	node.CanClose = node.CanClose && !(len(after) > 0 && after[0] < utf8.RuneSelf && wordy(rune(after[0])))
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

// IsDelimiter implements parser.DelimiterProcessor.
func (e emphasis) IsDelimiter(b byte) bool {
	if e.strikes {
		return b == '~'
	}
	return b == '*' || b == '_'
}

// CanOpenCloser implements parser.DelimiterProcessor.
func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch implements parser.DelimiterProcessor.
func (e emphasis) OnMatch(consumes int) ast.Node {
	if e.strikes {
		return struck.NewStrikethrough()
	}
	return ast.NewEmphasis(consumes)
}

// leadsTo is where a link leads as far as it may be followed; empty elsewhere.
func leadsTo(destination []byte) string {
	to := string(destination)
	for _, r := range to {
		if r <= ' ' || r == 0x7F || r == utf8.RuneError || unicode.Is(unicode.Cf, r) {
			return ""
		}
	}
	lower := strings.ToLower(to)
	for _, scheme := range []string{"http://", "https://", "landline://", "mailto:"} {
		if rest, ok := strings.CutPrefix(lower, scheme); ok && rest != "" && rest[0] != '/' {
			return to
		}
	}
	return ""
}
