// The messages of one chat: days, runs, albums, the line above what is unread.

import { bubble } from "./bubble.js";
import { el } from "./dom.js";
import { day, dayKey } from "./time.js";
import { t } from "./words.js";

// List keeps the nodes of a chat and changes only those whose messages changed.
export class List {
  constructor(on) {
    this.on = on;
    this.shown = new Map(); // key → {parts, node}
    this.node = el("ol", { className: "messages", role: "log", "aria-live": "polite", "aria-relevant": "additions text" });
    this.stuck = true; // at the end, where new messages are followed
    this.node.addEventListener("scroll", () => { this.stuck = this.atEnd(); });
    this.node.addEventListener("load", () => this.stuck && this.toEnd(), true); // a picture has grown
    this.node.addEventListener("keydown", (e) => this.move(e));
    this.node.addEventListener("focusin", (e) => this.stop(e.target.closest(".message")));
  }

  // show brings the list to what pane is now, seen by the person me.
  show(pane, me, now) {
    const fresh = new Map();
    let order = [];
    for (const item of layout(pane, me, now)) {
      const old = this.shown.get(item.key);
      const same = old && old.sign === item.sign && old.parts.length === item.parts.length && old.parts.every((p, i) => p === item.parts[i]);
      const entry = same ? old : { ...item, node: this.draw(item, pane, me) };
      fresh.set(item.key, entry);
      order.push(entry.node);
    }
    const focused = document.activeElement && this.node.contains(document.activeElement) ? document.activeElement.closest(".message")?.dataset.id : null;
    arrange(this.node, order);
    this.shown = fresh;
    const stop = focused && this.node.querySelector(`[data-id="${focused}"]`);
    if (stop && !this.node.contains(document.activeElement)) stop.focus({ preventScroll: true });
    this.stop(stop || [...this.node.querySelectorAll(".message")].pop());
    if (this.stuck) this.toEnd();
  }

  draw(item, pane, me) {
    if (item.line) return el("li", { className: item.line, role: "separator" }, el("span", {}, item.text));
    const view = { ...item.view, me: me.id, zone: me.zone, find: (id) => pane.messages.find((m) => m.id === id) };
    return bubble(item.parts, view, this.on);
  }

  // forget draws everything anew next time: the words have changed.
  forget() {
    this.shown.clear();
  }

  atEnd() {
    const box = this.node;
    return box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  }

  toEnd() {
    this.stuck = true;
    this.node.scrollTop = this.node.scrollHeight;
  }

  jump(id) {
    const node = this.node.querySelector(`[data-id="${Number(id)}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1500);
  }

  // stop makes one message the stop of the Tab key; its buttons come after it,
  // those of the others are reached with the arrows first.
  stop(message) {
    if (!message || message === this.stopped) return;
    for (const node of this.node.querySelectorAll(".message, .message :is(button, a, [role=button])")) node.tabIndex = -1;
    for (const node of [message, ...message.querySelectorAll(".more, .key, .tap, a, .document, .play")]) node.tabIndex = 0;
    this.stopped = message;
  }

  move(e) {
    const message = e.target.closest(".message");
    if (!message || e.target !== message) return;
    const all = [...this.node.querySelectorAll(".message")];
    const at = all.indexOf(message);
    if (e.key === "Enter" || e.key === "ContextMenu") message.querySelector(".more")?.click();
    else if (e.key === "ArrowUp" && at > 0) all[at - 1].focus();
    else if (e.key === "ArrowDown" && at < all.length - 1) all[at + 1].focus();
    else if (e.key === "Home") all[0].focus();
    else if (e.key === "End") all[all.length - 1].focus();
    else return;
    e.preventDefault();
  }
}

// layout groups messages into blocks and puts the lines between them.
function layout({ messages, group }, me, now) {
  const { id, zone, readTo } = me;
  const items = [];
  let before = null, today = "", unread = false;
  for (let i = 0; i < messages.length; ) {
    const m = messages[i];
    let next = i + 1;
    if (m.album) while (next < messages.length && messages[next].album === m.album) next++;
    const key = dayKey(m.at * 1000, zone);
    if (key !== today) {
      const text = day(m.at * 1000, now, zone);
      items.push({ key: `day ${key}`, sign: text, parts: [], line: "day", text });
      today = key;
      before = null;
    }
    if (m.id > readTo && m.from.id !== id && !unread) {
      unread = true;
      items.push({ key: "unread", sign: t("unread"), parts: [], line: "unread", text: t("unread") });
    }
    const mine = m.from.id === id;
    const first = !before || before.from.id !== m.from.id || before.service || m.at - before.at > 600;
    const view = { mine, first: Boolean(first), named: group && !mine && Boolean(first) };
    items.push({ key: `m${m.id}`, sign: `${mine}${first}${view.named}${id}`, parts: messages.slice(i, next), view });
    before = messages[next - 1];
    i = next;
  }
  return items;
}

// arrange makes order the children of box, moving as little as possible.
function arrange(box, order) {
  const keep = new Set(order);
  for (const child of [...box.children]) if (!keep.has(child)) child.remove();
  let at = box.firstChild;
  for (const node of order) {
    if (node === at) at = at.nextSibling;
    else box.insertBefore(node, at);
  }
}
