package when

// class is what a word is to the grammar.
type class uint8

// The classes, by the names that the lexicon files use.
const (
	cNone class = iota
	cWeekday
	cWeekdays
	cMonth
	cToday
	cNumber
	cOrdinal
	cSuffix
	cHalfTo
	cUnit
	cHalf
	cHalf0
	cHalfOf
	cQuarterOf
	cTerm
	cTermWeek
	cTermN
	cPart
	cTonight
	cMornings
	cAM
	cPM
	cOClock
	cIn
	cAt
	cInEn
	cUntil
	cTo
	cToEn
	cFrom
	cPo
	cOn
	cOf
	cZa
	cThrough
	cAfter
	cBetween
	cAnd
	cOr
	cNot
	cLater
	cEarlier
	cThan
	cAbout
	cArea
	cStarting
	cSince
	cWithin
	cWithout
	cBefore
	cBeforeDate
	cInclusive
	cThru
	cCourse
	cAgo
	cNow
	cNowOnly
	cRight
	cDeadline
	cThe
	cNumber0
	cEvery
	cOther
	cEveryday
	cTimes
	cTwice
	cOnce
	cNext
	cThis
	cThat
	cLast
	cPrevious
	cComing
	cFinal
	cPenultimate
	cEnd
	cBegin
	cEarly
	cLate
	cMid
	cWork
	cCalendar
	cWorkdays
	cWeekday0
	cWeekend
	cHoliday
	cNewYear
	cSame
	cExcept
	cAdverb
	cAnother
	cDecade
	cThousand
	cUnder
	cOpening // begins one fixed expression: «as of», «over the next»
	cFor
	cWorkplace
	cTime
	cLocal
	cCouple
	cSeveral
	cEOD
	cCOB
	cEOW
	cEOM
	cEOQ
	cEOY
	cBusiness
	cQuarterRoman
	cQuarterQ
	cKeeper
	cEvent
	cAction
	cCounted
	cZone
)

// classNames are the names of the classes in the lexicon files.
var classNames = map[string]class{
	"weekday": cWeekday, "weekdays": cWeekdays, "month": cMonth, "today": cToday, "number": cNumber, "ordinal": cOrdinal,
	"suffix": cSuffix, "halfto": cHalfTo, "unit": cUnit, "half": cHalf, "half0": cHalf0, "halfof": cHalfOf, "quarterof": cQuarterOf,
	"term": cTerm, "termweek": cTermWeek, "termn": cTermN, "part": cPart, "tonight": cTonight, "mornings": cMornings,
	"am": cAM, "pm": cPM, "oclock": cOClock,
	"in": cIn, "at": cAt, "inen": cInEn, "toen": cToEn, "until": cUntil, "to": cTo, "from": cFrom, "po": cPo, "on": cOn, "of": cOf, "za": cZa, "through": cThrough,
	"after": cAfter, "between": cBetween, "and": cAnd, "or": cOr, "not": cNot, "later": cLater, "earlier": cEarlier, "than": cThan,
	"about": cAbout, "area": cArea, "starting": cStarting, "since": cSince, "within": cWithin, "without": cWithout, "before": cBefore,
	"beforedate": cBeforeDate, "inclusive": cInclusive, "thru": cThru, "course": cCourse, "ago": cAgo, "now": cNow, "nowonly": cNowOnly,
	"right": cRight, "deadline": cDeadline, "the": cThe, "number0": cNumber0, "every": cEvery, "other": cOther, "everyday": cEveryday,
	"times": cTimes, "twice": cTwice, "once": cOnce, "next": cNext, "this": cThis, "that": cThat, "last": cLast, "previous": cPrevious,
	"coming": cComing, "final": cFinal, "penultimate": cPenultimate, "end": cEnd, "begin": cBegin, "early": cEarly, "late": cLate,
	"mid": cMid, "work": cWork, "calendar": cCalendar, "workdays": cWorkdays, "weekday0": cWeekday0, "weekend": cWeekend,
	"holiday": cHoliday, "newyear": cNewYear, "same": cSame, "except": cExcept, "adverb": cAdverb, "another": cAnother, "decade": cDecade, "opening": cOpening, "under": cUnder, "thousand": cThousand, "for": cFor, "workplace": cWorkplace, "time": cTime, "local": cLocal,
	"couple": cCouple, "several": cSeveral, "eod": cEOD, "cob": cCOB, "eow": cEOW, "eom": cEOM, "eoq": cEOQ, "eoy": cEOY,
	"business": cBusiness, "quarterroman": cQuarterRoman, "quarterq": cQuarterQ, "keeper": cKeeper, "event": cEvent, "action": cAction, "counted": cCounted, "zone": cZone,
}

// unit is a stretch of time.
type unit uint8

const (
	noUnit unit = iota
	minutes
	hours
	days
	daynights // сутки: 24 hours, which a day is not when summer time begins
	weeks
	fortnights
	months
	quarters
	halfyears
	years
	workingDays
)

var unitNames = map[string]unit{
	"minute": minutes, "hour": hours, "day": days, "daynight": daynights, "week": weeks, "fortnight": fortnights, "month": months,
	"quarter": quarters, "halfyear": halfyears, "year": years, "workday": workingDays,
}

// part is a part of the day.
type part uint8

const (
	noPart part = iota
	morning
	noon
	lunch
	daytime // «днём», «3 часа дня»
	afternoon
	evening
	night
	midnight
	beforeNoon // a.m.
	afterNoon  // p.m.
	opening    // the beginning of the working day
	sameTime   // «в это же время»: that of now
)

var partNames = map[string]part{
	"morning": morning, "noon": noon, "lunch": lunch, "day": daytime, "afternoon": afternoon, "evening": evening, "night": night, "midnight": midnight,
}
