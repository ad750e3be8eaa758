/** Numbers that decide when this phone closes, and for how long. Each with its reason. */

import type { Cost } from './keys';

/** Six digits are a million PINs; ten tries at them are as good as none. More than twelve, nobody remembers. */
export const PIN_LENGTH = { least: 6, most: 12 } as const;

/**
 * What one try of a PIN costs: the first of the equal settings that OWASP's Password Storage Cheat Sheet advises for
 * Argon2id, the one that asks most memory of an attacker. 0.35 s of processor in Chromium here, so about 2 s on a phone
 * six times as slow; more would be felt at every call that interrupts a session.
 */
export const COST: Cost = { m: 19 * 1024, t: 2, p: 1 };

/** Wrong PINs after which the keys are destroyed: a tired person is never wrong so often, a finder is. */
export const MOST_TRIES = 10;
/** Wrong PINs that cost no wait; each further one costs a second more than the last. */
export const FREE_TRIES = 3;

/** Left alone for so long, the phone locks. Shorter, and a call or a message would ask for the PIN again. */
export const LOCK_AFTER_MS = 60_000;

/** Days without contact after which the keys are destroyed, until the server says another number. */
export const EXPIRES_DAYS = 45;
/** From then on the phone says that it wants to be connected; never later than two thirds of the way. */
export const WARN_DAYS = 30;

/** Seconds to wait after this many wrong PINs. */
export function waitAfter(wrong: number): number {
  return Math.max(0, wrong - FREE_TRIES);
}

/** Days after which an unfinished questionnaire is sent as it is, until the server says another number. */
export const UNFINISHED_DAYS = 10;
