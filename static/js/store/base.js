/* The store on the phone: what waits, what was told of it, and what is known of the clock.

   A newer page may renew the store while an older one stands open. The older one lets go, says so, and
   goes on with the store as it is then: what it saves keeps its shape and is read by the newer one. */

import { tell } from "./here.js";

export const NAME = "shomonnoy-phone";
export const VERSION = 1;

let opening = null;

function make(base) {
  if (!base.objectStoreNames.contains("items")) base.createObjectStore("items", { keyPath: "key" });
  if (!base.objectStoreNames.contains("notes")) base.createObjectStore("notes", { keyPath: "key" });
  if (!base.objectStoreNames.contains("facts")) base.createObjectStore("facts", { keyPath: "name" });
}

function asked(version) {
  return new Promise((resolve, reject) => {
    const request = version ? indexedDB.open(NAME, version) : indexedDB.open(NAME);
    request.onupgradeneeded = () => make(request.result);
    request.onblocked = () => tell("blocked");
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });
}

async function begun() {
  let base;
  try {
    base = await asked(VERSION);
    tell("opened");
  } catch (fault) {
    if (fault?.name !== "VersionError") throw fault;
    base = await asked();
    tell("renewed");
  }
  base.onversionchange = () => {
    base.close();
    opening = null;
    tell("renewed");
  };
  /* Somebody emptied the store while the page stood open. */
  base.onclose = () => {
    opening = null;
  };
  return base;
}

function base() {
  opening ||= begun().catch((fault) => {
    opening = null;
    throw fault;
  });
  return opening;
}

const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function once(mode, stores, work) {
  const transaction = (await base()).transaction(stores, mode);
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error || new DOMException("", "AbortError"));
  });
  ended.catch(() => {});
  const result = await work(...stores.map((name) => transaction.objectStore(name)), answered);
  await ended;
  return result;
}

/* Do something within one transaction; it has happened once this returns. */
export async function within(mode, stores, work) {
  try {
    return await once(mode, stores, work);
  } catch (fault) {
    /* The store was let go or emptied between two steps: once more, with a fresh one. */
    if (!["InvalidStateError", "NotFoundError", "AbortError"].includes(fault?.name)) throw fault;
    opening = null;
    return once(mode, stores, work);
  }
}
