// What lies over the page: menus, windows, passing notes, a large picture.

import { el, icon } from "./dom.js";
import { t } from "./words.js";

const layer = () => document.getElementById("over");

// menu opens a menu near the anchor. An item is {label, icon, hint, run}; {row:
// items} puts small ones side by side. Arrows move, Enter chooses, Escape leaves.
export function menu(anchor, items, { label = "", above = false, point = null } = {}) {
  closeMenu();
  const back = document.activeElement;
  const close = () => {
    box.remove();
    document.removeEventListener("pointerdown", outside, true);
    if (back && back.isConnected) back.focus({ preventScroll: true });
  };
  const outside = (e) => !box.contains(e.target) && close();
  const entry = (i, className) => el("button", { className, type: "button", role: "menuitem", tabIndex: -1, onclick: () => { close(); i.run(); } },
    i.icon && icon(i.icon), el("span", {}, i.label), i.hint && el("small", {}, i.hint));
  const box = el("div", { className: "menu", role: "menu", "aria-label": label },
    items.filter(Boolean).map((i) => (i.row ? el("div", { className: "menu-row" }, i.row.map((s) => entry(s, "menu-small"))) : entry(i, "menu-item"))));
  box.close = close;
  box.addEventListener("keydown", (e) => arrows(e, [...box.querySelectorAll("button")], close));
  layer().append(box);
  place(box, anchor, above, point);
  document.addEventListener("pointerdown", outside, true);
  box.querySelector("button")?.focus({ preventScroll: true });
}

export function closeMenu() {
  document.querySelector(".menu")?.close();
}

function arrows(e, list, close) {
  const at = list.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }[e.key];
  if (e.key === "Escape" || e.key === "Tab") close();
  else if (to !== undefined) list[(to + list.length) % list.length].focus();
  else return;
  e.preventDefault();
  e.stopPropagation();
}

// place puts the box at the anchor, or at a point, within the window.
function place(box, anchor, above, point) {
  const a = point ? { left: point.x, right: point.x, top: point.y, bottom: point.y } : anchor.getBoundingClientRect();
  const { offsetWidth: w, offsetHeight: h } = box;
  const left = Math.max(8, Math.min(a.left, innerWidth - w - 8));
  const below = a.bottom + 6;
  const top = above || below + h > innerHeight - 8 ? Math.max(8, a.top - h - 6) : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

// toast shows a passing note within a node, for as long as it takes to read.
export function toast(inside, text) {
  inside.querySelector(":scope > .toast")?.remove();
  const note = el("div", { className: "toast", role: "status" }, text);
  inside.append(note);
  setTimeout(() => note.remove(), 2500 + 60 * text.length);
}

// ask opens a window within a node, with a field if a hint is given. It
// resolves to the text of the field (or true), null when left.
export function ask(inside, text, { hint = null, yes = t("ok"), no = null } = {}) {
  return new Promise((resolve) => {
    const back = document.activeElement;
    const field = hint === null ? null : el("input", { type: "text", placeholder: hint, "aria-label": hint });
    const done = (value) => {
      shade.remove();
      if (back && back.isConnected) back.focus({ preventScroll: true });
      resolve(value);
    };
    const accept = el("button", { className: "primary", type: "button", onclick: () => done(field ? field.value : true) }, yes);
    const leave = no && el("button", { type: "button", onclick: () => done(null) }, no);
    const box = el("div", { className: "window", role: "alertdialog", "aria-modal": "true", "aria-label": text },
      el("p", {}, text), field, el("div", { className: "window-keys" }, leave, accept));
    const shade = el("div", { className: "shade" }, box);
    shade.addEventListener("keydown", (e) => {
      if (e.key === "Escape") done(null);
      else if (e.key === "Enter" && e.target === field) done(field.value);
      else if (e.key === "Tab") { // stays within the window
        const stops = [field, leave, accept].filter(Boolean);
        const step = e.shiftKey ? -1 : 1;
        stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
        e.preventDefault();
      }
      e.stopPropagation();
    });
    inside.append(shade);
    (field || accept).focus({ preventScroll: true });
  });
}

// large shows a picture over the whole page.
export function large(address) {
  const back = document.activeElement;
  const close = () => { shade.remove(); back?.focus({ preventScroll: true }); };
  const shade = el("button", { className: "large", type: "button", "aria-label": t("cancel"), onclick: close },
    el("img", { src: address, alt: t("photoAlt") }));
  shade.addEventListener("keydown", (e) => e.key === "Escape" && close());
  layer().append(shade);
  shade.focus();
}
