package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A newer Landline may have written what this one does not know: keys, and values
// that Clean puts right. Who rewrites the file of settings changes only what was
// changed, so that going back to an older program and on again loses nothing.

// merge is the JSON of a settings file after a change: file is what it holds,
// before what this program understood of it, and after that with the change.
func merge(file, before, after []byte) ([]byte, error) {
	if file == nil {
		file = []byte("{}")
	}
	merged, err := mergeObject(file, before, after, map[string]merger{
		"prefs":  mergeKeys,
		"rooms":  mergeEntries,
		"hosted": mergeEntries,
	})
	if err != nil {
		return nil, fmt.Errorf("app: settings: merging: %w", err)
	}
	if merged == nil {
		merged = []byte("{}")
	}
	return merged, nil
}

// merger is merge for a part of the file. Each of its arguments is nil where that
// part is missing, and so is the result where nothing is left of it.
type merger func(file, before, after json.RawMessage) (json.RawMessage, error)

// mergeKeys merges an object whose values are changed as a whole.
func mergeKeys(file, before, after json.RawMessage) (json.RawMessage, error) {
	return mergeObject(file, before, after, nil)
}

// mergeObject merges an object, and inside those of its values for which within
// says how.
func mergeObject(file, before, after json.RawMessage, within map[string]merger) (json.RawMessage, error) {
	var kept, old, now map[string]json.RawMessage
	if err := decodeParts(&kept, file, &old, before, &now, after); err != nil {
		return nil, err
	}
	merged := make(map[string]json.RawMessage)
	maps.Copy(merged, now)
	for key, value := range kept {
		known := spelled(key, old, now)
		if _, twice := kept[known]; twice && known != key {
			continue
		}
		switch {
		case bytes.Equal(old[known], now[known]):
			merged[known] = value
		case within[known] != nil:
			part, err := within[known](value, old[known], now[known])
			if err != nil {
				return nil, err
			}
			merged[known] = part
		}
	}
	maps.DeleteFunc(merged, func(_ string, value json.RawMessage) bool { return value == nil })
	if len(merged) == 0 {
		return nil, nil
	}
	return json.Marshal(merged)
}

// spelled is how this program writes a key. It reads keys in capital letters, too.
func spelled(key string, objects ...map[string]json.RawMessage) string {
	for _, object := range objects {
		for known := range object {
			if strings.EqualFold(known, key) {
				return known
			}
		}
	}
	return key
}

// mergeEntries merges a list of rooms, wherever in the list they are now.
func mergeEntries(file, before, after json.RawMessage) (json.RawMessage, error) {
	var kept, old, now []json.RawMessage
	if err := decodeParts(&kept, file, &old, before, &now, after); err != nil {
		return nil, err
	}
	index := make(map[entryID]int, len(old))
	for i, entry := range slices.Backward(old[:min(len(old), len(kept))]) {
		id, err := idOf(entry)
		if err != nil {
			return nil, err
		}
		index[id] = i
	}
	for i, entry := range now {
		id, err := idOf(entry)
		if err != nil {
			return nil, err
		}
		if was, there := index[id]; there {
			if now[i], err = mergeKeys(kept[was], old[was], entry); err != nil {
				return nil, err
			}
		}
	}
	if len(now) == 0 {
		return nil, nil
	}
	return json.Marshal(now)
}

// entryID tells the rooms of a list apart, as RoomSeat.same does.
type entryID struct {
	Room, Host, Target string
	Hosting            bool
}

func idOf(entry json.RawMessage) (id entryID, err error) {
	err = json.Unmarshal(entry, &id)
	if id.Room != "" {
		id.Target = ""
	}
	return id, err
}

// decodeParts decodes what is there of three parts.
func decodeParts[T any](kept *T, file json.RawMessage, old *T, before json.RawMessage, now *T, after json.RawMessage) error {
	for _, part := range []struct {
		into *T
		from json.RawMessage
	}{{kept, file}, {old, before}, {now, after}} {
		if part.from == nil {
			continue
		}
		if err := json.Unmarshal(part.from, part.into); err != nil {
			return err
		}
	}
	return nil
}
