/* A phone's clock may be a day wrong, or back in the year it was made after its battery was empty. What the
   portal said last puts it right. Where it says what cannot be, nothing is thrown away by it. */

import { within } from "./base.js";

const DAY = 24 * 3600 * 1000;
const LONGEST_AWAY = 60 * DAY;

let contact = null;
/* Whether the portal has said the time to this very page: since then the phone's clock was not put forward. */
let isHeard = false;

export async function readClock() {
  contact = (await within("readonly", ["facts"], (facts, answered) => answered(facts.get("contact")))) || null;
}

/* The portal has said what time it is. */
export async function noteTime(portal) {
  contact = { name: "contact", portal, phone: Date.now() };
  isHeard = true;
  await within("readwrite", ["facts"], (facts) => facts.put(contact));
}

/* What time it is, as far as the phone can know. */
export const now = () => Date.now() + (contact ? contact.portal - contact.phone : 0);

export function isSure() {
  if (!contact) return false;
  const away = now() - contact.portal;
  return away > -DAY / 24 && away < LONGEST_AWAY;
}

/* Whether anything may be removed for its age now. */
export const maySweep = () => isHeard && isSure();

/* Whether something waited longer than a week; what was written by a clock nobody could trust begins anew. */
export function aged(item) {
  if (!isSure()) return { isOver: false, since: item.since };
  const since = item.since && item.since < now() + DAY ? item.since : now();
  return { isOver: isHeard && now() - since > 7 * DAY, since };
}
