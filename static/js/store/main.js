/* The phone's store on a page of somebody who is signed in. Loaded where a form may wait, on the page of
   what waits, and everywhere on a phone that keeps something. */

import { beginForms } from "./form.js";
import { hear, isShell, person, tellAll } from "./here.js";
import { leave } from "./items.js";
import { beginOutbox } from "./outbox.js";
import { askAndHeed, begin, why } from "./sending.js";
import { forgetPages, keepPages, serve } from "./shells.js";

const portal = window.portal;

async function start() {
  tellAll("person", { now: person });
  beginForms();
  beginOutbox();
  await begin();
  if (isShell) await askAndHeed();
  serve();
  await keepPages();
}

function showLine() {
  const isOff = !navigator.onLine || why() === "offline";
  for (const sign of document.querySelectorAll("[data-phone-offline]")) sign.hidden = !isOff;
}

if (portal?.person && "indexedDB" in window && window.crypto?.subtle) {
  /* Signing out empties this phone of this person, once that was asked (`keep.js`). */
  portal.leavePhone = () => Promise.allSettled([leave(), forgetPages()]);
  window.addEventListener("online", showLine);
  window.addEventListener("offline", showLine);
  hear("stands", showLine);
  showLine();
  start();
}
