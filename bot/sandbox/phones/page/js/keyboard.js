// The two kinds of keyboards a bot can bring: under a message, and in place of
// the letters.

import { el } from "./dom.js";
import { startPayload } from "./entities.js";

// buttons are those under message m. A pressed one glows until the bot answers.
export function buttons(m, on) {
  return el("div", { className: "inline-keyboard", role: "group" },
    m.buttons.map((row, r) => el("div", { className: "row" }, row.map((b, c) => button(m, b, r, c, on)))));
}

function button(m, b, row, column, on) {
  const style = b.style ? ` style-${b.style}` : "";
  if (b.url) {
    const payload = startPayload(b.url, on.rich.bot);
    if (payload === null && /^https:\/\/t\.me\/share\//i.test(b.url)) {
      return el("button", { className: `key${style}`, type: "button", "aria-haspopup": "menu", onclick: (e) => on.menu(m, e.currentTarget, e) }, b.text);
    }
    if (payload === null) {
      const safe = /^https?:/i.test(b.url) ? b.url : undefined;
      return el("a", { className: `key url${style}`, href: safe, target: "_blank", rel: "noopener noreferrer" }, b.text);
    }
    return el("button", { className: `key${style}`, type: "button", onclick: () => on.rich.open(payload) }, b.text);
  }
  const node = el("button", { className: `key${style}`, type: "button" }, b.text);
  node.onclick = () => {
    if (b.copy_text) return on.copy(b.copy_text.text);
    if (b.switch_inline_query_current_chat !== undefined) return on.inline(b.switch_inline_query_current_chat);
    if (b.switch_inline_query !== undefined) return on.inline(b.switch_inline_query);
    node.classList.add("waiting");
    on.press(m, row, column);
  };
  return node;
}

// replyKeyboard is the keyboard in place of the letters; say sends a label.
export function replyKeyboard(keyboard, say) {
  return el("div", { className: "reply-keyboard", role: "group" },
    keyboard.keyboard.map((row) => el("div", { className: "row" },
      row.map((b) => el("button", { className: "key", type: "button", onclick: () => say(b.text) }, b.text)))));
}
