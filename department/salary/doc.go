// Package salary answers what the head of a client department is paid: it holds
// surveys, understands questions as people type them, and places offers.
//
// # A survey
//
// A [Survey] is one version of the figures: for each city and [Segment] the pay
// in four bands of experience and the median, with its [Source] and with notes
// on where the source contradicts itself. [Survey2015] ships with the program;
// [ParseSurvey] reads another from a file like salary-survey-2015-04.tsv and
// names every bad row. A survey never changes, so old and new stand side by side.
// What employers ask of each [Band] is told by [Requirements].
//
// To add a survey to the program, put its file here, embed it and name its source
// as survey2015.go does, and compare text and table line by line: what differs
// belongs in Survey.Notes. Cities that the lexicon does not know need no other
// change: [NewParser] takes them from [Survey.Cities].
//
// # A question
//
// [Parser.Understand] turns a text into a [Question]: places, segments, bands,
// position, amount. It does not know the figures, so it says «Томск» without
// knowing whether there are data; [Survey.Answer] decides what the question comes
// to: figures, a comparison, something to ask back ([Result.Missing], in the order
// worth asking), or no data and why. When a person answers what was asked back,
// [Question.With] keeps what was known.
//
// Nothing is guessed in silence. Two stretches of time that cannot be told apart,
// years in the ranks, «Новгород» alone: they are asked back. A city behind a typo
// is marked as [Place.Guess], so that it can be echoed.
//
// # The grammar
//
// A text, of which [MaxText] characters are read, goes through these steps; each
// is linear in its length.
//
//  1. layout.go: what was typed on the wrong keyboard layout is turned.
//  2. tokens.go: words, numbers and signs. A word is looked up by its skeleton
//     (spelling.go), in which spellings that sound alike are equal; Latin letters
//     are read as English and as transliterated Russian.
//  3. mend.go: words that mean nothing are compared with the names of cities and
//     the keywords: one typo from five letters on, two from eight.
//  4. lexicon.go: the longest phrases of words.txt and places.txt that fit give
//     the tokens their classes, which classes.go lists.
//  5. quantity.go, numbers.go, worded.go, calendar.go: numbers and their units
//     become sums of money, stretches of time and bare numbers; «с марта 2024»
//     becomes the time since then.
//  6. experience.go and noexperience.go: stretches of time belong to the nearest
//     word about heading, the ranks or something else in their clause; those as
//     head give the band, from 1, 2 and 3 years. «Без опыта» and «не руководил»
//     give the first.
//  7. place.go, segment.go, position.go, money.go pick what remains.
//
// # To add words
//
// A word, a nickname or a phrase is a matter of words.txt and places.txt, whose
// heads explain how they are written; no code needs to change. Write the question
// that was not understood into testdata/questions.txt first, with what it should
// come to. A further language is a further set of words in the same classes; its
// letters must be told from others in tokens.go (isLetter), and the suffixes of
// its numerals in numbers.go.
package salary
