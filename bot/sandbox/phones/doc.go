// Package phones shows the chats of a [sandbox.Server] as telephones on a web
// page, so that one person at one screen can be a whole department.
//
// # Concept
//
// A [Page] is an [http.Handler]. It serves an embedded page (plain HTML, style
// sheets and JavaScript modules, nothing is fetched from elsewhere), the state
// of all chats as JSON, a stream of changes, and the acts of the people: say,
// press, forward, edit and so on. It keeps no copy of any chat: what it shows
// is what the stand-in for Telegram has, so a reload shows the same.
//
// A telephone is a [Phone]: one person and their chat with the bot. The group
// of the department is one more telephone, in which anybody may speak.
//
// What surrounds Telegram – a clock that can be moved, a bot that can be
// killed – belongs to whoever started the page, behind the interface [World].
// Without a World the page has no bar for it.
//
// # Life of a page
//
// [New] makes it. The browser asks /api/state once, then listens to
// /api/events from the number that came with the state; an event says what
// changed and brings its new form along. An act is a POST to /api/act/<name>;
// what it causes comes back through the events, like everything else.
// [Page.Refresh] tells all browsers that the World has changed.
//
// The page's own code is in page/js, a module for each idea: store.js knows,
// phone.js and list.js show, composer.js writes, main.js begins. page/css has
// the looks; every colour is a variable of base.css.
//
// # What others may rely on
//
// The page is for one machine. A request whose Host is not a loopback address,
// or whose Origin is another site, is refused before anything is looked at:
// a foreign page that resolves its name to 127.0.0.1 gets nowhere. Texts of
// people and bots travel as JSON and become text nodes, never markup; the
// content security policy forbids inline scripts, foreign addresses and, where
// the browser knows trusted types, the very assignment of HTML.
package phones
