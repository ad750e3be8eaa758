/** The service worker: how it comes, and how it goes. */

/** Registers the worker. A new version waits until the person asks for it: `offer` is called with a way to use the new version, once one is ready. */
export function keepOffline(offer: (use: () => void) => void): void {
  const workers = (navigator as Partial<Navigator>).serviceWorker;
  if (workers === undefined || import.meta.env.DEV) return;
  let asked = false;
  workers.addEventListener('controllerchange', () => {
    if (asked) location.reload();
  });
  const ready = (worker: ServiceWorker) =>
    offer(() => {
      asked = true;
      worker.postMessage('use-now');
    });
  void workers
    .register(`${import.meta.env.BASE_URL}sw.js`, { scope: import.meta.env.BASE_URL })
    .then((registration) => {
      if (registration.waiting !== null && workers.controller !== null) ready(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const coming = registration.installing;
        coming?.addEventListener('statechange', () => {
          if (coming.state === 'installed' && workers.controller !== null) ready(coming);
        });
      });
    })
    .catch(() => {
      // Without a worker the app still records and sends; it only cannot be opened without network.
    });
}

/** Keep the screens too that not everybody needs: from now on the holder of this phone does. */
export function keepLater(): void {
  (navigator as Partial<Navigator>).serviceWorker?.controller?.postMessage('keep-later');
}

/** Remove the worker and every file that it keeps. */
export async function removeOffline(): Promise<void> {
  const workers = (navigator as Partial<Navigator>).serviceWorker;
  const registrations = workers === undefined ? [] : await workers.getRegistrations();
  for (const { installing, waiting, active } of registrations) {
    // One that is still fetching the app would keep it again behind our back.
    for (const worker of [installing, waiting, active]) worker?.postMessage('leave');
  }
  await Promise.all(registrations.map((registration) => registration.unregister()));
  const names = typeof caches === 'undefined' ? [] : await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
}
