/* The pages that open without a connection: this person's forms and what waits, fetched while the portal
   answers. They are one person's at a time; another's go before the first of this one is kept. */

import { fact, person } from "./here.js";
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

export async function forgetPages() {
  localStorage.removeItem(MARK);
  if ("caches" in window) await caches.delete(PAGES);
}

async function keep(pages, address, source) {
  const answer = await fetch(source, { cache: "no-store", redirect: "manual", headers: { "X-Person": person } });
  /* Whatever answers for the portal does not know for whom the page is. */
  if (answer.ok && answer.headers.get("X-Phone-For") === person) await pages.put(address, answer);
}

/* Keep the pages anew, at most once an hour, and at once in another language. */
export async function keepPages() {
  if (!("caches" in window)) return;
  const kept = marked();
  if (kept.person && kept.person !== person) await forgetPages();
  const home = fact("home");
  if (!home) return;
  const lang = document.documentElement.lang;
  const isFresh = kept.person === person && kept.lang === lang && kept.key === fact("keyName") && Date.now() - kept.at < FRESH;
  if (isFresh && kept.at <= Date.now()) return;
  const here = await ask();
  if (here.kind !== "here") return;
  const pages = await caches.open(PAGES);
  const wanted = new Map([[home, home], ...Object.values(here.forms)]);
  for (const request of await pages.keys()) if (!wanted.has(new URL(request.url).pathname)) await pages.delete(request);
  for (const [address, source] of wanted) await keep(pages, address, source);
  localStorage.setItem(MARK, JSON.stringify({ person, lang, key: fact("keyName"), at: Date.now() }));
}

export function serve() {
  const worker = fact("worker");
  if (worker && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(worker, { scope: "/", updateViaCache: "none" }).catch(() => {});
  }
}
