// The bar over the telephones: the clock, the weather between the bot and
// Telegram, the end of the bot, prepared days, theme and language.

import { act } from "./api.js";
import { el, icon } from "./dom.js";
import { menu, toast } from "./popup.js";
import { clock, moment } from "./time.js";
import { t } from "./words.js";

export class Bar {
  // settings holds and changes the theme and the language of the page.
  constructor(store, settings) {
    this.store = store;
    this.settings = settings;
    this.node = document.getElementById("bar");
    store.watch("world", () => this.show());
    this.words();
  }

  words() {
    document.title = `Otdel · ${t("title")}`;
    this.time = el("time");
    this.date = el("small");
    this.nextAt = el("small", { className: "next-at" });
    this.state = el("span", { className: "state", role: "status" });
    const { bars } = this.store.world;
    this.node.replaceChildren(
      el("h1", {}, el("img", { src: "icon.svg", alt: "", width: 30, height: 30 }), el("span", {}, "Otdel", el("small", {}, t("title")))),
      ...(bars ? [this.clockGroup(), this.faultGroup(), this.dayGroup()] : []),
      this.state, this.pageGroup());
    this.show();
  }

  clockGroup() {
    const move = (seconds) => this.run("advance", { seconds });
    return group("clock", t("clock"),
      el("div", { className: "dial" }, this.time, this.date),
      key(t("hour"), "", () => move(3600), { id: "hour" }), key(t("day"), "", () => move(24 * 3600), { id: "day" }),
      el("button", { id: "next", type: "button", onclick: () => this.next() }, icon("bell"), el("span", {}, t("next"), this.nextAt)));
  }

  faultGroup() {
    this.faults = ["", "slow", "down", "busy"].map((fault) =>
      key(t(fault || "calm"), "", () => this.run("fault", { fault }), { data: { fault }, role: "radio" }));
    this.kill = el("button", { id: "kill", className: "danger", type: "button", title: t("killHint"), onclick: () => this.restart() }, icon("bolt"), t("kill"));
    return group("faults", t("weather"), el("div", { className: "segments", role: "radiogroup", "aria-label": t("weather") }, this.faults), this.kill);
  }

  dayGroup() {
    this.day = el("button", { id: "scenario", type: "button", "aria-haspopup": "menu", onclick: () => this.choose() });
    return group("scenarios", t("scenario"), this.day);
  }

  pageGroup() {
    const { settings } = this;
    const themes = { auto: "auto", light: "sun", dark: "moon" };
    const theme = el("button", { id: "theme", className: "round", type: "button", onclick: () => settings.nextTheme() }, icon(themes[settings.theme]));
    theme.title = t("theme", { theme: t(settings.theme) });
    theme.setAttribute("aria-label", theme.title);
    return el("div", { className: "tool page" }, theme,
      el("button", { id: "language", type: "button", onclick: () => settings.nextLanguage() }, t("language")));
  }

  show() {
    const { world } = this.store;
    if (!world.bars) return;
    for (const f of this.faults) {
      const on = f.dataset.fault === world.fault;
      f.setAttribute("aria-checked", String(on));
      f.classList.toggle("on", on);
    }
    this.nextAt.textContent = world.next ? moment(Date.parse(world.next), this.zone()) : t("nothingNext");
    this.day.hidden = world.scenarios.length === 0;
    this.day.replaceChildren(icon(world.playing ? "pause" : "play"), world.playing ? t("stop") : t("scenario"));
    this.state.textContent = world.running ? "" : t("dead");
    this.node.classList.toggle("stormy", world.fault !== "");
    this.tick();
  }

  zone() {
    return this.store.panes[0].people[0].zone;
  }

  tick() {
    const now = this.store.now();
    this.time.textContent = clock(now, this.zone());
    this.date.textContent = moment(now, this.zone()).replace(/,? ?\d\d:\d\d$/, "");
  }

  async run(name, what) {
    this.node.setAttribute("aria-busy", "true");
    try {
      return await act(name, what);
    } catch (error) {
      toast(document.body, error.message);
      return null;
    } finally {
      this.node.removeAttribute("aria-busy");
    }
  }

  async next() {
    const found = await this.run("next");
    if (found && !found.found) toast(document.body, t("nothingNext"));
  }

  async restart() {
    this.state.textContent = t("killing");
    const r = await this.run("restart");
    this.state.textContent = "";
    if (!r) return;
    const said = t("survived", { seconds: r.seconds.toFixed(2), lost: r.lost, matters: r.after.matters, events: r.after.events, people: r.after.people });
    toast(document.body, r.damaged ? t("damaged", { why: r.damaged }) : said);
  }

  choose() {
    const { scenarios, playing } = this.store.world;
    if (playing) return this.run("play", { scenario: "" });
    menu(this.day, scenarios.map((name) => ({ label: t(`scenario_${name}`), icon: "play", run: () => this.run("play", { scenario: name }) })), { label: t("scenario") });
  }
}

function group(name, label, ...children) {
  return el("div", { className: `tool ${name}`, role: "group", "aria-label": label }, ...children);
}

function key(label, className, onclick, more = {}) {
  return el("button", { type: "button", className, onclick, ...more }, label);
}
