// Package workdays is the working calendar: which days are worked, how much
// working time lies between two moments, and which day a payment due on a day
// off moves to.
//
// # The calendar
//
// A [Calendar] is an immutable value: a time zone, office hours and a table of
// the days that differ from an ordinary week of five working days. [Russia]
// returns the one that the program ships with; [Calendar.With] lays further
// years or regional days off over it, [Calendar.WithHours] changes the hours.
// Both return another calendar and leave the old one as it was, so a calendar
// may be shared by any number of goroutines.
//
// The table of Russian days off lies in ru-workdays.tsv. A year that no table
// knows is an ordinary one in which only weekends are off. That is a guess, and
// [Calendar.Known] lets the caller say so.
//
// # Working time
//
// Working time runs while the office is open. Lunch is ignored, a short day
// closes an hour earlier. It is measured on the wall clock, so a change to
// summer time never makes a working day longer or shorter. [Hour] and [Day] are
// its units: three working days are 3*Day, that is 27 hours of an open office.
//
// [Calendar.Add] finds the moment when so much working time has passed, and
// [Calendar.Between] measures it. They agree: Between(t, Add(t, d)) is d.
//
// # Whole days
//
// A [Date] is a day of the civil calendar without a time or a zone.
// [Calendar.AddDays] counts working days, [Calendar.Shift] moves a day off to a
// working day by a [Rule], [Calendar.Due] does so for «the 28th of each month»,
// [Calendar.FirstOf] and [Calendar.LastOf] find the first and last working day
// of a [Period].
//
// Every call takes constant time, or logarithmic in the distance; none walks
// day by day.
package workdays
