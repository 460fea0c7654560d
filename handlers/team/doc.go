// Package team is the conversation about who belongs to the department: /start
// with the three faces of the bot, invitations, and candidates who say that they
// are employees.
//
// # The life of an invitation
//
// A director says /invite, or an administrator asks the program for a code:
// [NewInvitation] draws 128 bits and keeps only their hash. The code travels in
// a link; whoever opens it first within three days gets the role, the directors
// learn who came, and the phone gets the commands of the role. A director can
// revoke it until then.
//
// # The life of a wish to be let in
//
// A candidate taps «Я сотрудник». Only then is a row kept: the name, the
// messenger's user name and when it was. The directors get a card with two
// buttons; the first of them to answer decides. Whoever asked waits a day before
// asking again, and a week after a "no".
package team
