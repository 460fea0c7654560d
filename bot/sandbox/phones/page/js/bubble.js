// One message, or one album, as a bubble.

import { el, icon } from "./dom.js";
import { rich } from "./entities.js";
import { buttons } from "./keyboard.js";
import { other, pictures } from "./media.js";
import { clock } from "./time.js";
import { t } from "./words.js";

// bubble returns the node of a block of messages: a single one, or the parts of
// an album. view tells how the telephone sees it: mine, first of a run, the
// zone, whether names show. on is what can be done with it.
export function bubble(block, view, on) {
  const m = block[0];
  if (m.service) return el("li", { className: "service", data: { id: m.id } }, service(m.service));
  const words = block.find((part) => part.text) || m;
  const photo = pictures(block, on.show);
  const body = el("div", { className: "bubble" },
    view.named && el("div", { className: "author" }, m.from.name),
    m.forwarded && el("div", { className: "origin" }, icon("forward"), t("forwarded", { who: m.forwarded })),
    m.replyTo ? quoted(m, view.find(m.replyTo), on) : null,
    photo,
    block.map((part) => other(part.media)),
    words.text && el("div", { className: "text" }, rich(shown(words, view), words.entities, on.rich), stamp(m, view)),
    !words.text && stamp(m, view),
    reactions(m, view, on));
  const node = el("li", {
    className: ["message", view.mine ? "mine" : "theirs", view.first ? "first" : "", photo && !words.text ? "bare" : ""].join(" "),
    tabIndex: -1, data: { id: m.id }, "aria-label": spoken(m, words, view),
  }, body, more(m, on), m.buttons && buttons(m, on));
  node.addEventListener("contextmenu", (e) => {
    if (e.target.closest("a, img, .inline-keyboard")) return;
    e.preventDefault();
    on.menu(m, node, e);
  });
  return node;
}

// service words what the server tells in English; what is rare stays as it is.
function service(text) {
  const alone = { "group created": "groupCreated", "was a group": "wasGroup", "became a supergroup": "becameSupergroup" }[text];
  if (alone) return t(alone);
  const [, what, who] = /^(joined|left): (.*)$/s.exec(text) || [];
  return what ? t(what, { who }) : text;
}

// shown is the text of a message. Telegram's applications keep to themselves
// what a link handed over with /start.
function shown(m, view) {
  return view.mine ? m.text.replace(/^(\/start) \S+$/, "$1") : m.text;
}

// stamp is the time and what happened to the message, at its lower right.
function stamp(m, view) {
  return el("span", { className: "stamp" },
    m.pinned && icon("pin"), m.edited && el("span", { className: "edited" }, t("edited")), m.via && `@${m.via}`,
    el("time", {}, clock(m.at * 1000, view.zone)));
}

function quoted(m, answered, on) {
  const text = m.quote || (answered ? answered.text || t(answered.media ? answered.media.kind : "message") : "…");
  return el("button", { className: "quoted", type: "button", onclick: () => on.jump(m.replyTo) },
    el("b", {}, answered ? answered.from.name : ""), el("span", {}, text));
}

// reactions are the emoji under a message; pressing one's own takes it away.
function reactions(m, view, on) {
  if (!m.reactions || m.reactions.length === 0) return null;
  const groups = new Map();
  for (const r of m.reactions) groups.set(r.Emoji, [...(groups.get(r.Emoji) || []), r.By]);
  return el("div", { className: "reactions", "aria-label": t("reactions") }, [...groups].map(([emoji, by]) => {
    const own = by.includes(view.me);
    return el("button", { className: own ? "own" : "", type: "button", onclick: () => on.react(m, own ? "" : emoji) }, emoji, by.length > 1 ? ` ${by.length}` : "");
  }));
}

function more(m, on) {
  const button = el("button", { className: "more", type: "button", "aria-label": t("more"), "aria-haspopup": "menu" }, icon("more"));
  button.onclick = (e) => on.menu(m, button, e);
  return button;
}

// spoken is the message for those who listen to the page.
function spoken(m, words, view) {
  const what = words.text || (m.media ? t(m.media.kind) : "");
  return `${m.from.name}, ${clock(m.at * 1000, view.zone)}: ${what}`;
}
