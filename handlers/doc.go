// Package handlers decides what is said: a [Request] goes in, a [Reply] comes
// out. It knows neither Telegram nor SQL nor the clock.
//
// # The way of a request
//
// The [Mux] gives a request to one [Handler]: that of the pressed button's
// topic, else of the command, else of the dialog that is open in the chat, else
// of a number (№118), else of the word at the beginning ("жалоба …"). What
// nobody understands is answered with the two likeliest actions. The Mux checks
// the least role of a command before it calls the handler; who may do what with
// a matter is checked by the rules in department, at the moment of the tap.
//
// # Topics
//
// A [Topic] is a room of conversation with a package of its own below this one:
// its commands, what its buttons mean, how its dialogs go on. All commands
// together are the one command table; the help, the menus on the phones and the
// checks are made from it. To add a command, add a line to its topic's table
// and its texts to the catalogue.
//
// # What others may rely on
//
// Nothing is sent from here: a reply is stored in the transaction in which its
// handler ran. A handler that fails leaves no trace. Text from people reaches a
// message only through [texts], which escapes it.
package handlers
