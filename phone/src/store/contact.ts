/** When this phone last heard from the server; too long ago, and it can no longer read what it holds. */

import { EXPIRES_DAYS, WARN_DAYS } from '../records/limits';
import type { PlainFacts, Vault } from './database';
import { keepPlain, plainFact } from './plain';

const DAY = 86_400_000;

export async function noteContact(vault: Vault, serverNow: Date, now: Date): Promise<void> {
  await keepPlain(vault, 'contact', { server: serverNow.getTime(), phone: now.getTime() });
}

/**
 * Whole days without contact. Only this phone's clock can tell, and it may have been wrong then or now: the smaller of
 * the two readings that are possible counts, so that putting a clock right never empties a phone.
 */
export function daysAlone(contact: PlainFacts['contact'] | undefined, now: Date): number {
  if (contact === undefined) return 0;
  const readings = [now.getTime() - contact.phone, now.getTime() - contact.server].filter((gap) => gap >= 0);
  return readings.length === 0 ? 0 : Math.floor(Math.min(...readings) / DAY);
}

export interface Alone {
  readonly days: number;
  /** After so many days this phone can no longer read what it holds. */
  readonly most: number;
  /** It is time to say so. */
  readonly warn: boolean;
}

export async function alone(vault: Vault, now: Date): Promise<Alone> {
  const [contact, most = EXPIRES_DAYS] = await Promise.all([plainFact(vault, 'contact'), plainFact(vault, 'expires')]);
  const days = daysAlone(contact, now);
  return { days, most, warn: days >= Math.min(WARN_DAYS, Math.floor((most * 2) / 3)) };
}
