package sandbox

// menu is what setMyCommands and its relatives stored.
type menu struct{}

type menuButton struct{}
