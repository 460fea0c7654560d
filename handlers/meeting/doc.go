// Package meeting is the conversation about meetings: "/meeting завтра в 10:00
// Планёрка по расчётам @ivanov @petrova", or by a button of the card of a matter,
// whose people are then proposed and which is on the agenda.
//
// A meeting needs a title, a moment and people; what the line says is taken from
// it, the rest is asked one thing at a time. Its card goes to everybody who
// belongs to it. Answers, the agenda and changes show on every copy.
//
// The agenda proposes what the job description of the director names. A reply to
// the card is a line for the agenda until the meeting begins, and one for its
// minutes from then on, whoever of its people writes it; the organiser may write
// them in a dialog too. A message that is edited later changes its lines. Closing
// shows what comes of them, then makes the tasks, questions and decisions, sends
// the minutes and asks for acknowledgement.
//
// What was not reached rolls over, counted: to the next meeting of the series,
// else to the next of the same organiser with most of the same people. If none
// is planned, it waits until one is called.
package meeting
