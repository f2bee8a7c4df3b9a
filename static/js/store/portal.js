/* What is asked of the portal, and what its answers mean. Only its own receipt, which names the key of what
   was sent, says that something arrived: a sign-in page, a Wi-Fi's own page or a fault never does. */

import { now } from "./clock.js";
import { STATE, person } from "./here.js";

const PATIENCE = 60_000;

async function fetched(address, options) {
  const stop = new AbortController();
  const timer = window.setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, {
      cache: "no-store",
      credentials: "same-origin",
      redirect: "manual",
      signal: stop.signal,
      ...options,
      headers: { "X-Person": person, ...options?.headers },
    });
    return { answer, told: await asJson(answer) };
  } catch {
    return null;
  } finally {
    window.clearTimeout(timer);
  }
}

async function asJson(answer) {
  if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) return null;
  try {
    return await answer.json();
  } catch {
    return null;
  }
}

/* Who is here, what opens, which forms may be sent, the time and a fresh token; or why nobody says. */
export async function ask() {
  const got = await fetched(STATE);
  if (!got) return { kind: "offline" };
  if (got.answer.status === 401) return { kind: "out" };
  if (!got.answer.ok || got.told?.person !== person || !got.told.token) return { kind: "odd" };
  return { kind: "here", ...got.told };
}

/* Send one, and say what came of it. It goes where the portal says now that this form is sent, and never
   where something on the phone says: whoever held the phone could have written that. */
export async function post(item, { fields, files }, { forms, token }) {
  const [address] = forms[item.form];
  const form = new FormData();
  form.append("key", item.key);
  for (const [name, value] of fields) form.append(name, value);
  for (const { field, name, blob } of files) form.append(field, blob, name);
  const wrote = new Date(item.since || now()).toISOString();
  const headers = { "X-CSRFToken": token, "X-Queued": "1", "X-Made-At": wrote, "Idempotency-Key": item.key };
  const got = await fetched(address, { method: "POST", body: form, headers });
  if (!got) return { kind: "offline" };
  const { answer, told } = got;
  if ([200, 201].includes(answer.status) && told?.receipt === item.key) return { kind: "got", address: told.address };
  if (answer.status === 422 && told?.receipt === null && told.errors) return { kind: "mend", errors: told.errors };
  if (answer.status === 401) return { kind: "out" };
  if (answer.status === 413) return { kind: "large" };
  if (answer.status === 403 && answer.headers.get("X-Refused") === "token") return { kind: "token" };
  return { kind: "odd" };
}
