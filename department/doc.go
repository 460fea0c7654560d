// Package department holds the rules of a client-service department: what a
// complaint or a task is, who may do what with it, when it is due, whom the
// clock reminds, and what the digest counts.
//
// # The main object
//
// A [Matter] is something somebody owes somebody. Every kind of matter has the
// same life: open, taken, waiting, done, closed, with ways back. A [Kind]
// declares its words, its clocks and its [Step]s; [Matter.Do] is the only way
// to take one. A kind is added by a declaration in a file of its own, see
// complaint.go and task.go.
//
// # What has a date
//
// A [PaymentPlan] comes round by its [DateRule]; each time is a [Payment] of its
// own, so a changed rule reaches only what lies ahead. A [Meeting] may be one of
// a [Series]. An [Alarm] is a reminder that a person set for themselves. A
// [Decision] waits to be carried out. Each of them says with Next which [Bell]
// rings after a given moment; a late tick catches up with Catch instead of
// telling everything that was missed.
//
// # Time comes in, what must happen comes out
//
// Nothing here reads a clock, talks to Telegram, knows SQL or starts a
// goroutine. A rule gets the moment as an argument and changes the value it is
// called on. What changed is recorded in the matter as [Event]s for the ledger;
// what the clock has to do next is computed by [Matter.Next]. Whoever stores
// the matter stores both in the same transaction.
//
// # What others may rely on
//
// Instants are in UTC when they come out of a rule. Zero values mean "none": no
// owner, no due time, not closed. A rule that says no returns a [Refusal],
// which names the text a person is told; every other error is a fault of ours.
package department
