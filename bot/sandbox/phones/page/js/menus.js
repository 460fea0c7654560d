// What can be done with a message, and with a telephone.

import { act } from "./api.js";
import { startPayload } from "./entities.js";
import { ask, menu } from "./popup.js";
import { t } from "./words.js";

const emoji = ["👍", "❤", "🔥", "🎉", "🤔", "👎"];

// messageMenu opens the menu of message m at the anchor.
export function messageMenu(phone, m, anchor, event) {
  const point = event && event.type === "contextmenu" && event.clientX ? { x: event.clientX, y: event.clientY } : null;
  const own = m.from.id === phone.me().id;
  menu(anchor, [
    { row: emoji.map((e) => ({ label: e, run: () => phone.act("react", { message: m.id, text: e }) })) },
    { label: t("reply"), icon: "reply", run: () => { phone.composer.aim("reply", m); phone.composer.field.focus(); } },
    own && m.text && !m.forwarded && { label: t("edit"), icon: "edit", run: () => { phone.composer.aim("edit", m); phone.composer.field.focus(); } },
    m.text && { label: t("copy"), icon: "copy", run: () => phone.copy(m.text) },
    ...phone.store.panes.map((to) => ({
      label: t("forwardTo", { who: t(to.key) }), icon: "forward", run: () => phone.act("forward", { message: m.id, to: to.chat }),
    })),
    ...linksTo(phone, m),
    own && { label: t("remove"), icon: "trash", run: () => phone.act("delete", { message: m.id }) },
  ], { label: t("more"), point });
}

// linksTo are the entries that open the message's link to the bot on another
// telephone: that is how an invitation reaches its guest.
function linksTo(phone, m) {
  const addresses = (m.entities || []).map((e) => (e.type === "url" ? m.text.slice(e.offset, e.offset + e.length) : e.url));
  for (const b of (m.buttons || []).flat()) addresses.push(b.url);
  const payload = addresses.map((a) => startPayload(a, phone.bot())).find((p) => p);
  if (!payload) return [];
  return phone.store.panes.filter((p) => !p.group && p.key !== phone.key).map((to) => ({
    label: t("openOn", { who: t(to.key) }), icon: "link",
    run: () => act("open", { person: to.people[0].id, chat: to.chat, text: payload }).catch((e) => phone.note(e.message)),
  }));
}

// phoneMenu opens the menu of a telephone.
export function phoneMenu(phone, anchor) {
  const pane = phone.pane(), me = phone.me();
  const other = me.language.startsWith("ru") ? "en" : "ru";
  menu(anchor, [
    { label: t("openLink"), icon: "link", run: () => openLink(phone) },
    { label: t("inline", { bot: phone.bot() }), icon: "slash", run: () => { phone.composer.set(`@${phone.bot()} `); phone.composer.field.focus(); } },
    { label: t("phoneLanguage", { language: me.language }), hint: `→ ${other}`, icon: "globe", run: () => phone.act("language", { text: other }) },
    !pane.group && (pane.blocked
      ? { label: t("unblock"), icon: "ban", run: () => phone.act("unblock") }
      : { label: t("block"), icon: "ban", run: () => phone.act("block") }),
  ], { label: t("phoneMenu") });
}

async function openLink(phone) {
  const hint = t("openLinkAsk", { bot: phone.bot() });
  const typed = await ask(phone.screen, t("openLink"), { hint, yes: t("open"), no: t("cancel") });
  if (!typed) return;
  const payload = startPayload(typed.trim(), phone.bot());
  if (payload === null) phone.note(t("badLink"));
  else phone.act("open", { text: payload });
}
