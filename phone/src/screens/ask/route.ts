/** Addresses below `/group/<id>/ask`, as typed things. */

import { ARMS, WAVES } from '../../records/codes';
import type { Due } from '../../records/schedule';

export type AskRoute =
  | { readonly page: 'whom' }
  | { readonly page: 'done'; readonly due: Due }
  | { readonly page: 'stop' | 'decline'; readonly due: Due }
  /** `at` 0 is the reminder of consent, 1 to n are the items, n + 1 the end. */
  | { readonly page: 'interview'; readonly due: Due; readonly at: number };

/** The route of an address; an unknown one leads to the list of people. */
export function askRoute([seat = '', arm, wave, instrument = '', at = '0']: readonly string[]): AskRoute {
  const [knownArm, knownWave] = [ARMS.find((one) => one === arm), WAVES.find((one) => one === wave)];
  if (!/^\d{1,3}$/.test(seat) || knownArm === undefined || knownWave === undefined || instrument === '') {
    return { page: 'whom' };
  }
  const due = { seat: Number(seat), arm: knownArm, wave: knownWave, instrument };
  if (at === 'done') return { page: at, due };
  if (at === 'stop' || at === 'decline') return { page: at, due };
  return /^\d{1,3}$/.test(at) ? { page: 'interview', due, at: Number(at) } : { page: 'whom' };
}

export function askAddress(group: string, due?: Due, at: string | number = 0): string {
  const base = `/group/${group}/ask`;
  return due === undefined ? base : `${base}/${due.seat}/${due.arm}/${due.wave}/${due.instrument}/${at}`;
}
