/** A questionnaire that is not finished: what this phone keeps of it, and where it goes on. */

import type { Item } from './group';
import type { Asked, ResponseRecord } from './record';

/**
 * All that this phone keeps of an unfinished questionnaire: the record that it would send now, with its answers closed
 * to the office, and how far it went. Not one answer can be read from it again.
 */
export interface Unfinished {
  readonly record: ResponseRecord;
  /** Items of the questionnaire that lie behind. */
  readonly position: number;
  /** The places of those among them that could not be asked. */
  readonly skipped: readonly number[];
  /** The server's time, in ms since 1970, at the first contact after the last answer; null until then. */
  readonly restsSince: number | null;
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

/** Whether the person no longer sits in the circle: nobody will go on with it. */
export function hasLeft(
  { record }: Unfinished,
  groups: readonly { readonly id: string; readonly people: readonly { readonly seat: number }[] }[],
): boolean {
  const group = groups.find(({ id }) => id === record.body.group);
  return group !== undefined && !group.people.some(({ seat }) => seat === record.body.seat);
}

const DAY = 86_400_000;

/** Whether a questionnaire is no longer asked in the version in which it was begun: it is sent as it is. */
export function isOutdated(
  { record }: Unfinished,
  held: readonly { readonly name: string; readonly version: string }[],
): boolean {
  const { instrument, version } = record.body;
  return !held.some((one) => one.name === instrument && one.version === version);
}

/**
 * Whether nobody went on with a questionnaire for so long that it is sent as it is. Both moments are the server's: a
 * phone's clock may jump by a year, and would end them all.
 */
export function hasRested({ restsSince }: Unfinished, serverNow: Date, days: number): boolean {
  return restsSince !== null && serverNow.getTime() - restsSince > days * DAY;
}
