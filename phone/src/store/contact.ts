/** When this phone last heard from the server; too long ago, and it can no longer read what it holds. */

import type { PlainFacts, Vault } from './database';
import { keepPlain } from './plain';

const DAY = 86_400_000;

/** Until the server says another number. */
export const EXPIRES_DAYS = 45;
/** From then on the phone says that it wants to be connected. */
export const WARN_DAYS = 30;

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
