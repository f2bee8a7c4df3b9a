/* The phone's store on a page of somebody who is signed in. Loaded where a form may wait, on the page of
   what waits, and everywhere on a phone that keeps something. */

import { beginForms } from "./form.js";
import { person, tellAll } from "./here.js";
import { leave } from "./items.js";
import { beginOutbox, openTitles } from "./outbox.js";
import { askAndHeed, begin } from "./sending.js";
import { forgetPages, keepPages, serve } from "./shells.js";

const portal = window.portal;

async function start() {
  tellAll("person", { now: person });
  beginForms();
  beginOutbox();
  await begin();
  await openTitles(askAndHeed);
  serve();
  await keepPages();
}

function showLine() {
  for (const sign of document.querySelectorAll("[data-phone-offline]")) sign.hidden = navigator.onLine;
}

if (portal?.person && "indexedDB" in window && window.crypto?.subtle) {
  /* Signing out empties this phone of this person, once that was asked (`keep.js`). */
  portal.leavePhone = () => Promise.allSettled([leave(), forgetPages()]);
  window.addEventListener("online", showLine);
  window.addEventListener("offline", showLine);
  showLine();
  start();
}
