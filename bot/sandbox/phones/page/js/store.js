// What the page knows: a copy of the server's state, kept fresh by its changes.
// Whoever shows a part of it subscribes; several changes at once make one call.

export class Store {
  constructor(state) {
    this.bot = state.bot;
    this.panes = state.panes;
    this.setWorld(state.world);
    this.watchers = new Map(); // of "world" and of each pane's key
    this.due = new Set();
  }

  pane(key) {
    return this.panes.find((p) => p.key === key);
  }

  paneOfChat(chat) {
    return this.panes.find((p) => p.chat === chat);
  }

  // watch calls back soon after "world" or the pane with that key changed.
  watch(what, call) {
    if (!this.watchers.has(what)) this.watchers.set(what, []);
    this.watchers.get(what).push(call);
  }

  // change takes over what the server said. Messages are replaced, never
  // altered, so that an old one can be told from a new one by identity.
  change(c) {
    for (const head of c.heads || []) {
      Object.assign(this.pane(head.key), head);
      this.tell(head.key);
    }
    const pane = this.paneOfChat(c.chat);
    if (!pane) return;
    if (c.gone) pane.messages = pane.messages.filter((m) => m.id !== c.gone);
    if (c.message) put(pane.messages, c.message);
    this.tell(pane.key);
  }

  // setWorld takes over the world and notes by how much its clock is ahead.
  setWorld(world) {
    this.world = world;
    this.ahead = Date.parse(world.now) - Date.now();
    this.tell("world");
  }

  // now is the time in the demo's world, in milliseconds.
  now() {
    return Date.now() + this.ahead;
  }

  tell(what) {
    if (!this.watchers) return;
    if (this.due.size === 0) queueMicrotask(() => this.flush());
    this.due.add(what);
  }

  flush() {
    const due = [...this.due];
    this.due.clear();
    for (const what of due) for (const call of this.watchers.get(what) || []) call();
  }
}

// put puts a message where its number belongs.
function put(messages, m) {
  let at = messages.length;
  while (at > 0 && messages[at - 1].id > m.id) at--;
  if (at > 0 && messages[at - 1].id === m.id) messages[at - 1] = m;
  else messages.splice(at, 0, m);
}
