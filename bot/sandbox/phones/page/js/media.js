// What a message carries besides its text.

import { el, icon } from "./dom.js";
import { length, size } from "./time.js";
import { t } from "./words.js";

const address = (media) => `/api/file/${encodeURIComponent(media.file)}`;

// pictures returns the photos of a message or album as one mosaic, null if it
// has none. show is called with an address to be seen large.
export function pictures(messages, show) {
  const photos = messages.filter((m) => m.media && m.media.kind === "photo");
  if (photos.length === 0) return null;
  const mosaic = el("div", { className: "mosaic", data: { count: String(Math.min(photos.length, 4)) } });
  for (const { media } of photos) {
    const image = el("img", { src: address(media), alt: t("photoAlt"), width: media.width, height: media.height, loading: "lazy" });
    mosaic.append(el("button", { className: "picture", type: "button", "aria-label": t("photoAlt"), onclick: () => show(address(media)) }, image));
  }
  return mosaic;
}

// other returns the node of any media that is no photo, null if there is none.
export function other(media) {
  if (!media || media.kind === "photo") return null;
  if (media.kind === "voice" || media.kind === "audio") return player(media);
  if (media.kind === "sticker" && media.emoji) return el("div", { className: "sticker" }, media.emoji);
  if (!media.file) return el("div", { className: "document" }, t(media.kind));
  return el("a", { className: "document", href: address(media), download: media.name || media.kind, "aria-label": t("save", { name: media.name || t(media.kind) }) },
    el("span", { className: "document-icon" }, icon("file")),
    el("span", { className: "document-words" }, el("b", {}, media.name || t(media.kind)), el("small", {}, size(media.size || 0))));
}

// player plays a voice message. The bars are the same for everybody: they are
// an ornament, not a measurement.
function player(media) {
  const sound = el("audio", { src: address(media), preload: "none" });
  const time = el("small", {}, length(media.seconds || 0));
  const bars = el("span", { className: "bars", "aria-hidden": "true" });
  for (let i = 0; i < 28; i++) {
    const bar = el("i");
    bar.style.height = `${4 + Math.round(14 * Math.abs(Math.sin(i * 1.9) * Math.cos(i * 0.55)))}px`;
    bars.append(bar);
  }
  const button = el("button", { className: "play", type: "button", "aria-label": t("playVoice") }, icon("play"));
  button.onclick = () => (sound.paused ? sound.play().catch(() => {}) : sound.pause());
  sound.onplay = () => button.replaceChildren(icon("pause"));
  sound.onpause = () => button.replaceChildren(icon("play"));
  sound.ontimeupdate = () => {
    const total = Number.isFinite(sound.duration) ? sound.duration : media.seconds || 1;
    const reached = (sound.currentTime / total) * bars.children.length;
    [...bars.children].forEach((bar, i) => bar.classList.toggle("heard", i < reached));
    time.textContent = length(sound.currentTime);
  };
  return el("div", { className: "voice" }, button, bars, time, sound);
}
