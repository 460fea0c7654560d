// Package team is the conversation about who belongs to the department: /start
// with the three faces of the bot, invitations, candidates who say that they are
// employees, /team with roles and leaving, and /away.
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
//
// # The life of an absence
//
// /away notes two dates and perhaps a deputy. The clock lets the absence begin and
// end, see [Room.Turn]: between the dates the deputy has the rights of the absent
// person's role, may do with the matters what that person may, and is told what
// that person should be told. Without a deputy the directors are. Command menus
// change with the rights. An absence can be called off and its deputy changed at
// any time.
//
// # Leaving
//
// A director in their own right closes somebody's access from the page that /team
// shows. In one transaction the matters and the recurring tasks go to those who
// were chosen, dialogs, absences and open invitations end, and the person is a
// candidate. The first of those who take over, else the director, stands in the
// place of the person for good: accepts what the person had asked for, and is told
// what the person should be told. For ten minutes it can be taken back, with the
// matters that nobody has touched since.
//
// # The department's group
//
// A group becomes the department's when a director says so in it, see
// [Room.Topic] and /group. There is one at most. The totals of the day go there, to
// the topic in which it was said, and its cards are in its language. It moves with
// a group that becomes a supergroup, and ends when the bot is removed.
package team
