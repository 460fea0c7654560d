// Where a person writes: the field, the command menu, attachments, the bar of
// what is being answered or changed, and the keyboard that the bot brought.

import { el, icon } from "./dom.js";
import { inlineQuery, suggest } from "./inline.js";
import { replyKeyboard } from "./keyboard.js";
import { menu } from "./popup.js";
import { Recorder } from "./voice.js";
import { t } from "./words.js";

export class Composer {
  // phone says who writes where, and carries the acts out.
  constructor(phone) {
    this.phone = phone;
    this.target = null; // {kind: "reply" | "edit", message}
    this.field = el("textarea", { rows: 1, className: "field", enterKeyHint: "send", spellcheck: false });
    this.field.addEventListener("keydown", (e) => this.key(e));
    this.field.addEventListener("keypress", (e) => e.key === "Enter" && !e.shiftKey && e.preventDefault()); // some keyboards send only this
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("paste", (e) => this.pasted(e));
    this.slash = el("button", { className: "round slash", type: "button", "aria-haspopup": "menu", onclick: () => this.commands() }, icon("slash"));
    this.clip = el("button", { className: "round", type: "button", "aria-haspopup": "menu", onclick: () => this.attach() }, icon("clip"));
    this.keys = el("button", { className: "round keys", type: "button", hidden: true, onclick: () => this.fold() }, icon("keys"));
    this.submit = el("button", { className: "round send", type: "button", onclick: () => this.send() }, icon("send"));
    this.file = el("input", { type: "file", hidden: true, multiple: true, onchange: () => this.chosen() });
    this.bar = el("div", { className: "answering", hidden: true });
    this.board = el("div", { className: "board", hidden: true });
    this.results = el("div", { className: "results", hidden: true, role: "listbox" });
    this.recorder = new Recorder();
    this.node = el("footer", { className: "composer" }, this.results, this.bar,
      el("div", { className: "line" }, this.slash, this.field, this.keys, this.clip, this.submit, this.file), this.board);
    this.words();
  }

  // words puts the page's language on everything that does not change otherwise.
  words() {
    this.field.setAttribute("aria-label", t("message"));
    this.field.placeholder = this.hint || t("message");
    for (const [node, key] of [[this.slash, "commands"], [this.clip, "attach"], [this.keys, "keyboard"], [this.submit, "say"]]) {
      node.setAttribute("aria-label", t(key));
      node.title = t(key);
    }
  }

  // show follows the chat: the keyboard it has, the answer it wants.
  show(pane, me) {
    const { keyboard, force } = me;
    this.hint = (force && force.placeholder) || (keyboard && keyboard.input_field_placeholder) || "";
    this.field.placeholder = this.hint || t("message");
    this.keys.hidden = !keyboard;
    const sign = JSON.stringify(keyboard || null);
    if (sign !== this.boardSign) {
      this.boardSign = sign;
      this.board.hidden = !keyboard;
      this.board.replaceChildren(...(keyboard ? [replyKeyboard(keyboard, (text) => this.phone.say(text))] : []));
    }
    if (force && this.forced !== force.message) {
      const message = pane.messages.find((m) => m.id === force.message);
      if (message) this.aim("reply", message);
    }
    if (!force && this.forced && this.target?.message.id === this.forced) this.aim(null);
    this.forced = force ? force.message : 0;
  }

  // aim says what the next text is: an answer, a change, or (null) neither.
  aim(kind, message) {
    const leaving = this.target?.kind === "edit" && kind !== "edit";
    this.target = kind ? { kind, message } : null;
    this.bar.hidden = !kind;
    if (leaving) this.set("");
    if (!kind) return;
    const title = kind === "edit" ? t("editing") : t("replying", { who: message.from.name });
    this.bar.replaceChildren(icon(kind), el("div", {}, el("b", {}, title), el("span", {}, message.text || t(message.media?.kind || "message"))),
      el("button", { type: "button", "aria-label": t("cancel"), onclick: () => this.aim(null) }, icon("close")));
    if (kind === "edit") this.set(message.text);
  }

  set(text) {
    this.field.value = text;
    this.typed();
  }

  typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
    this.submit.classList.toggle("ready", this.field.value.trim() !== "");
    inlineQuery(this, this.field.value);
    suggest(this, this.field.value);
  }

  key(e) {
    if (e.isComposing) return;
    if (e.key === "Enter" && !e.shiftKey) {
      e.preventDefault();
      this.send();
    } else if (e.key === "Escape" && this.target) this.aim(null);
    else if (e.key === "ArrowUp" && this.field.value === "") this.phone.editLast();
    else if (e.key === "ArrowDown" && !this.results.hidden) {
      e.preventDefault();
      this.results.querySelector("button")?.focus();
    }
  }

  // send sends what is written; if it is refused, it comes back into the field.
  async send() {
    const text = this.field.value.trim();
    if (text === "") return;
    const target = this.target;
    this.set("");
    this.aim(null);
    const done = target?.kind === "edit" ? this.phone.edit(target.message, text) : this.phone.say(text, target?.message);
    if (!(await done) && this.field.value === "") this.set(text);
  }

  commands() {
    const { commands } = this.phone.me();
    if (commands.length === 0) return this.phone.note(t("noCommands"));
    menu(this.slash, commands.map((c) => ({ label: `/${c.command}`, hint: c.description, run: () => this.phone.say(`/${c.command}`) })), { label: t("commands"), above: true });
  }

  attach() {
    if (this.recorder.on) return this.voice();
    menu(this.clip, [
      { label: t("photo"), icon: "photo", run: () => this.choose("image/*", "photo") },
      { label: t("sample"), icon: "photo", run: () => this.phone.sample() },
      { label: t("file"), icon: "file", run: () => this.choose("", "document") },
      { label: t("voice"), icon: "voice", run: () => this.voice() },
    ], { label: t("attach"), above: true });
  }

  // voice begins a recording; the second time it sends it.
  async voice() {
    if (!this.recorder.on) {
      const sample = await this.recorder.start();
      if (sample) {
        this.phone.note(t("noMic"));
        return this.phone.files([sample.file], "voice", "", sample.seconds);
      }
      this.clip.classList.add("recording");
      return this.phone.note(t("recording"));
    }
    this.clip.classList.remove("recording");
    const { file, seconds } = await this.recorder.stop();
    this.phone.files([file], "voice", "", seconds);
  }

  choose(accept, kind) {
    this.kind = kind;
    this.file.accept = accept;
    this.file.click();
  }

  chosen() {
    const files = [...this.file.files];
    this.file.value = "";
    if (files.length > 0) this.upload(files, this.kind);
  }

  pasted(e) {
    const files = [...(e.clipboardData?.files || [])];
    if (files.length === 0) return;
    e.preventDefault();
    this.upload(files, "");
  }

  // upload sends files with what is written as their caption.
  upload(files, kind) {
    const caption = this.field.value.trim();
    const target = this.target?.kind === "reply" ? this.target.message : null;
    this.set("");
    this.aim(null);
    this.phone.files(files, kind, caption, 0, target);
  }

  fold() {
    this.board.hidden = !this.board.hidden;
  }
}
