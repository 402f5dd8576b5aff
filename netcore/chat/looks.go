package chat

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// Looks is what two names have in common that a reader may take for one
// another: whoever shows names tells the bearers of such names apart, by their
// tags. Beyond what NameKey does it leaves accents, vowel signs of several scripts
// and what is not drawn out, and has letters, digits and marks that look alike
// count as one: А of Cyrillic and A of Latin, 0 and o, 1 and l and I, rn and m. Of
// a name that is written in both directions the order does not count.
//
// It follows Unicode Technical Standard 39, section 4, with a table of our own,
// which is coarser where people are called so and silent where they are not:
// two names that count as one wrongly cost a tag, the other way round costs
// more. The table grows: what this returns is for comparing within one run of
// the program, and not for keeping.
func Looks(name string) string { return inNoOrder(LooksInOrder(name)) }

// LooksInOrder is Looks for words of a text, whose order counts always.
func LooksInOrder(name string) string {
	var b strings.Builder
	name = strings.ToValidUTF8(name, "\uFFFD") // what stands beside a stray byte would not be decomposed
	var base rune                              // as it was written here
	for _, r := range norm.NFKD.String(lunate.Replace(name)) {
		var looks string
		switch {
		case r < unicode.MaxASCII:
			looks = looksASCII(unicode.ToLower(r))
		case joins(r), undrawn(r), ignorable(r):
		case !unicode.Is(unicode.Mn, r):
			looks = looksOf(r)
		case marks(r, base):
			b.WriteRune(r)
			continue
		}
		if looks != "" {
			b.WriteString(looks)
			base, _ = utf8.DecodeLastRuneInString(looks)
		}
	}
	looks := strings.Join(strings.Fields(b.String()), " ")
	return cmp.Or(looks, NameKey(name))
}

// marks tells whether a mark of no width makes another letter of its base. One of
// another script does not, and few typefaces draw it there: names would be parted
// that are the same on the screen.
func marks(mark, base rune) bool {
	for _, script := range markedScripts {
		if unicode.Is(script, mark) {
			return unicode.Is(script, base)
		}
	}
	return false
}

// markedScripts are those in which people write names, today, and need such marks
// for it. Hebrew is none: its points are written or left out as the writer likes.
var markedScripts = []*unicode.RangeTable{
	unicode.Devanagari, unicode.Thai, unicode.Bengali, unicode.Tamil, unicode.Telugu, unicode.Gujarati, unicode.Gurmukhi,
	unicode.Kannada, unicode.Malayalam, unicode.Oriya, unicode.Sinhala, unicode.Lao, unicode.Myanmar, unicode.Khmer,
	unicode.Tibetan, unicode.Thaana, unicode.Syriac, unicode.Nko, unicode.Javanese, unicode.Balinese, unicode.Sundanese,
	unicode.Tai_Tham, unicode.Tai_Viet, unicode.Meetei_Mayek, unicode.Ol_Chiki, unicode.Lepcha, unicode.Limbu,
	unicode.Chakma, unicode.Adlam, unicode.Hanifi_Rohingya,
}

// inNoOrder has the words of a name in an order of our own where it is written in
// both directions: which stands first on the screen depends on what stands around
// the name, and “David דוד” may be drawn as “דוד David” is. The bidirectional skeleton
// of Unicode Technical Standard 39, section 4, is finer, for one direction of the
// line, but names are read in lines of either.
func inNoOrder(looks string) string {
	if !strings.ContainsFunc(looks, leftward) {
		return looks
	}
	var words []string
	last, all := blank, blank
	for _, r := range looks {
		before := last
		if !unicode.IsMark(r) || last == blank {
			last = sideOf(r)
		}
		all |= last
		switch last {
		case blank:
		case before:
			words[len(words)-1] += string(r)
		default:
			words = append(words, string(r))
		}
	}
	if all == fromRight {
		return looks
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// side is from where a letter is written; sets of sides are sums of them.
type side int

const (
	blank    side = 0
	fromLeft side = 1 << (iota - 1)
	fromRight
	fromEither // a sign
)

func sideOf(r rune) side {
	switch {
	case unicode.IsSpace(r):
		return blank
	case leftward(r):
		return fromRight
	case unicode.In(r, unicode.L, unicode.M, unicode.N):
		return fromLeft
	}
	return fromEither
}

// leftward tells the letters that are written from right to left (Unicode Standard
// Annex 9).
func leftward(r rune) bool {
	const hebrew = '\u0590' // begins here, and nothing before it is written so
	if r < hebrew {
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

// LooksTagged tells whether a reader could take a part of the name for the tag by
// which whoever shows names tells two bearers apart: it has the sign that begins
// one, or one that looks like it. The bearer of such a name is told apart always,
// or somebody else's tag could be made up.
func LooksTagged(name string) bool {
	signs := []rune(norm.NFKD.String(name))
	for i, r := range signs {
		switch r {
		case '#', '\u266F', '\u2317', '\u22D5', '\u29E3', '\u2D4C': // ♯ ⌗ ⋕ ⧣ ⵌ
			return true
		case '\u4E95': // 井 is in many names, but no digit or Latin letter follows it there
			rest := strings.TrimLeftFunc(string(signs[i+1:]), func(r rune) bool { return unicode.IsSpace(r) || joins(r) })
			if next, _ := utf8.DecodeRuneInString(rest); next < unicode.MaxASCII && (unicode.IsDigit(next) || unicode.IsLetter(next)) {
				return true
			}
		}
	}
	return false
}

// lunate spares the Greek sigma of that form from becoming one that does not
// look like it, as its compatibility form is.
var lunate = strings.NewReplacer("ϲ", "c", "Ϲ", "C")

// looksOf is what a character beyond ASCII looks like; itself, in lower case,
// where the table does not know it. Where the two cases of a letter look like
// two letters, as Ν and ν do, the table has both.
func looksOf(r rune) string {
	for _, form := range []rune{r, unicode.ToLower(r), unicode.ToUpper(r)} {
		if looks, ok := lookalikes[form]; ok {
			return looks
		}
	}
	return string(unicode.ToLower(r))
}

// looksASCII brings together what looks alike within ASCII, of lower-case
// letters: those of a name may have been upper-case ones.
func looksASCII(r rune) string {
	switch r {
	case '0':
		return "o"
	case '1', 'i', '|', '!':
		return "l"
	case 'm':
		return "rn"
	case 'w':
		return "vv"
	case '`':
		return "'"
	}
	return string(r)
}

// lookalikes has what a character looks like, as Looks writes it.
var lookalikes = func() map[rune]string {
	table := make(map[rune]string)
	for looks, letters := range lookalikeGroups {
		if len(looks) == 1 {
			looks = looksASCII(rune(looks[0]))
		}
		for _, r := range strings.ReplaceAll(letters, " ", "") {
			table[r] = looks
		}
	}
	return table
}()

// lookalikeGroups has, for what they look like, the letters, digits and marks
// that do. Those of one script stand together: Latin with the phonetic
// alphabet, Cyrillic, Greek, and what else there is.
var lookalikeGroups = map[string]string{
	"2": "ƨ",
	"3": "ȝʒɜ зҙӡ",
	"4": "чҷҹ Ꮞ",
	"6": "б",
	"a": "ɑᴀⱥ а αΑ Ⲁ Ꭺ ꓮ ᗅ",
	"b": "ʙɓƀƅß въь βΒ Ⲃ ᏏᏴ ꓐ ᖯᗷᑲ",
	"c": "ᴄȼ сҫ ς Ⲥ Ꮯ ꓚ",
	"d": "ᴅɗđð ԁ ᎠᏧ ꓓ ᑯᗞᗪ",
	"e": "ᴇɛəɇ еєҽ εΕ Ꭼ ꓰ ⴹ",
	"f": "ꜰƒ ғ ꓝ",
	"g": "ɡɢɠ ԍ ց ᏀᏩᏳ ꓖ",
	"h": "ʜħɦ һнңҥӊћђ Η Ⲏ հ ᎻᏂ ꓧ ᕼ",
	"i": "ıɪɩɨ і ιΙ Ⲓ Ꭵ ꓲ",
	"j": "ȷᴊɉ ј ϳͿ յ Ꭻ ꓙ ᒍ",
	"k": "ᴋƙĸ кқҝҟҡ κΚ Ⲕ Ꮶ ꓗ",
	"l": "ʟɫłƚǀǃ ӏ լԼ וןا١۱ Ꮮ ꓡ ᒪⵏ ∣│",
	"m": "ᴍɱ мӎ Μ Ⲙ Ꮇ ꓟ ᗰ",
	"n": "ɴɲŋƞ п ηπΝ Ⲛ ոՈ ꓠ",
	"o": "ᴏøɵ о өѳ οσθΟΘ Ⲟ օՕ סهہەھ٥۵ Ꮻ ꓳ ⵔ ०০੦૦୦௦౦೦൦๐໐၀ഠဝଠჿ〇○◯",
	"p": "ᴘƥƿþ р ρΡ Ⲣ Ꮲ ꓑ ᑭ",
	"q": "ԛ գզ",
	"r": "ʀɾɍ гґ Γ ᎡᏒ ꓣ",
	"s": "ꜱʂ ѕ Տ ᏕᏚ ꓢ",
	"t": "ᴛŧʈ тҭ τΤ Ⲧ Ꭲ ꓔ",
	"u": "ᴜʉʊ и μυ սՍ ꓴ ᑌ",
	"v": "ᴠʋ ѵ ν ٧۷ Ꮩ ꓦ ᐯ",
	"w": "ᴡ ѡԝшщ ω ա ᎳᏔ ꓪ",
	"x": "хҳ χΧ Ⲭ ꓫ ᕽ᙭ⵝ ×✕✖",
	"y": "ʏƴɏ уүұ γΥ Ⲩ ᎩᎽ ꓬ",
	"z": "ᴢʐƶ Ζ Ꮓ ꓜ",

	"ae": "æӕ", "oe": "œ", "bl": "ы", "lo": "ю", "ll": "ǁ",
	"-": "‐‒–—―−⁃", "'": "’‘‛ʼʻʽʹʾʿˈ′՚׳", `"`: "“”„‟״", "·": "•‧∙⋅・", ",": "‚", "/": "⁄∕╱", ":": "ː։׃∶",
	"ى": "يی", "ك": "ک",
	"ー": "一", "エ": "工", "カ": "力", "タ": "夕", "ト": "卜", "ニ": "二", "ハ": "八", "ミ": "三", "ロ": "口囗",
	"ヌ": "又", "オ": "才", "チ": "千", "メ": "乂", "ヘ": "へ", "リ": "り", "日": "曰", "土": "士", "未": "末", "己": "已巳",
}
