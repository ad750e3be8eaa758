/** Unsent records as the organisation alone can read them. */

import type { Envelope } from '../records/rescue';
import type { Store, Vault } from './database';
import { drop, write } from './rows';

/** Envelopes of records that this phone can no longer open: their keys are gone. */
export async function leftBehind(store: Store): Promise<Envelope[]> {
  const work = store.db.transaction(['rescue', 'sealed_outbox', 'sealed_interviews']);
  const [envelopes, waiting, unfinished] = await Promise.all([
    work.objectStore('rescue').getAll(),
    work.objectStore('sealed_outbox').getAllKeys(),
    work.objectStore('sealed_interviews').getAllKeys(),
  ]);
  const open = new Set([...waiting, ...unfinished]);
  return envelopes.filter(({ id }) => !open.has(id));
}

/** The server has it. */
export async function dropLeftBehind(store: Store, id: string): Promise<void> {
  await write(store, () => [drop('rescue', id)]);
}

/** All that is unsent, oldest first; needs no PIN. */
export function envelopes(vault: Vault): Promise<Envelope[]> {
  return vault.db.getAll('rescue');
}

/** How many records wait or were refused, without looking into one. */
export async function unsentCount(vault: Vault): Promise<number> {
  const work = vault.db.transaction(['rescue', 'sealed_outbox']);
  const [envelopes, waiting] = await Promise.all([
    work.objectStore('rescue').getAllKeys(),
    work.objectStore('sealed_outbox').getAllKeys(),
  ]);
  return new Set([...envelopes, ...waiting]).size;
}
