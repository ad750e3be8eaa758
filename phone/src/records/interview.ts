/** A questionnaire that is not finished: what this phone keeps of it, and where it goes on. */

import type { Item } from './group';
import { momentOf } from './ids';
import type { Asked, ResponseRecord } from './record';

/**
 * All that this phone keeps of an unfinished questionnaire: the record that it would send now, with its answers closed
 * to the office, and how far it went. Not one answer can be read from it again.
 */
export interface Unfinished {
  readonly record: ResponseRecord;
  /** Items of the questionnaire that lie behind. */
  readonly position: number;
}

export function sameAsked(one: Asked, other: Asked): boolean {
  return (
    one.group === other.group &&
    one.seat === other.seat &&
    one.arm === other.arm &&
    one.wave === other.wave &&
    one.instrument === other.instrument
  );
}

/** An item that may not be asked here: nobody would be there to answer for a yes. */
export function isClosed(item: Item, screening: boolean): boolean {
  return item.safeguarding === true && !screening;
}

/** The place of the first item from `at` on that is asked; the length of the list after the last. */
export function nextAsked(items: readonly Item[], at: number, screening: boolean): number {
  const found = items.findIndex((item, place) => place >= at && !isClosed(item, screening));
  return found < 0 ? items.length : found;
}

/** The place of the last item before `at` that is asked; -1 before the first. */
export function askedBefore(items: readonly Item[], at: number, screening: boolean): number {
  for (let place = at - 1; place >= 0; place -= 1) {
    const item = items[place];
    if (item !== undefined && !isClosed(item, screening)) return place;
  }
  return -1;
}

const DAY = 86_400_000;

/** Whether a questionnaire that nobody finished is sent as it is: it is too old, or is no longer asked in this version. */
export function isOver(
  { record }: Unfinished,
  now: Date,
  days: number,
  held: readonly { readonly name: string; readonly version: string }[],
): boolean {
  const { instrument, version } = record.body;
  const known = held.some((one) => one.name === instrument && one.version === version);
  return !known || now.getTime() - momentOf(record.id).getTime() > days * DAY;
}
