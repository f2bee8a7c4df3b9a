/* What waits on this phone. In the clear stand a key, whose it is, which form, when and how much; all that
   was written, the words that show it and what was refused of it are sealed. */

import { within } from "./base.js";
import { aged, isSure, maySweep, now } from "./clock.js";
import { fact, person, tellAll } from "./here.js";
import { pack, packText, unpack, unpackText } from "./packing.js";
import { open, opener, seal } from "./sealing.js";

const NOTED = 30 * 24 * 3600 * 1000;
const MARK = `phone:${person}`;

export const newKey = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const most = "89ab"[parseInt(hex[16], 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${most}${hex.slice(17, 20)}-${hex.slice(20)}`;
};

const about = (item, part) => `${item.person} ${item.key} ${part}`;
const sealed = (item, part, bytes) => seal(item.sealKey, about(item, part), bytes);

/* How many wait, where a page finds it before the store is open. */
async function count() {
  const mine = await waiting();
  localStorage.setItem(MARK, String(mine.length));
  tellAll("changed");
}

export async function waiting() {
  const all = await within("readonly", ["items"], (items, answered) => answered(items.getAll()));
  return all.filter((item) => item.person === person).sort((one, other) => one.at - other.at);
}

/* Whether anything of anybody waits here, or is noted. */
export const holdsAny = () =>
  within("readonly", ["items", "notes"], async (items, found, answered) =>
    Boolean((await answered(items.count())) + (await answered(found.count()))),
  );

export const one = (key) =>
  within("readonly", ["items"], (items, answered) => answered(items.get(key))).then((item) =>
    item?.person === person ? item : null,
  );

/* Save what was written. It lies on the phone, sealed, once this returns. */
export async function save({ key, form, fields, files, title }) {
  const item = {
    key,
    person,
    form,
    shape: 1,
    at: Date.now(),
    since: isSure() ? now() : null,
    state: "waiting",
    tries: 0,
    isDoubtful: false,
    photos: files.length,
    sealKey: fact("seals"),
    keyName: fact("keyName"),
  };
  const body = await pack({ fields, files });
  item.size = body.byteLength;
  item.body = await sealed(item, "body", body);
  item.title = await sealed(item, "title", packText(title));
  await within("readwrite", ["items"], (items) => items.put(item));
  await count();
  return item;
}

/* Change what is known of one that waits; nothing happens where it has gone meanwhile. */
export async function change(key, facts) {
  const found = await within("readwrite", ["items"], async (items, answered) => {
    const item = await answered(items.get(key));
    if (item) await answered(items.put({ ...item, ...facts }));
    return item && { ...item, ...facts };
  });
  tellAll("changed");
  return found || null;
}

export async function refuse(item, errors) {
  return change(item.key, { state: "mend", isDoubtful: false, errors: await sealed(item, "errors", packText(errors)) });
}

/* Take one away. `why` stays for a while: that it was sent, or why it was not. */
export async function remove(item, why = "") {
  await within("readwrite", ["items", "notes"], (items, notes) => {
    items.delete(item.key);
    if (why) notes.put({ key: item.key, person: item.person, form: item.form, at: item.at, told: now(), why });
  });
  await count();
}

export async function notes() {
  const all = await within("readonly", ["notes"], (found, answered) => answered(found.getAll()));
  return all.filter((note) => note.person === person).sort((first, second) => second.told - first.told);
}

export async function forgetNote(key) {
  await within("readwrite", ["notes"], (found) => found.delete(key));
  tellAll("changed");
}

/* What has waited a week goes, whoever's it is, and what was noted, after its time. */
export async function sweep() {
  if (!maySweep()) return;
  const all = await within("readonly", ["items"], (items, answered) => answered(items.getAll()));
  for (const item of all) {
    const { isOver, since } = aged(item);
    if (isOver) await remove(item, "old");
    else if (since !== item.since) await change(item.key, { since });
  }
  const told = await within("readonly", ["notes"], (found, answered) => answered(found.getAll()));
  const over = told.filter((note) => now() - note.told > NOTED);
  if (over.length) await within("readwrite", ["notes"], (found) => over.forEach((note) => found.delete(note.key)));
}

/* Everything of this person goes from the phone. */
export async function leave() {
  await within("readwrite", ["items", "notes"], async (items, found, answered) => {
    for (const place of [items, found]) {
      for (const thing of await answered(place.getAll())) if (thing.person === person) place.delete(thing.key);
    }
  });
  localStorage.removeItem(MARK);
  tellAll("changed");
}

/* With what the session opens. The keys live as long as this page does. */
const openers = new Map();

export async function learn(keys) {
  for (const [name, key] of Object.entries(keys)) if (!openers.has(name)) openers.set(name, await opener(key));
}

export const canOpen = (item) => openers.has(item.keyName);

async function opened(item, part) {
  return open(openers.get(item.keyName), about(item, part), item[part]);
}

export const bodyOf = async (item) => unpack(await opened(item, "body"));
export const titleOf = async (item) => unpackText(await opened(item, "title"));
export const errorsOf = async (item) => (item.errors ? unpackText(await opened(item, "errors")) : {});
