// Package filing is how matters are filed that ask something of somebody: a
// question of the director, an approval of those concerned.
//
// Which command files which kind is one line in the table of ways; what has to
// be known follows from the declaration of the kind. A kind that asks needs to
// know whom; a kind whose answers are worth keeping first offers what was
// answered before. What the line does not say is asked one thing at a time, and
// what is known so far is the data of the dialog.
//
// Here is also the letter without a name: it goes to the director and is kept
// nowhere.
package filing
