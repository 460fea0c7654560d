// Package reminder is the conversation about own reminders: "/remind завтра в 11
// позвонить в Ромашку".
//
// A reminder needs two things: what and when. What the line says is taken from
// it; the rest is asked one thing at a time. What is known so far, a [wish], is
// the data of the dialog, so it goes on after a restart. A recurrence shows its
// next three dates and is kept only when its owner says so.
//
// When an alarm rings, its message offers to put it off; that is counted from
// the tap and leaves the recurrence alone.
package reminder
