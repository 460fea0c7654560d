// Talking to the server: acts out, the state and its changes in.

// act does something in somebody's name. What it causes comes with the
// changes. A refusal is thrown as an Error with its reason.
export async function act(name, what = {}) {
  return result(await fetch(`/api/act/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(what),
  }));
}

// sendFiles sends files with an act that says who, where and with what words.
// kind is "photo", "document", "voice" or "" for what each file looks like.
export async function sendFiles(what, files, kind = "") {
  const form = new FormData();
  form.set("act", JSON.stringify(what));
  form.set("kind", kind);
  for (const file of files) form.append("file", file, file.name);
  return result(await fetch("/api/send", { method: "POST", body: form }));
}

export async function state() {
  return result(await fetch("/api/state"));
}

// listen calls back for every change after number seq. The browser reconnects
// by itself and asks for what it missed; lost and found tell about that.
export function listen(seq, { change, world, lost, found }) {
  const source = new EventSource(`/api/events?since=${seq}`);
  source.addEventListener("change", (e) => change(JSON.parse(e.data)));
  source.addEventListener("world", (e) => world(JSON.parse(e.data)));
  source.onerror = lost;
  source.onopen = found;
  return () => source.close();
}

async function result(response) {
  const text = await response.text();
  let body = {};
  try {
    body = JSON.parse(text);
  } catch {
    body = { error: text.trim() };
  }
  if (!response.ok) throw new Error(body.error || response.statusText);
  return body;
}
