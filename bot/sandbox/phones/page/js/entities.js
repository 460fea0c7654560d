// A text with its entities as nodes. Offsets count UTF-16 units, as positions
// in JavaScript's strings do.

import { el, icon } from "./dom.js";
import { t } from "./words.js";

// rich returns the nodes of a text. on.open is called with the payload of a
// link to the bot, on.say with a command or number that was tapped.
export function rich(text, entities, on) {
  const list = (entities || []).filter((e) => e.length > 0);
  list.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, list, 0, text.length, on);
}

// span renders text[from, to): plain pieces, and for each outermost entity its
// element around what is inside it.
function span(text, entities, from, to, on) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length; ) {
    const e = entities[i];
    const end = Math.min(e.offset + e.length, to);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next++;
    if (e.offset >= at && end > e.offset) {
      nodes.push(...plain(text.slice(at, e.offset), on));
      const inner = entities.slice(i + 1, next);
      nodes.push(shape(e, text.slice(e.offset, end), () => span(text, inner, e.offset, end, quiet(e, on)), on));
      at = end;
    }
    i = next;
  }
  nodes.push(...plain(text.slice(at, to), on));
  return nodes;
}

// quiet keeps numbers inside of code and links from becoming links themselves.
function quiet(e, on) {
  return ["code", "pre", "text_link", "url"].includes(e.type) ? { ...on, say: null } : on;
}

// plain is text without entities; numbers of matters in it can be tapped.
function plain(text, on) {
  if (!on.say) return text ? [document.createTextNode(text)] : [];
  return text.split(/(№\d+)/).filter(Boolean).map((part) =>
    /^№\d+$/.test(part) ? tap(part, () => on.say(part)) : document.createTextNode(part));
}

const tags = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

// shape makes the element of one entity.
function shape(e, text, inner, on) {
  switch (e.type) {
    case "bold": case "italic": case "underline": case "strikethrough": case "code":
      return el(tags[e.type], {}, inner());
    case "pre":
      return el("pre", {}, e.language && el("span", { className: "pre-language" }, e.language), el("code", {}, inner()));
    case "blockquote":
      return el("blockquote", {}, inner());
    case "expandable_blockquote":
      return expandable(inner());
    case "spoiler":
      return spoiler(inner());
    case "bot_command":
      return tap(text, () => on.say && on.say(text));
    case "text_link":
      return link(e.url, inner(), on);
    case "url":
      return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, inner(), on);
    case "email":
      return link(`mailto:${text}`, inner(), on);
    case "mention": case "text_mention": case "hashtag": case "phone_number": case "cashtag":
      return el("span", { className: "mention" }, inner());
    default:
      return el("span", {}, inner());
  }
}

function tap(text, onclick) {
  return el("button", { className: "tap", type: "button", onclick }, text);
}

// link opens an address: one of the bot's own in this telephone, any other in a
// new window. What is neither http nor mail stays a text.
function link(address, inner, on) {
  const payload = startPayload(address, on.bot);
  if (payload !== null) {
    return el("a", { href: "#", title: address, onclick: (e) => { e.preventDefault(); on.open(payload); } }, inner);
  }
  if (!/^(https?|mailto):/i.test(address)) return el("span", { className: "mention" }, inner);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, inner);
}

// startPayload returns what a link to the bot hands over, or null if it is no
// link to the bot.
export function startPayload(address, bot) {
  const m = /^(?:https?:\/\/)?t\.me\/([a-z0-9_]+)\/?(?:\?start=([A-Za-z0-9_-]*))?$/i.exec(address || "");
  return m && bot && m[1].toLowerCase() === bot.toLowerCase() ? m[2] || "" : null;
}

function spoiler(inner) {
  const node = el("span", { className: "spoiler", role: "button", tabIndex: 0, "aria-label": t("spoiler") }, inner);
  const open = () => {
    node.classList.add("open");
    node.removeAttribute("role");
    node.removeAttribute("aria-label");
  };
  node.addEventListener("click", open);
  node.addEventListener("keydown", (e) => e.key === "Enter" && open());
  return node;
}

function expandable(inner) {
  const quote = el("blockquote", { className: "folded" }, el("div", { className: "fold" }, inner));
  const toggle = el("button", { className: "unfold", type: "button", "aria-expanded": "false", "aria-label": t("unfold") }, icon("down"));
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  });
  quote.append(toggle);
  return quote;
}
