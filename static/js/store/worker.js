/* Answers for the portal's pages when there is no connection. It holds nothing of anybody: the files that
   draw a page, which are public, and behind the network what the page at hand kept (`shells.js`). */

const { build, files, home } = self.PHONE;
const FILES = `phone-files-${build}`;
const PAGES = "phone-pages";
const PATIENCE = 8000;
const known = new Set(files.map((file) => new URL(file, self.location.origin).pathname));

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(FILES)
      .then((place) => place.addAll(files))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("phone-files-") && name !== FILES))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function keptPage(path) {
  const pages = await caches.open(PAGES);
  return pages.match(path);
}

const waited = () => new Promise((resolve) => setTimeout(resolve, PATIENCE, null));

async function page(request) {
  const kept = await keptPage(new URL(request.url).pathname);
  const asked = fetch(request);
  try {
    /* A line that takes the question and gives no answer is none; with nothing kept one waits. */
    const answer = await (kept ? Promise.race([asked, waited()]) : asked);
    if (answer && !(kept && answer.status >= 500)) return answer;
    asked.catch(() => {});
    return kept;
  } catch {
    return kept || (await keptPage(home)) || Response.error();
  }
}

async function file(request) {
  const place = await caches.open(FILES);
  return (await place.match(new URL(request.url).pathname)) || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (known.has(address.pathname)) event.respondWith(file(request));
});
