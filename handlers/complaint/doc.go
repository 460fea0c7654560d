// Package complaint is how a client's complaint is handed over: in one line, by
// the word "жалоба", from a reply, or by sending anything and saying afterwards
// what it is.
//
// What an employee sends without a word about what it is becomes a draft at
// once, with its files, and is not lost if the person stops there. One tap makes
// it a complaint, and two a comment to a matter that the person saw lately. A
// draft says what its message says, also after a change, and so does what was made
// of it. A complaint is filed as soon as its text is known; the client,
// if it was not said, is asked afterwards, with the recent ones as buttons.
package complaint
