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
// # To add a kind
//
// Approval was added to the other kinds by its declaration,
//
//	+++ department/approval.go
//	+var Approval = Kind{
//	+	Name:   "approval",
//	+	Files:  Employee,
//	+	Owned:  Reporters,
//	+	Asks:   true,
//	+	Clocks: Clocks{Take: 2 * workdays.Day, Solve: 2 * workdays.Day, …},
//	+	Steps: []Step{
//	+		{Do: Agree, From: Open, To: Open, May: Asked},
//	+		{Do: Object, From: Open, To: Open, May: Asked, Needs: Note, Reply: true},
//	+		{Do: Later, From: Open, To: Open, May: Unheard},
//	+		{Do: Cancel, From: Open, To: Cancelled, May: Reporters | Directors},
//	+	},
//	+}
//
// its place among the kinds, the command that files it and, because it is about
// another matter, the way to it from a card,
//
//	+++ department/kind.go
//	-var kinds = []Kind{Complaint, Task, Question, Joint}
//	+var kinds = []Kind{Complaint, Task, Question, Approval, Joint}
//	+++ handlers/filing/filing.go
//	 var ways = []way{
//	 	{department.Question, "ask", []string{"вопрос", "спросить", …}},
//	+	{department.Approval, "approval", []string{"согласовать", …}},
//	 }
//	+++ handlers/filing/guide.go
//	+	o := order{Kind: department.Approval.Name, Parent: m.ID, Guided: true}
//
// its words in both languages, and its conversations:
//
//	+++ handlers/texts/catalogue/approval.{ru,en}.toml
//	+kind_approval = "Согласование"
//	+approval_standing_given = "Ответить до {{.Due}} · молчание – {{.Silence}}"
//	+approval_turn_open_mine = "↳ ждёт вашего ответа с {{.Since}}"
//	+…
//	+++ handlers/testdata/approval{,_en}.txt
//
// A text in the words of a kind begins with its name and stands in for the common
// one: approval_standing_given for standing_given. Cards, buttons, rights, lists,
// reminders, history, undo and the digest need no line. A kind that asks people
// ([Kind.Asks]) has its answers, its ladder and the decision by silence in
// party.go; one that gathers parts ([Kind.Gathers]) in joint.go. A new act needs
// a constant in kind.go, what it changes in [Matter.Do], and its texts: step_,
// did_, news_, history_, and ask_ if it needs words.
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
