package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"landline/netcore/chat"
)

// What the searches look for.
const (
	rareWord   = "zeppelin" // in one line of 100,000
	commonWord = "printer"  // in every fifth line
	cjkPhrase  = "打印机又卡纸了"  // in one Chinese line of fifty
	cjkWord    = "今天"       // in every fourth Chinese line
)

// A script is how the people of a part of the rooms write.
type script struct {
	share int // of all lines, in percent
	space string
	words []string
}

var scripts = []script{
	{share: 58, space: " ", words: strings.Fields(english)},
	{share: 8, space: " ", words: strings.Fields(german)},
	{share: 8, space: " ", words: strings.Fields(russian)},
	{share: 13, words: strings.Fields(chinese)},
	{share: 6, words: strings.Fields(japanese)},
	{share: 4, space: " ", words: strings.Fields(korean)},
	{share: 3, space: " ", words: strings.Fields(arabic)},
}

const (
	english = "the a to is it and on of for in we you that be have at this will can not with are was but all if from so when who what just out up " +
		"now one about time then they know get like want need see make take good day new first way even back after work two how our over " +
		"think also please check room door key box desk lunch coffee order parcel shelf floor window light team call later today tomorrow " +
		"morning evening Monday Friday invoice customer delivery truck driver warehouse pallet label scanner paper toner cable switch " +
		"router cellar ladder meeting minutes note file folder backup server update version test build branch release ticket bug fix review " +
		"merge deploy staging screen keyboard chair table kitchen fridge milk sugar cake birthday holiday weekend train bus late early " +
		"sorry thanks great sure maybe exactly nobody somebody everything nothing again still already almost quiet loud broken fixed ready " +
		"missing found lost empty full open closed left right upstairs downstairs outside inside"
	german = "ich du wir das die der und nicht mit auf für ist sind war haben kommt heute morgen gleich später bitte danke Schlüssel Kühlschrank " +
		"Lieferung Rechnung Tür Büro Straße Größe über zurück fertig kaputt Besprechung Mittagessen Kaffee Regal Lager Drucker Papier"
	russian = "я ты мы это что не на с и в как все уже ещё сегодня завтра утром вечером спасибо пожалуйста ключ дверь склад заказ накладная " +
		"доставка машина встреча обед кофе принтер бумага готово сломан нашёл потерял свободно занято позже сейчас"
	chinese  = "今天 明天 下午 上午 我们 你们 他们 会议 办公室 仓库 钥匙 快递 客户 订单 发票 收到 谢谢 好的 没有 已经 可以 需要 看一下 等一会儿 午饭 咖啡 电脑 网络 服务器 更新 测试 版本 问题 解决 文件 打印 纸 机器 坏 修 了 的 吗 在 是 到 去 来 给 和 ， 。"
	japanese = "今日 明日 午後 午前 会議 倉庫 鍵 荷物 注文 請求書 確認 お願いします ありがとう すみません プリンター コーヒー サーバー テスト 更新 問題 直りました 届きました まだ もう です ます は が を に で と の 、 。"
	korean   = "오늘 내일 오전 오후 회의실에서 창고에 열쇠를 택배가 주문이 확인 부탁드립니다 감사합니다 죄송합니다 프린터가 커피 서버를 테스트 업데이트 문제가 해결됐어요 도착했어요 아직 벌써 점심"
	arabic   = "اليوم غدا صباحا مساء شكرا من فضلك المفتاح الباب المخزن الطلب الفاتورة الشاحنة اجتماع غداء قهوة طابعة ورق جاهز مكسور وجدت الآن لاحقا"
)

// A talk makes lines that look like those of an office, the same ones for the
// same seed.
type talk struct {
	*rand.Rand
	people []chat.Member
	said   int
}

func newTalk(seed uint64) *talk {
	t := &talk{Rand: rand.New(rand.NewPCG(seed, seed))}
	names := strings.Fields("Ada Bo Cleo Dee Emil Fatima Grace Haruto Ines Jonas 小明 김민수 Лена Omar Priya Quentin Rosa Sven Tuğba Ursula Vikram Wanja Xenia Yusuf Zoë")
	for _, name := range names {
		m := chat.Member{Name: name}
		for i := range m.ID {
			m.ID[i] = byte(t.Uint32())
		}
		t.people = append(t.people, m)
	}
	return t
}

// message is the next line, said at that time.
func (t *talk) message(seq uint64, at time.Time) chat.Message {
	author := t.people[min(t.IntN(len(t.people)), t.IntN(len(t.people)))] // a few say the most
	m := chat.Message{Seq: seq, From: author.ID, Name: author.Name, Text: t.line(), At: at}
	for i := 0; i < len(m.ID); i += 8 {
		for j, bits := 0, t.Uint64(); j < 8; j++ {
			m.ID[i+j] = byte(bits >> (8 * j))
		}
	}
	return m
}

func (t *talk) line() string {
	t.said++
	s := t.script()
	var b strings.Builder
	n := 3 + min(t.IntN(20), t.IntN(20)) // mostly short
	for i := range n {
		if i > 0 {
			b.WriteString(s.space)
		}
		b.WriteString(t.word(s))
	}
	if t.IntN(5) == 0 {
		b.WriteString(" " + commonWord)
	}
	if t.said%100_000 == 4_242 {
		b.WriteString(" " + rareWord)
	}
	if s.space == "" && t.IntN(50) == 0 {
		b.WriteString(cjkPhrase)
	}
	return b.String()
}

// word is one word of the script, and now and then a number, which is what
// makes an office's vocabulary large.
func (t *talk) word(s *script) string {
	switch t.IntN(60) {
	case 0:
		return fmt.Sprintf("%d", t.IntN(100_000))
	case 1:
		return fmt.Sprintf("ticket-%d", t.IntN(30_000))
	}
	return s.words[min(t.IntN(len(s.words)), t.IntN(len(s.words)))]
}

func (t *talk) script() *script {
	roll := t.IntN(100)
	for i := range scripts {
		if roll -= scripts[i].share; roll < 0 {
			return &scripts[i]
		}
	}
	return &scripts[0]
}
