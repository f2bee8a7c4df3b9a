/* What waits is sealed to its writer's public key: an agreement with a key made for this once, then
   AES-GCM. What opens comes with the session and is held by this page alone, never written down. */

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const text = new TextEncoder();

export const bytesOf = (written) => Uint8Array.from(atob(written), (letter) => letter.charCodeAt(0));

async function agreed(own, theirs, salt, use) {
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own, 256);
  const base = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: text.encode("what waits on a phone") };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, [use]);
}

/* Seal bytes. `about` is bound to them: a box that was moved to another item does not open. */
export async function seal(publicKey, about, bytes) {
  const theirs = await crypto.subtle.importKey("raw", bytesOf(publicKey), CURVE, false, []);
  const once = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const point = await crypto.subtle.exportKey("raw", once.publicKey);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await agreed(once.privateKey, theirs, point, "encrypt");
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(about) }, key, bytes);
  return { point, iv, box };
}

/* What opens, out of the session's answer; it cannot be read out of the page again. */
export function opener(privateKey) {
  return crypto.subtle.importKey("pkcs8", bytesOf(privateKey), CURVE, false, ["deriveBits"]);
}

export async function open(privateKey, about, { point, iv, box }) {
  const theirs = await crypto.subtle.importKey("raw", point, CURVE, false, []);
  const key = await agreed(privateKey, theirs, point, "decrypt");
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: text.encode(about) }, key, box);
}
