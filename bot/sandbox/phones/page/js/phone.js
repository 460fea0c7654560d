// One telephone, or the group: its head, its messages, its composer, and what
// its owner does.

import { act, sendFiles } from "./api.js";
import { Composer } from "./composer.js";
import { el, icon } from "./dom.js";
import { List } from "./list.js";
import { messageMenu, phoneMenu } from "./menus.js";
import { ask, large, toast } from "./popup.js";
import { clock } from "./time.js";
import { t } from "./words.js";

export class Phone {
  constructor(store, key) {
    this.store = store;
    this.key = key;
    this.speaker = store.pane(key).people[0].id;
    this.list = new List(this.doings());
    this.composer = new Composer(this);
    this.clock = el("time", { className: "phone-clock" });
    this.name = el("b");
    this.status = el("small", { "aria-live": "polite" });
    this.badge = el("span", { className: "badge", hidden: true });
    this.more = el("button", { className: "round", type: "button", "aria-haspopup": "menu", onclick: () => phoneMenu(this, this.more) }, icon("more"));
    this.as = el("select", { onchange: () => { this.speaker = Number(this.as.value); this.show(); } });
    this.toEnd = el("button", { className: "to-end", type: "button", hidden: true, onclick: () => this.list.toEnd() }, icon("down"), this.badge);
    this.start = el("div", { className: "welcome", hidden: true });
    this.screen = el("div", { className: "screen" },
      el("header", { className: "head" }, el("span", { className: "avatar", "aria-hidden": "true" }), el("div", { className: "who" }, this.name, this.status), this.clock, this.more),
      el("div", { className: "talk" }, this.list.node, this.start, this.toEnd),
      el("div", { className: "speaking", hidden: !this.pane().group }, el("label", {}, el("span", {}), this.as)),
      this.composer.node);
    this.node = el("section", { className: `phone ${key}`, id: `phone-${key}` }, this.screen);
    this.list.node.addEventListener("scroll", () => this.scrolled());
    for (const kind of ["pointerdown", "focusin", "keydown"]) this.node.addEventListener(kind, () => this.read());
    store.watch(key, () => this.show());
    this.words();
  }

  pane() { return this.store.pane(this.key); }
  me() { return this.pane().people.find((p) => p.id === this.speaker) || this.pane().people[0]; }
  bot() { return this.store.bot.username; }
  who() { return { person: this.me().id, chat: this.pane().chat }; }

  // words puts the page's language on everything.
  words() {
    const role = t(this.key);
    this.node.setAttribute("aria-label", `${role}: ${this.pane().title}`);
    this.more.setAttribute("aria-label", t("phoneMenu"));
    this.toEnd.setAttribute("aria-label", t("toEnd"));
    this.screen.querySelector(".speaking span").textContent = t("speaking");
    this.list.forget();
    this.composer.words();
    this.show();
  }

  show() {
    const pane = this.pane(), me = this.me();
    this.name.textContent = pane.group ? pane.title : me.name;
    this.screen.querySelector(".avatar").textContent = (pane.group ? pane.title : me.name).split(/\s+/).slice(0, 2).map((w) => w[0]).join("");
    this.status.textContent = this.state(pane);
    this.status.classList.toggle("busy", pane.actions.length > 0);
    this.list.show(pane, me, this.store.now());
    this.composer.show(pane, me);
    this.welcome(pane);
    this.scrolled();
    this.tick();
    if (pane.group && this.as.options.length !== pane.people.length) {
      this.as.replaceChildren(...pane.people.map((p) => el("option", { value: p.id }, p.name)));
    }
    if (document.activeElement && this.node.contains(document.activeElement)) this.read();
    clearTimeout(this.fading);
    if (pane.actions.length > 0) this.fading = setTimeout(() => { pane.actions = []; this.show(); }, 5000);
  }

  state(pane) {
    if (pane.blocked) return t("blocked");
    if (pane.actions.length > 0) return t(pane.actions[0] === "typing" ? "typing" : "uploading");
    return pane.group ? pane.people.map((p) => p.name.split(" ")[0]).join(", ") : t(this.key);
  }

  welcome(pane) {
    this.start.hidden = pane.messages.length > 0 || pane.group;
    if (this.start.hidden) return;
    this.start.replaceChildren(el("p", {}, t("empty")), el("small", {}, t("emptyHint")),
      el("button", { className: "primary", type: "button", onclick: () => this.say("/start") }, t("start")));
  }

  tick() {
    this.clock.textContent = clock(this.store.now(), this.me().zone);
  }

  scrolled() {
    const { unread } = this.me();
    this.toEnd.hidden = this.list.atEnd();
    this.badge.hidden = unread === 0;
    this.badge.textContent = String(unread);
    this.node.classList.toggle("unread", unread > 0);
  }

  // read tells that the owner has seen what is there: a telephone is read when
  // somebody touches it, not because it lies on the table.
  read() {
    if (this.me().unread > 0) this.act("read");
  }

  // act does something in the owner's name; a refusal is shown and gives false.
  async act(name, what = {}) {
    try {
      return await act(name, { ...this.who(), ...what });
    } catch (error) {
      this.note(error.message);
      return false;
    }
  }

  say(text, answering) {
    this.list.toEnd();
    return this.act("say", { text, reply: answering?.id || 0 });
  }

  edit(m, text) { return this.act("edit", { message: m.id, text }); }

  async files(files, kind, text, seconds, answering) {
    try {
      await sendFiles({ ...this.who(), text, seconds, reply: answering?.id || 0 }, files, kind);
    } catch (error) {
      this.note(error.message);
    }
  }

  // sample sends a photo for those who have none at hand.
  async sample() {
    const picture = await fetch("/sample.jpg");
    this.files([new File([await picture.blob()], "sample.jpg", { type: "image/jpeg" })], "photo", this.composer.field.value.trim(), 0);
    this.composer.set("");
  }

  editLast() {
    const own = this.pane().messages.filter((m) => m.from.id === this.me().id && m.text && !m.forwarded).pop();
    if (own) this.composer.aim("edit", own);
  }

  note(text) { toast(this.screen, text); }

  // answered shows what the bot answered to a pressed button.
  answered(answer) {
    for (const key of this.node.querySelectorAll(".key.waiting")) key.classList.remove("waiting");
    if (!answer.text) return;
    if (answer.alert) ask(this.screen, answer.text);
    else this.note(answer.text);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.note(t("copied"));
    } catch {
      this.note(text);
    }
  }

  // doings are what the messages let one do.
  doings() {
    const open = (payload) => this.act("open", { text: payload });
    return {
      rich: { bot: this.store.bot.username, open, say: (text) => this.say(text) },
      show: large,
      jump: (id) => this.list.jump(id),
      copy: (text) => this.copy(text),
      inline: (query) => { this.composer.set(`@${this.bot()} ${query}`); this.composer.field.focus(); },
      react: (m, text) => this.act("react", { message: m.id, text }),
      menu: (m, anchor, e) => messageMenu(this, m, anchor, e),
      press: async (m, row, column) => {
        Phone.pressed.set(this.me().id, this);
        if (!(await this.act("press", { message: m.id, row, column }))) this.answered({ text: "" });
      },
    };
  }
}

// pressed is where each person pressed a button last: that is where the bot's
// answer shows.
Phone.pressed = new Map();
