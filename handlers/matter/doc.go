// Package matter is the conversation about matters that exist: their cards, the
// steps taken by buttons, lists, and what the clock says about them. How a
// matter comes to be is said in the rooms of its kind: complaint, task, and filing
// for questions and approvals.
//
// A card looks the same everywhere. Its text depends on the matter and on the
// language of the reader, its buttons on what the reader may do. Every copy is
// known to storage; [Desk.Changed] edits them all when the matter changes.
//
// A button names the matter, the step and the state that was seen:
// "m:118:take:open". When it is pressed the rules of department decide anew, so
// an old or forged button is explained and harms nothing. A step that needs
// words (why, for whom, with what result) asks for them in a dialog with the
// usual answers as buttons.
package matter
