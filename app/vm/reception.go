package vm

import "landline/netcore/chat"

// Reception tells which of the other people here have an own line on their own
// disk, and which not yet; ok is false where the line is not in the log that the
// room has.
func (r *Room) Reception(line chat.Ref) (have, wait []Person, ok bool) {
	if _, ok = r.lines.log.named(line); !ok {
		return nil, nil, false
	}
	seen := make(map[chat.MemberID]bool)
	for _, p := range r.People() {
		if p.Me || seen[p.ID] {
			continue
		}
		seen[p.ID] = true
		if r.receipts.have[p.ID] >= line.Seq {
			have = append(have, p)
		} else {
			wait = append(wait, p)
		}
	}
	return have, wait, true
}
