// Package bot speaks with Telegram: it takes updates, has them handled, and
// sends what is owed. It is the only package that knows the messenger's
// protocol and its library.
//
// # The way in
//
// A [Poller] asks for a page of updates and handles all of them in one
// transaction, each in a savepoint of its own: it translates the update into a
// [handlers.Request], gives that to the Mux, and turns the reply into rows of
// the outbox. The transaction is committed, and only then does the next
// question confirm the page. A crash before the commit leaves no trace, and
// Telegram gives the updates again; after it, their numbers are known and they
// are not handled twice. An update that cannot be handled is kept as it came,
// the person is told a reference number, and the others go on.
//
// # The way out
//
// Nothing is sent that was not first a row. A [Sender] holds a window of the
// outbox in memory, sorted into lanes, one a chat: within a lane rows go one
// after another, between lanes the most urgent first, evenly spaced and no
// faster than Telegram takes them. A call that fails is repeated, sent in
// another manner, or set aside with its reason; what became of a row is noted
// in a later transaction, many rows at a time. A crash between sending and
// noting repeats messages, no more than may be under way at a time.
//
// # What others may rely on
//
// Rows of one chat and one priority arrive in the order in which they were
// owed. Of several waiting changes of one message only the last is made. The
// library is used as a thin transport: it never holds the token, which only the
// last stage before the wire puts into the address, and it decodes nothing of an
// update but leaves. No error and no log line has the token or a text of a
// person in it. Memory does not grow with what waits.
//
// # Wiring
//
// [NewClient] and [Connect] reach Telegram, [NewPoller] and [NewSender] make the
// two halves, [Run] runs both until its context ends. After a commit that owes
// messages, [Sender.Wake] is to be called. Tests drive [Poller.Once] and
// [Sender.Flush] instead of Run.
package bot
