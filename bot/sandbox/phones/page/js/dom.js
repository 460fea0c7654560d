// Making elements. Texts always become text nodes: nothing here, or anywhere
// else on the page, parses a text as markup.

// el makes an element: properties, then children (nodes, texts, lists of them;
// null and false are skipped). Keys with a dash become attributes, "on…" become
// listeners, "data" fills dataset.
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  apply(node, props);
  node.append(...flat(children));
  return node;
}

// svg makes a drawing of one or more paths on a 24 × 24 grid, for icons.
export function icon(name) {
  const ns = "http://www.w3.org/2000/svg";
  const root = document.createElementNS(ns, "svg");
  root.setAttribute("viewBox", "0 0 24 24");
  root.setAttribute("class", "icon");
  root.setAttribute("aria-hidden", "true");
  for (const d of icons[name]) {
    const path = document.createElementNS(ns, "path");
    path.setAttribute("d", d);
    root.append(path);
  }
  return root;
}

const icons = {
  send: ["M5 12h13", "M12.5 6l6 6-6 6"],
  clip: ["M19 11.5l-7.2 7.2a4.5 4.5 0 0 1-6.4-6.4l7.6-7.6a3 3 0 0 1 4.2 4.2l-7.4 7.4a1.4 1.4 0 0 1-2-2l6.6-6.6"],
  menu: ["M5 7h14", "M5 12h14", "M5 17h9"],
  slash: ["M15 5L9 19"],
  more: ["M6 12h.01", "M12 12h.01", "M18 12h.01"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  down: ["M6 10l6 6 6-6"],
  reply: ["M10 7L5 12l5 5", "M5 12h8a6 6 0 0 1 6 6"],
  forward: ["M14 7l5 5-5 5", "M19 12h-8a6 6 0 0 0-6 6"],
  edit: ["M5 19l1-4L16 5l3 3L9 18z"],
  copy: ["M9 9h10v10H9z", "M5 15V5h10"],
  trash: ["M5 7h14", "M9 7V5h6v2", "M7 7l1 12h8l1-12"],
  link: ["M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1", "M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1"],
  file: ["M7 4h7l4 4v12H7z", "M14 4v4h4"],
  photo: ["M4 6h16v12H4z", "M4 16l5-5 4 4 3-3 4 4", "M15.5 9.5h.01"],
  voice: ["M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4z", "M6.5 11.5a5.5 5.5 0 0 0 11 0", "M12 17v3"],
  play: ["M8 6l10 6-10 6z"],
  pause: ["M9 6v12", "M15 6v12"],
  clock: ["M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z", "M12 8v4l3 2"],
  bell: ["M7 16V11a5 5 0 0 1 10 0v5l1.5 1.5h-13z", "M10.5 20.5h3"],
  bolt: ["M13 4L6 13h5l-1 7 7-9h-5z"],
  sun: ["M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z", "M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1"],
  moon: ["M19 14.5A7.5 7.5 0 1 1 9.5 5a6 6 0 0 0 9.5 9.5z"],
  auto: ["M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z", "M12 4v16", "M12 8l4 0M12 12h5M12 16h4"],
  ban: ["M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z", "M6.5 6.5l11 11"],
  globe: ["M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z", "M4 12h16", "M12 4c3 2.5 3 13.5 0 16c-3-2.5-3-13.5 0-16"],
  keys: ["M4 7h16v10H4z", "M8 10.5h.01M12 10.5h.01M16 10.5h.01M9 14h6"],
  pin: ["M9 4h6l-1 6 3 3H7l3-3z", "M12 13v7"],
};

function apply(node, props) {
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "data") Object.assign(node.dataset, value);
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role" || key === "for" || key === "list") node.setAttribute(key, value);
    else node[key] = value;
  }
}

function flat(children) {
  return children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false);
}
