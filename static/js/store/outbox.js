/* The page of what waits on this phone: its state in words, changing, deleting, and what was sent. */

import { clock, day, fact, formSaid, hear, number, person, words } from "./here.js";
import { canOpen, change, errorsOf, forgetNote, notes, remove, titleOf, waiting } from "./items.js";
import { round, why } from "./sending.js";

let sendingKey = "";
let isOther = false;
let drawing = Promise.resolve();

const place = (name) => document.querySelector(`[data-phone-${name}]`);
const piece = (name) => document.getElementById(`phone-${name}`).content.firstElementChild.cloneNode(true);
const size = (bytes) => `${number(Math.max(1, Math.round(bytes / 1024)))} KB`;

function stateOf(item) {
  if (item.key === sendingKey) return "sending";
  if (item.state !== "waiting") return item.state;
  if (why() === "out") return "out";
  return why() === "odd" || (item.hasFailed && !why()) ? "odd" : "waits";
}

async function described(item) {
  const plain = { words: formSaid(item.form)?.words || words("something"), to: "", isSealed: true };
  if (!canOpen(item)) return plain;
  try {
    const { words: title, to } = await titleOf(item);
    return { words: title || plain.words, to, isSealed: false };
  } catch {
    return plain;
  }
}

async function row(item) {
  const line = piece("item");
  const about = await described(item);
  const put = (name, said) => {
    const spot = line.querySelector(`[data-${name}]`);
    spot.textContent = said;
    spot.hidden = !said;
  };
  put("title", about.words);
  const photos = item.photos ? words("photos", { count: number(item.photos) }) : words("noPhoto");
  const when = words("savedOn", { day: day(item.at), time: clock(item.at) });
  put("about", [about.to && words("readBy", { whom: about.to }), `${when} ${size(item.size)}, ${photos}`].filter(Boolean).join(" "));
  put("sealed", about.isSealed ? words("sealed") : "");
  const state = stateOf(item);
  line.dataset.state = state;
  for (const status of line.querySelectorAll("[data-when]")) status.hidden = !status.dataset.when.split(" ").includes(state);
  const errors = about.isSealed ? {} : await errorsOf(item).catch(() => ({}));
  const list = line.querySelector("[data-errors]");
  if (state === "mend") for (const said of Object.values(errors).flat()) list.append(Object.assign(document.createElement("li"), { textContent: said }));
  const page = formSaid(item.form)?.page;
  const link = line.querySelector("[data-change]");
  link.hidden = !page || ["sending", "shut"].includes(state);
  if (page) link.href = `${page}#change=${item.key}`;
  line.querySelector("[data-as-it-was]").addEventListener("click", async () => {
    await change(item.key, { state: item.was === "mend" ? "mend" : "waiting" });
    round();
  });
  const dialog = line.querySelector("dialog");
  line.querySelector("[data-delete]").addEventListener("click", () => dialog.showModal());
  line.querySelector("[data-delete-it]").addEventListener("click", async () => {
    dialog.close();
    await remove(item);
    place("list").focus();
  });
  for (const spot of line.querySelectorAll("[data-maybe]")) spot.hidden = !item.isDoubtful;
  return line;
}

function told(note) {
  const line = piece("note");
  line.querySelector("[data-title]").textContent = formSaid(note.form)?.words || words("something");
  const said = { sent: "toldSent", right: "toldRight", old: "toldOld" }[note.why];
  line.querySelector("[data-about]").textContent = words(said, { day: day(note.told), time: clock(note.told) });
  line.dataset.why = note.why;
  for (const icon of line.querySelectorAll("[data-icon]")) icon.hidden = icon.dataset.icon !== (note.why === "sent" ? "sent" : "gone");
  const away = line.querySelector("[data-away]");
  away.addEventListener("click", () => forgetNote(note.key));
  return line;
}

async function drawnAnew() {
  const items = isOther ? [] : await waiting();
  const noted = isOther ? [] : await notes();
  const rows = await Promise.all(items.map(row));
  if (document.querySelector("[data-phone-list] dialog[open]")) return;
  place("list").replaceChildren(...rows);
  place("count").textContent = number(items.length);
  place("count").hidden = !items.length;
  place("none").hidden = Boolean(items.length);
  place("kept").hidden = !items.length;
  const lost = noted.filter((note) => note.why !== "sent");
  place("lost").replaceChildren(...lost.map(told));
  place("lost-part").hidden = !lost.length;
  const sent = noted.filter((note) => note.why === "sent");
  place("sent").replaceChildren(...sent.slice(0, 20).map(told));
  place("sent-part").hidden = !sent.length;
}

/* One drawing at a time, and always one after the last change. */
function draw() {
  drawing = drawing.then(drawnAnew, drawnAnew);
  return drawing;
}

export function beginOutbox() {
  if (!place("list")) return;
  place("elsewhere").hidden = location.pathname === fact("home");
  hear("sending", ({ key }) => {
    sendingKey = key;
    draw();
  });
  hear("came", () => {
    sendingKey = "";
    draw();
  });
  for (const name of ["changed", "stands"]) hear(name, draw);
  /* Somebody else has come in beside this page: nothing of this one's is shown any more. */
  hear("person", ({ now }) => {
    isOther = Boolean(now) && now !== person;
    draw();
  });
  draw();
}
