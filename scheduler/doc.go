// Package scheduler makes the clock speak: it reminds of due times and tells the
// digest.
//
// # What is due
//
// What the clock has to do is rows: a reminder for each matter that waits for
// somebody, a schedule for each digest. Once a second [Scheduler.Tick] takes the
// rows whose time has come, checks that they still fit, owes the messages and
// moves the rows on, all in one transaction. So a crash neither loses nor
// doubles anything, and "due" means "has come and was not said": a stop, a
// suspended machine or a clock that jumps delays, but never loses.
//
// Everything else that has a date rings a bell: an own reminder, a payment, a
// meeting. The room of the thing says who hears it and moves the thing on; what
// a person cannot hear now is put off in a row of its own.
//
// # What one person gets
//
// All that one tick has to say to a person goes to [Words] together, which makes
// one summary of it when a stop has left a backlog. Of several rungs of one
// matter only the last is said. Nobody is disturbed in the quiet hours or on a
// day off: the reminder stays, remembers who was told already, and comes again
// when the rest wakes. If the matter moves on meanwhile, it is never said.
//
// # What a day begins and ends with
//
// A schedule is the digest of those who may read it, and the morning list of an
// employee; see [department.Person.Daily]. A list whose day is over is not told,
// a digest always is. The department's group gets the totals of each working day.
//
// # What others may rely on
//
// A fixed [Job], the nightly copy for instance, is done once after its time came,
// be it that the program was down then.
//
// The rules are in department; here is only the order in which they are asked.
// [Scheduler.Run] is the only place that reads the clock.
package scheduler
