// Moments as people read them, in the zone of a telephone.

import { language, t } from "./words.js";

const formats = new Map(); // making an Intl format is slow, using it is not

function format(name, zone, options) {
  const key = `${name} ${zone} ${language()}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(language() === "ru" ? "ru-RU" : "en-GB", { timeZone: zone || undefined, ...options }));
  }
  return formats.get(key);
}

// clock is "14:05".
export const clock = (ms, zone) => format("clock", zone, { hour: "2-digit", minute: "2-digit" }).format(ms);

// moment is "Mon 23 Nov, 14:05".
export const moment = (ms, zone) =>
  format("moment", zone, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(ms);

// dayKey tells days apart.
export const dayKey = (ms, zone) => format("key", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(ms);

// day is "Today", "Yesterday" or "Monday, 23 November".
export function day(ms, now, zone) {
  const key = dayKey(ms, zone);
  if (key === dayKey(now, zone)) return t("today");
  if (key === dayKey(now - 24 * 3600 * 1000, zone)) return t("yesterday");
  return format("day", zone, { weekday: "long", day: "numeric", month: "long" }).format(ms);
}

// size is "12 KB".
export function size(bytes) {
  if (bytes < 1024) return t("bytes", { n: bytes });
  if (bytes < 1024 * 1024) return t("kilobytes", { n: Math.round(bytes / 1024) });
  return t("megabytes", { n: (bytes / 1024 / 1024).toFixed(1) });
}

// length is "0:07".
export const length = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
