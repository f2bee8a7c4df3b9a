/* A form that may be filled in without a connection: what is sent lies on the phone first, sealed, and
   leaves it when the portal's receipt names it. Without a place to lie it is sent as any form is. */

import { isSure, now, readClock } from "./clock.js";
import { fieldsOf, fill, filesOf, missing, putToday, showErrors, titleOf } from "./filling.js";
import { clock, fact, hear, isShell, words } from "./here.js";
import { bodyOf, errorsOf, newKey, save, titleOf as titleKept } from "./items.js";
import { Heavy, Unreadable } from "./photos.js";
import { hold, round } from "./sending.js";

const SOON = 6_000;
const chosen = "form[data-queue]";
const lineOf = (form) => form.querySelector("[data-phone-line]");
const summary = () => document.getElementById("phone-errors");

function say(form, name, values, more = "") {
  const line = lineOf(form);
  if (!line) return;
  line.hidden = false;
  line.dataset.says = name;
  line.querySelector("[data-said]").textContent = words(name, values);
  line.querySelector("[data-more]").textContent = more ? words(more) : "";
  line.querySelector("[data-home]").hidden = name !== "saved";
  line.scrollIntoView({ block: "nearest" });
}

const keyField = (form) => form.elements.namedItem("key");

/* Ready for the next one, unless that was begun already: then what is typed stays, under a key of its own. */
function renew(form, saved) {
  if (JSON.stringify(fieldsOf(form)) === JSON.stringify(saved)) form.reset();
  keyField(form).value = newKey();
  window.portal?.forget?.(form);
  form.querySelector("[data-phone-errors]")?.remove();
}

/* What came of one that was just saved, as far as it is known soon. */
function outcome(key) {
  return new Promise((resolve) => {
    window.setTimeout(resolve, SOON, { kind: "later" });
    hear("came", (came) => came.key === key && resolve(came));
    hear("stands", ({ why }) => why && resolve({ kind: "later" }));
  });
}

async function plainly(form) {
  window.portal?.forget?.(form);
  form.submit();
}

async function gathered(form) {
  try {
    return await filesOf(form);
  } catch (fault) {
    if (!(fault instanceof Unreadable || fault instanceof Heavy)) throw fault;
    say(form, fault instanceof Heavy ? "heavy" : "photo");
    fault.field.focus();
    return null;
  }
}

async function send(form) {
  const lacking = missing(form, words("needed"));
  if (Object.keys(lacking).length) return showErrors(form, lacking, summary());
  const files = await gathered(form);
  if (!files) return null;
  const key = keyField(form).value;
  const item = { key, form: form.dataset.queue, fields: fieldsOf(form), files };
  let saved;
  try {
    saved = await save({ ...item, title: titleOf(form) });
  } catch (fault) {
    if (navigator.onLine && !isShell) return plainly(form);
    return say(form, fault?.name === "QuotaExceededError" ? "full" : "unsaved");
  }
  say(form, "saved", { time: clock(saved.at) }, "savedMore");
  form.inert = navigator.onLine;
  const came = outcome(key);
  round();
  const { kind, address } = navigator.onLine ? await came : { kind: "later" };
  if (kind === "got") {
    renew(form, item.fields);
    if (address?.startsWith("/") && !isShell) location.assign(address);
    else say(form, "sent");
    return null;
  }
  /* The portal's own page says what to put right, beside each field. What was typed waits here as well. */
  if (kind === "mend" && !isShell) return plainly(form);
  if (kind === "mend") return (location.hash = `change=${key}`);
  renew(form, item.fields);
  return null;
}

/* Changing what waits: it is opened into the form, under its own key. */
async function change(form, key) {
  say(form, "opening");
  const held = await hold(key);
  if (!held.item) {
    const said = { gone: "arrived", doubt: "doubt", shut: "shut" }[held.why] || "sealed";
    say(form, said);
    return;
  }
  fill(form, await bodyOf(held.item), (await titleKept(held.item)).words);
  keyField(form).value = key;
  say(form, "changing");
  const errors = await errorsOf(held.item);
  if (Object.keys(errors).length) showErrors(form, errors, summary());
}

/* A page of the portal was right when it was made; a kept one was made on another day. */
function today(form) {
  if (isSure()) putToday(form, now());
  else if (isShell) putToday(form, null);
}

function asked(form) {
  const key = location.hash.match(/^#change=([\w-]{36})$/)?.[1];
  if (key) change(form, key);
}

export function beginForms() {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.matches?.(chosen) || !fact("seals") || !keyField(form)) return;
      event.preventDefault();
      if (form.dataset.busy) return;
      form.dataset.busy = "yes";
      send(form)
        .catch(() => say(form, "unsaved"))
        .finally(() => {
          form.inert = false;
          delete form.dataset.busy;
        });
    },
    true,
  );
  const form = document.querySelector(chosen);
  if (!form) return;
  if (isShell) keyField(form).value = newKey();
  readClock().then(() => today(form), () => today(form));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && today(form));
  hear("renewed", () => say(form, "renewed"));
  hear("blocked", () => say(form, "blocked"));
  /* A page that comes back out of the browser's memory would send under a key that is used up. */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) keyField(form).value = newKey();
  });
  window.addEventListener("hashchange", () => asked(form));
  asked(form);
}
