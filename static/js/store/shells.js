/* The pages that open without a connection: this person's forms and what waits, fetched while the portal
   answers. They are one person's at a time; another's go before the first of this one is kept. */

import { noteTime } from "./clock.js";
import { BUILD, fact, isShell, person } from "./here.js";
import { ask } from "./portal.js";

const PAGES = "phone-pages";
const MARK = "phone-pages";
const FRESH = 3600 * 1000;

function marked() {
  try {
    return JSON.parse(localStorage.getItem(MARK)) || {};
  } catch {
    return {};
  }
}

let isLeaving = false;
let keeping = null;

async function forget() {
  if ("caches" in window) await caches.delete(PAGES);
  localStorage.removeItem(MARK);
}

/* Whoever leaves keeps nothing any more: what is being kept just now goes as well. */
export async function forgetPages() {
  isLeaving = true;
  await keeping;
  await forget();
}

/* Another's pages go first of all, whatever becomes of the rest of the store. */
export async function forgetOthers() {
  if (marked().person !== person) await forget();
}

async function keep(pages, address, source) {
  const answer = await fetch(source, { cache: "no-store", redirect: "manual", headers: { "X-Person": person } });
  /* Whatever answers for the portal does not know for whom the page is. */
  const isOurs = answer.ok && answer.headers.get("X-Phone-For") === person;
  if (!isOurs || isLeaving) return false;
  await pages.put(address, answer);
  return true;
}

/* Whether the kept pages are as the portal would make them now. */
function isFresh(kept, build, key) {
  const isSame = kept.person === person && kept.build === build && kept.lang === document.documentElement.lang;
  if (!isSame || (key && kept.key !== key)) return false;
  return kept.at <= Date.now() && Date.now() - kept.at < FRESH;
}

/* No kept page names the files of an older build any more: the worker of this one may put them away. */
const putAway = (build) => navigator.serviceWorker?.controller?.postMessage({ build });

async function keepAnew(kept, here) {
  /* The mark stands before the first page, and says when only after the last. */
  localStorage.setItem(MARK, JSON.stringify({ ...kept, person, at: 0 }));
  const pages = await caches.open(PAGES);
  const wanted = new Map([[here.home, here.home], ...Object.values(here.forms)]);
  for (const request of await pages.keys()) if (!wanted.has(new URL(request.url).pathname)) await pages.delete(request);
  let isWhole = true;
  for (const [address, source] of wanted) isWhole = !isLeaving && (await keep(pages, address, source)) && isWhole;
  if (!isWhole) return;
  const mark = { person, lang: document.documentElement.lang, key: here.seals, build: here.build, at: Date.now() };
  localStorage.setItem(MARK, JSON.stringify(mark));
  putAway(here.build);
}

/* Keep the pages anew, at most once an hour, and at once in another language or after the portal was renewed. */
export async function keepPages() {
  if (!("caches" in window)) return;
  const kept = marked();
  if (!kept.person && !fact("home")) return;
  /* A kept page cannot say of itself which build is the present one: it asks. */
  if (!isShell && isFresh(kept, BUILD, fact("keyName"))) {
    putAway(kept.build);
    return;
  }
  const here = await ask();
  if (here.kind !== "here" || isLeaving) return;
  await noteTime(here.now).catch(() => {});
  if (isFresh(kept, here.build, here.seals)) {
    putAway(here.build);
    return;
  }
  keeping = keepAnew(kept, here).catch(() => {});
  await keeping;
}

export function serve() {
  const worker = fact("worker");
  if (worker && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(worker, { scope: "/", updateViaCache: "none" }).catch(() => {});
  }
}
