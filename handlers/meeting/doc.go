// Package meeting is the conversation about meetings: "/meeting завтра в 10:00
// Планёрка по расчётам @ivanov @petrova".
//
// A meeting needs a title, a moment and people; what the line says is taken from
// it, the rest is asked one thing at a time. Its card goes to everybody who
// belongs to it. Answers, the agenda and changes show on every copy.
//
// The agenda proposes what the job description of the director names. When the
// meeting has begun, its organiser writes the minutes line by line; an edited
// message changes its lines. Closing shows what comes of them, then makes the
// tasks and decisions, sends the minutes and asks for acknowledgement. What was
// not reached rolls over to the next meeting of a series.
package meeting
