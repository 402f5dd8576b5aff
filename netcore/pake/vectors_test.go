package pake

import (
	"bytes"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/gtank/ristretto255"
)

// vectors are those of the draft for this suite. Every entry that is read is
// crossed off, and TestVectors fails where one is left.
type vectors struct {
	t      *testing.T
	unread map[string]map[string]json.RawMessage
}

func readVectors(t *testing.T) *vectors {
	t.Helper()
	text, err := os.ReadFile("testdata/cpace-ristretto255-sha512.json")
	if err != nil {
		t.Fatal(err)
	}
	v := &vectors{t: t}
	if err := json.Unmarshal(text, &v.unread); err != nil {
		t.Fatal(err)
	}
	return v
}

// raw takes one entry.
func (v *vectors) raw(section, name string, into any) {
	v.t.Helper()
	entry, ok := v.unread[section][name]
	if !ok {
		v.t.Fatalf("the vectors have no %q in %q", name, section)
	}
	if err := json.Unmarshal(entry, into); err != nil {
		v.t.Fatal(err)
	}
	delete(v.unread[section], name)
}

// bytes takes one entry that is hexadecimal.
func (v *vectors) bytes(section, name string) []byte {
	v.t.Helper()
	var text string
	v.raw(section, name, &text)
	return v.unhex(text)
}

func (v *vectors) unhex(text string) []byte {
	v.t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil {
		v.t.Fatal(err)
	}
	return b
}

func (v *vectors) same(what string, got, want []byte) {
	v.t.Helper()
	if !bytes.Equal(got, want) {
		v.t.Errorf("%s\n got %X\nwant %X", what, got, want)
	}
}

// counting is the bytes 0, 1, 2, … that the draft calls bytes(range(n)).
func counting(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i)
	}
	return b
}

func TestVectors(t *testing.T) {
	v := readVectors(t)
	v.strings()
	v.generator()
	v.exchange()
	v.scalarMult()
	for section, names := range v.unread {
		for name := range names {
			t.Errorf("nothing tested %q of %q", name, section)
		}
	}
}

func (v *vectors) strings() {
	const prepend, cat, ordered, script = "prepend_len", "lv_cat", "ordered_concatenation", "transcript_ir"
	v.same("prepend_len of nothing", lv(nil), v.bytes(prepend, "prepend_len(b'')"))
	v.same("prepend_len of 1234", lv(v.bytes(prepend, "b'1234'")), v.bytes(prepend, "prepend_len(b'1234')"))
	v.same("prepend_len of 127 bytes", lv(counting(127)), v.bytes(prepend, "prepend_len(bytes(range(127)))"))
	v.same("prepend_len of 128 bytes", lv(counting(128)), v.bytes(prepend, "prepend_len(bytes(range(128)))"))

	v.same("lv_cat", lv(v.bytes(cat, "b'1234'"), v.bytes(cat, "b'5'"), nil, v.bytes(cat, "b'678'")),
		v.bytes(cat, "lv_cat(b'1234',b'5',b'',b'678')"))

	long, short, longest := v.bytes(ordered, "b'ABCD'"), v.bytes(ordered, "b'BCD'"), v.bytes(ordered, "b'ABCDE'")
	v.same("o_cat in order", orderedConcatenation(long, short), v.bytes(ordered, "o_cat(b'ABCD',b'BCD')"))
	v.same("o_cat the other way", orderedConcatenation(short, longest), v.bytes(ordered, "o_cat(b'BCD',b'ABCDE')"))

	a, b := v.bytes(script, "b'PartyA'"), v.bytes(script, "b'PartyB'")
	v.same("transcript_ir", transcript(v.bytes(script, "b'123'"), a, v.bytes(script, "b'234'"), b),
		v.bytes(script, "transcript_ir(b'123',b'PartyA',b'234',b'PartyB')"))
	v.same("transcript_ir of greater first", transcript(v.bytes(script, "b'3456'"), a, v.bytes(script, "b'2345'"), b),
		v.bytes(script, "transcript_ir(b'3456',b'PartyA',b'2345',b'PartyB')"))
}

// orderedConcatenation is o_cat, which only the symmetric form needs.
func orderedConcatenation(a, b []byte) []byte {
	if bytes.Compare(a, b) < 0 {
		a, b = b, a
	}
	return bytes.Join([][]byte{[]byte("oc"), a, b}, nil)
}

func (v *vectors) generator() {
	const in = "generator"
	var hash string
	var block, zeros int
	v.raw(in, "H", &hash)
	v.raw(in, "H.s_in_bytes", &block)
	v.raw(in, "ZPAD length", &zeros)
	if hash != "SHA-512" || block != sha512.BlockSize {
		v.t.Errorf("the vectors are for %s with blocks of %d bytes", hash, block)
	}
	v.same("DSI", []byte(dsi), v.bytes(in, "DSI"))
	prs, ci, sid := v.bytes(in, "PRS"), v.bytes(in, "CI"), v.bytes(in, "sid")
	input := generatorString(prs, ci, sid)
	v.same("generator_string", input, v.bytes(in, "generator_string(G.DSI,PRS,CI,sid,H.s_in_bytes)"))
	pad := make([]byte, zeros)
	v.same("the generator string by its ZPAD", input, lv([]byte(dsi), prs, pad, ci, sid))
	digest := sha512.Sum512(input)
	v.same("hash result", digest[:], v.bytes(in, "hash result"))
	v.same("g", generator(prs, ci, sid).Bytes(), v.bytes(in, "encoded generator g"))
}

func (v *vectors) exchange() {
	const in = "cpace"
	prs, ci, sid := v.bytes(in, "PRS"), v.bytes(in, "CI"), v.bytes(in, "sid")
	v.same("g", generator(prs, ci, sid).Bytes(), v.bytes(in, "g"))
	ya, yb := v.scalar(v.bytes(in, "ya")), v.scalar(v.bytes(in, "yb"))
	shareA, shareB := v.bytes(in, "Ya"), v.bytes(in, "Yb")
	v.same("Ya", begin(Joiner, prs, ci, sid, ya).Share(), shareA)
	v.same("Yb", begin(Host, prs, ci, sid, yb).Share(), shareB)

	k := v.bytes(in, "K")
	for _, end := range []struct {
		y     *ristretto255.Scalar
		share []byte
	}{{ya, shareB}, {yb, shareA}} {
		got, err := scalarMultVerify(end.y, end.share)
		if err != nil {
			v.t.Error(err)
		}
		v.same("K", got, k)
	}
	adA, adB := v.bytes(in, "ADa"), v.bytes(in, "ADb")
	inOrder := transcript(shareA, adA, shareB, adB)
	either := orderedConcatenation(lv(shareA, adA), lv(shareB, adB))
	ir, sy := sessionKey(sid, k, inOrder), sessionKey(sid, k, either)
	v.same("ISK_IR", ir[:], v.bytes(in, "ISK_IR"))
	v.same("ISK_SY", sy[:], v.bytes(in, "ISK_SY"))
	outIR, outOC := sidOutput(inOrder), sidOutput(either)
	v.same("sid_output_ir", outIR[:], v.bytes(in, "sid_output_ir"))
	v.same("sid_output_oc", outOC[:], v.bytes(in, "sid_output_oc"))
}

// sidOutput names a session after the fact, for protocols without a sid.
func sidOutput(sent []byte) [sha512.Size]byte {
	return sha512.Sum512(append([]byte("CPaceSidOutput"), sent...))
}

func (v *vectors) scalar(b []byte) *ristretto255.Scalar {
	v.t.Helper()
	s, err := ristretto255.NewScalar().SetCanonicalBytes(b)
	if err != nil {
		v.t.Fatal(err)
	}
	return s
}

// TestTagBytes compares the tags, which are ours and not the draft's, with those
// that another program computed from the draft's ISK and transcript.
func TestTagBytes(t *testing.T) {
	const in = "cpace"
	v := readVectors(t)
	sent := transcript(v.bytes(in, "Ya"), v.bytes(in, "ADa"), v.bytes(in, "Yb"), v.bytes(in, "ADb"))
	isk := v.bytes(in, "ISK_IR")
	v.same("the joiner's tag", tagOf(Joiner, isk, sent), v.unhex("3a3836c90135eb319db335c3232da1541b49bc3b3de1a76bcadf6ded3468e6ff"+
		"e31c172e8a33398e032b827087d2858bb771881b8a2a5670622409ab7422d627"))
	v.same("the host's tag", tagOf(Host, isk, sent), v.unhex("5a9c39e0dff80d3e74888d1881f4ac84578fed31e55322c68952e64726461291"+
		"f17ab1ee73cbda6364913b79b160a395cf058be9a1f6a380a53a6e3552fabf6c"))
}

func (v *vectors) scalarMult() {
	const in = "scalar_mult"
	var valid map[string]string
	v.raw(in, "Valid", &valid)
	s, x := v.scalar(v.unhex(valid["s"])), v.unhex(valid["X"])
	point, err := ristretto255.NewIdentityElement().SetCanonicalBytes(x)
	if err != nil {
		v.t.Fatal(err)
	}
	v.same("scalar_mult", ristretto255.NewIdentityElement().ScalarMult(s, point).Bytes(), v.unhex(valid["G.scalar_mult(s,decode(X))"]))
	k, err := scalarMultVerify(s, x)
	if err != nil {
		v.t.Error(err)
	}
	v.same("scalar_mult_vfy", k, v.unhex(valid["G.scalar_mult_vfy(s,X)"]))
	if len(valid) != 4 {
		v.t.Errorf("the valid case has %d entries, 4 were tested", len(valid))
	}
	for _, name := range []string{"Invalid Y1", "Invalid Y2"} {
		if k, err := scalarMultVerify(s, v.bytes(in, name)); !errors.Is(err, ErrShare) || k != nil {
			v.t.Errorf("%s: K %X, error %v", name, k, err)
		}
	}
}
