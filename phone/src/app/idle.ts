/** Notices when the phone is left alone. */

import { LOCK_AFTER_MS } from '../records/limits';

type Watched = Pick<Document, 'visibilityState' | 'addEventListener'>;

interface Heard {
  readonly lock: () => void;
  /** Somebody came back before it locked. */
  readonly back: () => void;
}

/**
 * Locks once the page was out of sight for a minute. A phone that slept through the minute runs no timer: it locks as
 * it wakes, and also when its clock was moved back meanwhile.
 */
export function lockWhenLeft({ lock, back }: Heard, page: Watched, now: () => number): void {
  let left: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  page.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (page.visibilityState === 'hidden') {
      left ??= now();
      timer = setTimeout(lock, LOCK_AFTER_MS);
      return;
    }
    const away = left === null ? 0 : now() - left;
    left = null;
    if (away < 0 || away >= LOCK_AFTER_MS) lock();
    else back();
  });
}
