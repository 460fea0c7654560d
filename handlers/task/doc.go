// Package task is how work is given to somebody: "/task @ivanov подготовить КП
// до пятницы 18:00" or "Иванову: …" in one line, or step by step.
//
// A task needs three things: who, what, until when. What the line says is taken
// from it; the rest is asked one thing at a time, people and the usual dates by
// buttons. What is known so far is the data of the dialog, so it goes on after
// a restart. A task is filed when nothing is missing.
package task
