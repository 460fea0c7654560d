// Which telephones are seen: as many as fit side by side, chosen by tabs.

import { el } from "./dom.js";
import { t } from "./words.js";

const narrowest = 330; // pixels that a telephone needs

export class Tabs {
  constructor(store, phones) {
    this.store = store;
    this.phones = phones;
    this.node = document.getElementById("tabs");
    const wanted = new URLSearchParams(location.search).get("phone"); // ?phone=director is seen first
    this.recent = phones.map((p) => p.key).sort((a, b) => (b === wanted) - (a === wanted));
    for (const p of phones) store.watch(p.key, () => this.counts());
    addEventListener("resize", () => this.arrange());
    this.words();
  }

  words() {
    this.buttons = this.phones.map((p) => el("button", { className: `tab ${p.key}`, type: "button", data: { key: p.key }, onclick: () => this.choose(p.key) },
      el("span", {}, t(p.key)), el("span", { className: "badge", hidden: true })));
    this.node.replaceChildren(...this.buttons);
    this.node.setAttribute("aria-label", t("title"));
    this.arrange();
    this.counts();
  }

  fit() {
    return Math.max(1, Math.min(this.phones.length, Math.floor(innerWidth / narrowest)));
  }

  // choose shows a telephone in place of the one looked at longest ago.
  choose(key) {
    if (!this.shown().includes(key)) this.recent = [key, ...this.recent.filter((k) => k !== key)];
    this.arrange();
    this.phones.find((p) => p.key === key).composer.field.focus({ preventScroll: true });
  }

  shown() {
    return this.recent.slice(0, this.fit());
  }

  arrange() {
    const shown = this.shown();
    for (const p of this.phones) {
      const seen = shown.includes(p.key);
      if (p.node.hidden === seen) {
        p.node.hidden = !seen;
        if (seen) p.list.toEnd();
      }
    }
    for (const b of this.buttons) b.setAttribute("aria-pressed", String(shown.includes(b.dataset.key)));
    this.node.classList.toggle("all", shown.length === this.phones.length);
  }

  counts() {
    for (const b of this.buttons) {
      const phone = this.phones.find((p) => p.key === b.dataset.key);
      const { unread } = phone.me();
      const badge = b.querySelector(".badge");
      badge.hidden = unread === 0;
      badge.textContent = String(unread);
    }
  }
}
