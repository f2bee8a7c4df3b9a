/* The phone's store on a page of somebody who is signed in. Loaded where a form may wait, on the page of
   what waits, and everywhere on a phone that keeps something. */

import { beginForms } from "./form.js";
import { hear, isShell, person, tellAll } from "./here.js";
import { leave } from "./items.js";
import { beginOutbox } from "./outbox.js";
import { beginPhotos } from "./photo_rows.js";
import { askAndHeed, begin, why } from "./sending.js";
import { forgetOthers, forgetPages, keepPages, serve } from "./shells.js";

const portal = window.portal;

/* Before all else, and whether or not the rest of the store opens. */
const cleared = portal?.person ? forgetOthers().catch(() => {}) : null;

async function start() {
  tellAll("person", { now: person });
  beginForms();
  beginOutbox();
  await begin();
  if (isShell) await askAndHeed();
  serve();
  await cleared;
  await keepPages();
}

function showLine() {
  const isOff = !navigator.onLine || why() === "offline";
  for (const sign of document.querySelectorAll("[data-phone-offline]")) sign.hidden = !isOff;
}

const LONG = 10_000;
const tooLong = () => new Promise((_done, fail) => window.setTimeout(fail, LONG, new DOMException("", "TimeoutError")));

/* Signing out empties this phone of this person, once that was asked (`keep.js`), or says that it could not. */
async function leavePhone() {
  const emptied = Promise.allSettled(["indexedDB" in window && leave(), forgetPages()]);
  const failed = (await Promise.race([emptied, tooLong()])).find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

if (portal?.person) portal.leavePhone = leavePhone;

beginPhotos();

if (portal?.person && "indexedDB" in window && window.crypto?.subtle) {
  window.addEventListener("online", showLine);
  window.addEventListener("offline", showLine);
  hear("stands", showLine);
  showLine();
  start();
}
