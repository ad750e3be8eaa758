/**
 * Serves the app from the phone. Every file has its content's hash in its name, so a build is a list of names:
 * a new build fetches only what changed, and an install cut off by the network goes on where it stopped.
 * The two latest builds stay, because a page of the earlier one may still be open. Nothing is forced on anyone.
 */

/** Filled in by the build: its own name, and every file of the app. */
declare const __BUILD__: string;
declare const __FILES__: readonly string[];
/** Screens that not everybody needs: they come once the app asks for them, and from then on with every build. */
declare const __LATER__: readonly string[];

/** A server that varies its answers by language or encoding must not hide them from us. */
const ANY = { ignoreVary: true };
const worker = self as unknown as ServiceWorkerGlobalScope;

const PREFIX = 'tuvurane-phone-';
const CACHE = PREFIX + __BUILD__;
const PAGE = new URL('./', worker.location.href).href;
/** Stands in the cache of a phone that has asked for the later files. */
const ASKED = new URL('later', PAGE).href;

/** The app is being removed from this phone: nothing more is kept. */
let leaving = false;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  if (event.data === 'use-now') void worker.skipWaiting();
  if (event.data === 'leave') leaving = true;
  // Cut off by the network, it goes on when the app is opened again.
  if (event.data === 'keep-later') event.waitUntil(keepLater().catch(() => undefined));
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(PAGE)) return;
  event.respondWith(answer(request));
});

async function install(): Promise<void> {
  const asked = await caches.match(ASKED);
  await keep(__FILES__);
  if (asked !== undefined) await keepLater();
}

async function keepLater(): Promise<void> {
  const cache = await caches.open(CACHE);
  if (!leaving) await cache.put(ASKED, new Response());
  await keep(__LATER__);
}

async function keep(files: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const file of files) {
    if (leaving) {
      await caches.delete(CACHE);
      throw new Error('The app is being removed from this phone.');
    }
    const url = new URL(file, PAGE).href;
    if ((await cache.match(url, ANY)) !== undefined) continue;
    const kept = isHashed(file) ? await caches.match(url, ANY) : undefined;
    const response = kept ?? (await fetch(url, { cache: 'no-cache' }));
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    await cache.put(url, response);
  }
}

function isHashed(file: string): boolean {
  return file.startsWith('assets/');
}

async function activate(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(builds.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  // Not by opening the cache, which would make it again on a phone that has just been emptied.
  const ours = { ignoreVary: true, cacheName: CACHE };
  if (request.mode === 'navigate') return (await caches.match(PAGE, ours)) ?? fetch(request);
  return (await caches.match(request, ours)) ?? (await caches.match(request, ANY)) ?? fetch(request);
}
