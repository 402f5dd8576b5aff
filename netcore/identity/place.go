package identity

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"path/filepath"
)

// placeContext keeps the key that places are made with apart from all others
// that may come from the same seed.
const placeContext = "landline place 1"

// PlaceOf names the place where the profile in dir lies: this folder with this
// very file, on this computer. Every process of the profile comes to the same
// name, also after it was started again. A copy of the profile comes to
// another, on this computer or elsewhere, and a host who hears two names from
// one key knows that there are two of it (wire.Hello). So does a profile that
// was moved, which is just a new place, and on some systems one whose computer
// was started again: two names mean something at one moment only.
//
// It tells apart what an honest program says of itself and proves nothing: a
// thief's program may say anything.
//
// The name is a hash with a secret that comes from the identity's key. It
// reveals neither a path nor anything else of the computer, also to who guesses
// at them, and two profiles of one computer have nothing in common. A profile
// that two computers reach over a network is in two places.
//
// The profile must have an identity (Load). The error is a *FileError.
func PlaceOf(dir string) ([16]byte, error) {
	path := filepath.Join(dir, FileName)
	key, err := readKey(path)
	if err != nil {
		return [16]byte{}, &FileError{Path: path, Err: err}
	}
	folder, err := realPath(dir)
	if err != nil {
		return [16]byte{}, &FileError{Path: path, Err: err}
	}
	file, err := fileID(path)
	if err != nil {
		return [16]byte{}, &FileError{Path: path, Err: err}
	}
	return placeName(key, append([]string{folder, file}, machine()...))
}

// realPath is one path for a folder, however it was called. Where links cannot
// be followed, as on some volumes of Windows, it is the one with them.
func realPath(dir string) (string, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if followed, err := filepath.EvalSymlinks(absolute); err == nil {
		return followed, nil
	}
	return absolute, nil
}

// placeName hashes what is known of a place, each fact with its length before
// it, so that no two lists of facts are one message.
func placeName(key ed25519.PrivateKey, facts []string) (name [16]byte, err error) {
	secret, err := hkdf.Key(sha256.New, key.Seed(), nil, placeContext, sha256.Size)
	if err != nil {
		return name, err
	}
	mac := hmac.New(sha256.New, secret)
	for _, fact := range facts {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(fact))))
		mac.Write([]byte(fact))
	}
	copy(name[:], mac.Sum(nil))
	return name, nil
}
