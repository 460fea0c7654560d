// Package when understands dates, times, ranges and recurrences as people type
// them in Russian and English: «до пятницы 18:00», «через час-полтора», «раз в
// квартал 28-го», next friday at 10.
//
// [Parse] takes a text and the present moment and returns a [Result]: what was
// found (a date, a moment, a range, a recurrence), the pieces of the text that it
// comes from, and the text without them. It never guesses in silence. What is
// over or cannot be is refused with a [Problem] that suggests the nearest
// sensible date; what has two readings is a [Problem] with both as
// [Result.Candidates]; what is not a date («заказ 118», «версия 2.10», «в 3
// магазина») stays in the text. Where policy decides between readings, the
// others are offered in Candidates beside the answer.
//
// # What is decided
//
// The phrase lists in testdata are the specification: some 3,000 phrases and what
// each means. In short:
//
//   - Forward. «В пятницу» is the next Friday after today, «15.01» the next 15
//     January, «в 10» the next time the clock shows it. Today's own weekday means
//     a week from now; with a time still to come («в понедельник в 18» on a
//     Monday) it is asked about. A year that was written is never changed.
//   - «Следующий вторник», next Tuesday, is that of next week; the nearer one, if
//     there is one, is offered beside. «Через неделю в среду» is asked about on
//     the days when counting by weeks and by days differs.
//   - A date without a time stays a date ([Day] precision). [Result.Due] gives
//     the end of its working day to those who need a moment.
//   - A small hour alone («в 5», «полпятого», at 3) is the one within the office
//     hours. Outside them «в 8» is the morning before the office opens; «в 7», and
//     both when no day is named, are asked about. With a colon the clock has 24
//     hours, but 1:00–5:59 without a leading zero is asked about. «Утра», «дня»,
//     «вечера», am, pm, a leading zero settle it.
//   - «До 18», «к 15» is an hour if it is to come today within office hours;
//     otherwise the day of the month is offered as well. From 25 on it is a day,
//     and after a payment any number is.
//   - Parts of the day come from [Parts]; the end of the working day from the
//     calendar. «До конца недели» is its last working day and a week as a range
//     ends with it; months, quarters and years end where the calendar says.
//   - «До» and «к» a day include it. «До декабря» is the last day before it.
//   - A month after the 31st is the last day of a shorter month. «Через 3 дня»
//     is a date, «через 72 часа» a moment.
//   - A time that summer time skips is moved to the end of the gap; of a time
//     that comes twice the first is meant.
//   - A weekday that contradicts its date is asked about, with the date, the
//     nearest such weekday and the same number of a neighbouring month.
//   - Day before month, 10/12 is 10 December; in English both are offered.
//   - More than ten years ahead is [TooFar], a recurrence within the day
//     [TooOften].
//
// # Recurrences
//
// A recurrence is an iCalendar RRULE; [Result.Next] has its first occurrences and
// At the first. Its time of day and zone are those of At, which is also the
// DTSTART to store: the rule is wall-clock time. The 29th to 31st stand for the
// last day of months that lack them. [Result.Workdays] leaves out days off
// («по будням»), [Result.Shift] moves («последний рабочий день»): both need the
// working calendar, which no RRULE knows. «Раз в квартал 28-го» counts from the
// next 28th. A frequency alone («ежемесячно») counts from today.
//
// # How it works
//
// fold.go brings the text to one spelling (lower case, е for ё, one dash, no
// invisible characters) and remembers where each letter stood. token.go and
// figures.go cut it into tokens: words with their senses from the lexicon,
// numbers, clocks, dates in figures, and opaque things such as telephone
// numbers. parser.go tries a handful of rules at every token and keeps the
// longest [element]; the rules read like the phrases they are for: day.go,
// figureday.go, numberday.go, period.go, edge.go and nth.go for days; clock.go,
// wordclock.go, fraction.go and part.go for times; span.go and offset.go for
// lengths of time; range.go and bounds.go; every.go and bydays.go for recurrences;
// number.go and role.go for numbers and prepositions; counted.go tells an hour
// from the number of things. phrase.go and prune.go put the elements of a text together. Nothing up
// to here knows what day it is. days.go, periods.go and times.go then find the
// days and times seen from now; point.go, between.go, recur.go, clause.go and
// occur.go choose, ask or refuse; rest.go tidies what remains.
//
// # A word, a language
//
// Words are data: lexicon/ru.txt and lexicon/en.txt have a line for each class
// and value with all forms, «weekday 1: понедельник(|а|у|ом|е|и) пн». A missing
// word or abbreviation is added there, with a phrase in testdata that uses it.
// Both languages are always understood, also mixed; [Options.Language] only
// decides doubts. A further language is a further file with the classes of
// classes.go; where its grammar orders words differently, an existing rule learns
// the order. Long words may have one slip («понидельник»): classes marked with ~.
//
// # Cost
//
// The first [MaxText] bytes and at most two dozen elements are read, in time
// proportional to the text: 20–30 µs for a phrase of the lists, 2 ms for eight
// thousand bytes of prose. The lexicon is read once, at the first call, in some
// milliseconds.
//
// # Beside another package
//
// The lists read by this package and by github.com/olebedev/when v1.1.0 (rules
// for both languages), on 24 November 2026 with «go run .» in compare. A date, a
// moment or nothing is meant by 2,575 of the phrases:
//
//	                  right            no answer   wrong, silently   a phrase
//	department/when   2575 (100 %)             0        0               30 µs
//	olebedev/when     1080 (41.9 %)          746      749 (29.1 %)     100 µs
//
// A range, a recurrence, a question or a refusal is meant by 904 others; to
// olebedev/when 493 of them (54.5 %) are one date as if nothing were the matter.
// The lists are ours, and so is their policy.
package when
