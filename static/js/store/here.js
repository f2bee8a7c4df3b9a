/* What the page at hand says: for whom it was made, where to ask, and the words of its language. */

const place = () => document.getElementById("phone");

export const person = document.body.dataset.person || "";
export const STATE = document.body.dataset.store;
/* Which build of the portal made the page; a kept page says an older one. */
export const BUILD = document.body.dataset.build || "";
export const isShell = Boolean(document.body.dataset.shell);

/* The words of the page; on a page without this store's own, nothing. */
export function words(name, values = {}) {
  let said = place()?.dataset[name] || "";
  for (const [key, value] of Object.entries(values)) said = said.replace(`[${key}]`, value);
  return said;
}

export const fact = (name) => place()?.dataset[name] || "";

/* What a form is called, as the page says it; nothing is written down of it. */
export function formSaid(name) {
  const said = place()?.querySelector(`[data-form="${CSS.escape(name)}"]`);
  return said ? { words: said.textContent.trim(), page: said.dataset.page } : null;
}

const DIGITS = "০১২৩৪৫৬৭৮৯";
const PARTS = [[20, "রাত"], [18, "সন্ধ্যা"], [15, "বিকাল"], [12, "দুপুর"], [6, "সকাল"], [4, "ভোর"], [0, "রাত"]];
const isBangla = () => document.documentElement.lang === "bn";

export const number = (value) => (isBangla() ? String(value).replace(/\d/g, (digit) => DIGITS[digit]) : String(value));

/* 10:24, সকাল ১০টা ২৪ মিনিট: as the pages write it, in the time of Dhaka. */
export function clock(at) {
  const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Dhaka" };
  const [hour, minute] = new Intl.DateTimeFormat("en-GB", form).format(new Date(at)).split(":").map(Number);
  if (!isBangla()) return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  const part = PARTS.find(([from]) => hour >= from)[1];
  return number(`${part} ${hour % 12 || 12}টা${minute ? ` ${minute} মিনিট` : ""}`);
}

export function day(at) {
  const form = { day: "numeric", month: isBangla() ? "long" : "short", timeZone: "Asia/Dhaka" };
  return new Intl.DateTimeFormat(isBangla() ? "bn-BD" : "en-GB", form).format(new Date(at));
}

/* 22/11/2026, ২২/১১/২০২৬: as the pages write a day into a field. */
export function written(at) {
  const form = { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Dhaka" };
  return number(new Intl.DateTimeFormat("en-GB", form).format(new Date(at)));
}

export function tell(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(`store:${name}`, { detail }));
}

export const hear = (name, what) => document.addEventListener(`store:${name}`, (event) => what(event.detail));

/* The other tabs of this phone. */
const line = "BroadcastChannel" in window ? new BroadcastChannel("phone") : null;

export function tellAll(name, detail = {}) {
  tell(name, detail);
  line?.postMessage({ name, detail, person });
}

line?.addEventListener("message", ({ data }) => tell(data.name, { ...data.detail, by: data.person }));
