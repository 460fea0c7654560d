// Theme and language of the page, remembered by the browser.

import { language, speak } from "./words.js";

const themes = ["auto", "light", "dark"];

export class Settings {
  // changed is called after either has changed. wanted is the language that the
  // program was started with, empty if none. The address may say both:
  // ?lang=en&theme=dark.
  constructor(wanted, changed) {
    const address = new URLSearchParams(location.search);
    this.changed = changed;
    this.theme = themes.includes(address.get("theme")) ? address.get("theme") : recall("theme") || "auto";
    speak(address.get("lang") || recall("language") || wanted || (navigator.language.startsWith("ru") ? "ru" : "en"));
    this.paint();
  }

  nextTheme() {
    this.theme = themes[(themes.indexOf(this.theme) + 1) % themes.length];
    remember("theme", this.theme);
    this.paint();
    this.changed();
  }

  nextLanguage() {
    speak(language() === "ru" ? "en" : "ru");
    remember("language", language());
    this.changed();
  }

  paint() {
    if (this.theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }
}

// A browser may forbid storage; then the choice lasts until the reload.
function recall(name) {
  try {
    return localStorage.getItem(`otdel-${name}`);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`otdel-${name}`, value);
  } catch {
    // see above
  }
}
