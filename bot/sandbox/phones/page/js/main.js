// The beginning: the state comes, the telephones are laid out, the changes are
// listened to.

import { listen, state } from "./api.js";
import { Bar } from "./bars.js";
import { toast } from "./popup.js";
import { Phone } from "./phone.js";
import { Settings } from "./settings.js";
import { Store } from "./store.js";
import { Tabs } from "./tabs.js";
import { t } from "./words.js";

const first = await state();
const store = new Store(first);
const settings = new Settings(first.world.language, () => { for (const part of parts) part.words(); });
const phones = store.panes.map((pane) => new Phone(store, pane.key));
document.getElementById("phones").append(...phones.map((p) => p.node));
const parts = [...phones, new Tabs(store, phones), new Bar(store, settings)];
for (const p of phones) p.list.toEnd();
setInterval(() => { for (const part of parts) part.tick?.(); }, 1000);

// ?still shows what is there and listens to nothing: for taking pictures.
const still = new URLSearchParams(location.search).has("still");
if (still) document.documentElement.classList.add("still");
let connected = true;
if (!still) listen(first.seq, {
  change(c) {
    if (c.kind === "gap") return location.reload(); // too much was missed
    store.change(c);
    if (c.kind === "answer" && c.answer) Phone.pressed.get(c.person)?.answered(c.answer);
  },
  world: (w) => store.setWorld(w),
  lost() {
    if (connected) toast(document.body, t("lost"));
    connected = false;
  },
  found() {
    connected = true;
  },
});
document.body.dataset.ready = "yes"; // for those who drive the page
