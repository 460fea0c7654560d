package salary

import (
	"fmt"
	"strconv"
	"strings"
)

// class is what a word may mean in a salary question. The names before the
// colons of words.txt are listed in classNames.
type class uint8

const (
	classStop       class = iota // an ordinary word, known so that it is not taken for a typo
	classAgency                  // the agencies
	classDigital                 // an adjective that makes any firm an agency
	classNotAgency               // agencies that are no digital ones: «агентство недвижимости»
	classCompany                 // all other employers
	classBoth                    // «и там и там»
	classHead                    // a noun for somebody who heads
	classHeadVerb                // heading as an activity
	classClient                  // says that it is the client department that is headed
	classHeadClient              // head and client in one word
	classDept                    // «отдел» in a neutral sense
	classOtherDept               // another department, after a word for the head
	classOtherTitle              // another kind of director, before the word
	classOther                   // another position
	classDeputy                  // second to the head
	classExp                     // «опыт», «стаж»
	classNone                    // no experience as head
	classLack                    // beside classExp in its clause: none of it
	classBecame                  // became or wants to become head
	classTotal                   // experience in all, not as head
	classPlain                   // experience in the ranks
	classIdle                    // time that is not experience at all
	classYear
	classMonth
	classWeek
	classHalf        // half a year in one word or phrase
	classYearAndHalf // «полтора года» as a phrase
	classHalfMore    // «с половиной» after a number
	classFill        // between a number and its unit: два полных года
	classTail        // «с лишним», «и больше» after a number
	classLess        // «менее», «почти» before it
	classMore
	classAbout
	classAgo
	classSince    // «с» before a date
	classTill     // «до»
	classBorn     // an age follows
	classNotYear  // «год» that is no length of time: «в год», «через год»
	classAnnual   // what a sum is paid for
	classDaily    // likewise: a day, an hour, a week
	classMonthly  // likewise
	classLastYear // «с прошлого года»
	classBeforeLastYear
	classThisYear
	classNow // «по настоящее время»
	classThousand
	classMillion
	classRub
	classUSD
	classEUR
	classKZT
	classBYN
	classUAH
	classGBP
	classHundred // «сотка»: 100,000
	classFifty   // «полтос»: 50,000
	classHalfMillion
	classPay   // near it a bare number is money
	classOffer // pay that is offered or wanted, not what is earned now
	classBonus // the number after it is not the pay
	classNet
	classGross
	classOrder // the number after it names a thing: «заказ 118»
	classCount // the number before it counts people, times, hours
	classNeg   // «не», «нет», «никогда»
	classNot   // «не» alone
	classOr
	classCompare // asks for a comparison
	classFromTo  // «из» before a place
	classAnd
	classBut       // begins a clause
	classBeen      // «был», «имею», «работал»
	classAdverb    // stands between «не» and its verb
	classPlacePrep // «в» and the like before a place
	classCity      // the word «город»
	classAllCities // «в каком городе»
	classBand      // «диапазон»
	classMonthName
	classSeason    // by its first month
	classYearsBack // a calendar year, by how far back it lies
	classNum       // a numeral in words
	classOrdinal
	classAdjective // двухлетний: so many years
	classPlace     // of places.txt
)

// classes is a set of classes. The zero value is the empty set.
type classes [2]uint64

func (s *classes) add(c class)     { s[c/64] |= 1 << (c % 64) }
func (s classes) has(c class) bool { return s[c/64]&(1<<(c%64)) != 0 }
func (s classes) empty() bool      { return s == classes{} }

// hasAny reports whether s holds one of them.
func (s classes) hasAny(list ...class) bool {
	for _, c := range list {
		if s.has(c) {
			return true
		}
	}
	return false
}

var classNames = map[string]class{
	"stop": classStop, "agency": classAgency, "digital": classDigital, "notagency": classNotAgency, "company": classCompany, "both": classBoth,
	"head": classHead, "headverb": classHeadVerb, "client": classClient, "headclient": classHeadClient, "dept": classDept,
	"otherdept": classOtherDept, "othertitle": classOtherTitle, "other": classOther, "deputy": classDeputy,
	"exp": classExp, "none": classNone, "lack": classLack, "became": classBecame, "total": classTotal, "plain": classPlain, "idle": classIdle,
	"year": classYear, "month": classMonth, "week": classWeek, "half": classHalf, "yearandhalf": classYearAndHalf, "halfmore": classHalfMore, "fill": classFill, "tail": classTail,
	"less": classLess, "more": classMore, "about": classAbout, "ago": classAgo, "since": classSince, "till": classTill, "born": classBorn, "notyear": classNotYear, "annual": classAnnual, "daily": classDaily, "monthly": classMonthly,
	"lastyear": classLastYear, "beforelastyear": classBeforeLastYear, "thisyear": classThisYear, "now": classNow,
	"thousand": classThousand, "million": classMillion, "rub": classRub, "usd": classUSD, "eur": classEUR, "kzt": classKZT, "byn": classBYN, "uah": classUAH, "gbp": classGBP,
	"hundred": classHundred, "fifty": classFifty, "halfmillion": classHalfMillion, "pay": classPay, "offer": classOffer, "bonus": classBonus, "net": classNet, "gross": classGross,
	"order": classOrder, "count": classCount, "neg": classNeg, "not": classNot, "or": classOr, "compare": classCompare, "fromto": classFromTo, "and": classAnd,
	"butnot": classBut, "been": classBeen, "adverb": classAdverb, "placeprep": classPlacePrep, "city": classCity, "allcities": classAllCities, "bandword": classBand,
}

// numbered are the classes whose name ends in a number, which is the word's
// value.
var numbered = map[string]class{"month": classMonthName, "season": classSeason, "yearsback": classYearsBack, "num": classNum, "ord": classOrdinal, "adj": classAdjective}

// parseClass reads the name of a class as words.txt writes it, with the value of
// its words.
func parseClass(name string) (class, float64, error) {
	if c, ok := classNames[name]; ok {
		return c, 0, nil
	}
	digits := strings.IndexAny(name, "0123456789")
	if digits > 0 {
		c, ok := numbered[name[:digits]]
		value, err := strconv.ParseFloat(name[digits:], 64)
		if ok && err == nil {
			return c, value, nil
		}
	}
	return 0, 0, fmt.Errorf("no class is named %q", name)
}
