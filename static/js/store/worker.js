/* Answers for the portal's pages when there is no connection. It holds nothing of anybody: the files that
   draw a page, which are public, and behind the network what the page at hand kept (`shells.js`). */

const { build, files, home, statics } = self.PHONE;
const OF_FILES = "phone-files-";
const FILES = OF_FILES + build;
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

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* Files of older builds stay until a page of this one says that no kept page names them any more. */
async function putOldAway() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OF_FILES) && name !== FILES);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("message", (event) => {
  if (event.data?.build === build) event.waitUntil(putOldAway());
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

/* A page that was kept before the portal was renewed names files that only the phone still has. */
async function older(request) {
  const answer = await fetch(request).catch(() => null);
  if (answer?.ok) return answer;
  for (const name of (await caches.keys()).filter((one) => one.startsWith(OF_FILES))) {
    const kept = await (await caches.open(name)).match(new URL(request.url).pathname);
    if (kept) return kept;
  }
  return answer || Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (known.has(address.pathname)) event.respondWith(file(request));
  else if (address.pathname.startsWith(statics)) event.respondWith(older(request));
});
