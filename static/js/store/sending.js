/* Sends what waits, one after the other, by one tab at a time, for the person of this page alone. What
   failed is tried again later, when the connection is back, and whenever a page is opened. */

import { noteTime, readClock } from "./clock.js";
import { tellAll } from "./here.js";
import { bodyOf, canOpen, change, holdsAny, learn, one, refuse, remove, sweep, waiting } from "./items.js";
import { ask, post } from "./portal.js";

const SOONEST = 5_000;
const LATEST = 5 * 60_000;
/* Nothing but its writer moves these. */
const RESTS = ["held", "mend", "large", "shut"];

let pause = SOONEST;
let timer = 0;
let standing = "";

/* Why nothing is sent now: "offline", "out", "odd", or nothing. */
export const why = () => standing;

export function alone(work, options = {}) {
  if (!navigator.locks) return work(true);
  return navigator.locks.request("phone", options, work);
}

function later() {
  window.clearTimeout(timer);
  timer = window.setTimeout(round, pause * (0.8 + Math.random() * 0.4));
  pause = Math.min(pause * 2, LATEST);
}

function stand(kind) {
  standing = kind === "here" ? "" : kind;
  tellAll("stands", { why: standing });
}

/* Ask who is here, and heed the answer: what may no longer be sent goes, and says so. */
export async function askAndHeed() {
  const here = await ask();
  if (here.kind === "here") {
    await noteTime(here.now);
    await learn(here.keys);
  }
  stand(here.kind);
  if (here.kind !== "here") return here;
  await sweep();
  for (const item of await waiting()) if (!Object.hasOwn(here.forms, item.form)) await remove(item, "right");
  return here;
}

/* Send this one. It must be known on the phone that it was tried before it leaves. */
async function sendOne(item, here) {
  if (!Object.hasOwn(here.forms, item.form)) return { kind: "odd" };
  if (!canOpen(item)) {
    await change(item.key, { state: "shut" });
    return { kind: "shut" };
  }
  let body;
  try {
    body = await bodyOf(item);
  } catch {
    await change(item.key, { state: "shut" });
    return { kind: "shut" };
  }
  const before = await change(item.key, { tries: item.tries + 1, isDoubtful: true });
  if (!before) return { kind: "gone" };
  tellAll("sending", { key: item.key });
  const came = await post(before, body, here);
  if (came.kind === "got") await remove(item, "sent");
  if (came.kind === "mend") await refuse(item, came.errors);
  if (came.kind === "large") await change(item.key, { state: "large" });
  tellAll("came", { key: item.key, ...came });
  return came;
}

async function sendAll() {
  let here = await askAndHeed();
  if (here.kind !== "here") return here.kind;
  for (const { key } of await waiting()) {
    const item = await one(key);
    if (!item || RESTS.includes(item.state)) continue;
    let came = await sendOne(item, here);
    if (came.kind === "token") {
      /* Signed in again in another tab: once more with a fresh one. */
      here = await askAndHeed();
      if (here.kind !== "here") return here.kind;
      came = await sendOne(item, here);
    }
    if (["offline", "out"].includes(came.kind)) {
      stand(came.kind);
      return came.kind;
    }
    if (["odd", "token"].includes(came.kind)) {
      await change(key, { hasFailed: true });
      stand("odd");
    }
  }
  return standing || "here";
}

/* One round of sending. Another tab that is at it does it for this one, too. */
export async function round() {
  window.clearTimeout(timer);
  const left = await waiting();
  if (!left.length) return;
  await alone(
    async (lock) => {
      if (!lock) return;
      const ended = await sendAll().catch(() => "odd");
      if (ended === "here") pause = SOONEST;
    },
    { ifAvailable: true },
  );
  const open = (await waiting()).filter((item) => !RESTS.includes(item.state));
  if (open.length) later();
}

/* Take one out of the line to change it: never while it is on its way, and never when it may have arrived.
   Returns the item, or why not: "gone", "doubt", or why the portal cannot be asked. */
export function hold(key) {
  return alone(async () => {
    const here = await askAndHeed();
    if (here.kind !== "here") return { why: here.kind };
    let item = await one(key);
    if (!item) return { why: "gone" };
    if (item.isDoubtful) {
      /* An answer was lost: whether it arrived is known once it is sent again, under the same key. */
      const came = await sendOne(item, here);
      if (came.kind === "got") return { why: "gone" };
      if (came.kind !== "mend") return { why: "doubt" };
      item = await one(key);
    }
    const isOpen = canOpen(item);
    if (!isOpen) return { why: "shut" };
    return { item: await change(key, { was: item.state, state: "held" }) };
  });
}

export async function begin() {
  await readClock();
  window.addEventListener("online", () => {
    pause = SOONEST;
    round();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") round();
  });
  document.addEventListener("portal:back", round);
  /* What is too old goes once the portal has said the time: also where nothing is left to be sent. */
  if (!(await waiting()).length && (await holdsAny())) await askAndHeed();
  round();
}
