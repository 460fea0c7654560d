// What appears over the field while a person types: commands that begin that
// way, or the results of an inline query.

import { act } from "./api.js";
import { el } from "./dom.js";
import { t } from "./words.js";

// suggest lists the commands that begin with what is typed.
export function suggest(composer, text) {
  const m = /^\/([a-z_]*)$/.exec(text);
  if (!m) {
    if (composer.results.dataset.kind === "commands") hide(composer);
    return;
  }
  const fitting = composer.phone.me().commands.filter((c) => c.command.startsWith(m[1]));
  fill(composer, "commands", fitting.map((c) => ({
    title: `/${c.command}`, description: c.description,
    run: () => { composer.set(""); composer.phone.say(`/${c.command}`); },
  })));
}

// inlineQuery asks the bot when the text begins with its name. Only the answer
// to the newest text is shown.
export async function inlineQuery(composer, text) {
  const bot = composer.phone.bot();
  const named = text.toLowerCase().startsWith(`@${bot.toLowerCase()} `);
  const turn = (composer.turn = (composer.turn || 0) + 1);
  if (!named) {
    if (composer.results.dataset.kind === "inline") hide(composer);
    return;
  }
  const query = text.slice(bot.length + 2);
  await new Promise((resolve) => setTimeout(resolve, 250)); // until the typing pauses
  if (turn !== composer.turn) return;
  try {
    const found = await act("inline", { ...composer.phone.who(), text: query });
    if (turn !== composer.turn) return;
    const items = found.results.map((r) => ({
      title: r.title, description: r.description,
      run: () => { composer.set(""); composer.phone.act("choose", { query: found.id, result: r.id }); },
    }));
    fill(composer, "inline", items.length > 0 ? items : [{ title: t("inlineEmpty"), run() {} }]);
  } catch (error) {
    composer.phone.note(error.message);
  }
}

function hide(composer) {
  composer.results.hidden = true;
  composer.results.replaceChildren();
}

function fill(composer, kind, items) {
  const box = composer.results;
  box.dataset.kind = kind;
  box.hidden = items.length === 0;
  box.replaceChildren(...items.map((i) => el("button", {
    className: "result", type: "button", role: "option",
    onclick: () => { hide(composer); i.run(); composer.field.focus(); },
    onkeydown: (e) => step(e, composer),
  }, el("b", {}, i.title), i.description && el("small", {}, i.description))));
}

function step(e, composer) {
  const node = e.currentTarget;
  if (e.key === "ArrowDown") node.nextElementSibling?.focus();
  else if (e.key === "ArrowUp") (node.previousElementSibling || composer.field).focus();
  else if (e.key === "Escape") composer.field.focus();
  else return;
  e.preventDefault();
}
