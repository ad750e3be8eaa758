/** Questionnaires that are not finished. Their answers are closed to the office; the rows themselves are sealed too. */

import { hasLeft, hasRested, isOutdated, type Unfinished } from '../records/interview';
import { UNFINISHED_DAYS } from '../records/limits';
import { envelopeOf } from '../records/rescue';
import type { Store } from './database';
import { fact } from './facts';
import { isFull, NotKept } from './outbox';
import { plainFact } from './plain';
import { add, type Change, drop, keysOf, put, readAll, rescue, write } from './rows';

/** Keep how far it went, twice as every unsent record. Raises NotKept where the phone is full or refuses. */
export async function keepUnfinished(store: Store, unfinished: Unfinished): Promise<void> {
  const { record } = unfinished;
  try {
    const office = await plainFact(store, 'office');
    const envelope = office === undefined ? undefined : await envelopeOf(office.box, record);
    await write(store, () => [
      put('interviews', record.id, unfinished),
      ...(envelope === undefined ? [] : [rescue(envelope)]),
    ]);
  } catch (error) {
    throw new NotKept(record, isFull(error) ? 'full' : 'refused');
  }
}

/** What hands over unfinished questionnaires as they are: nobody will go on with them here, and nothing is lost. */
export function handOver(all: readonly Unfinished[]): Change[] {
  const changes = all.map(({ record }) => [
    add('outbox', record.id, { id: record.id, record, state: 'waiting', sentence: null }),
    drop('interviews', record.id),
  ]);
  return ([] as Change[]).concat(...changes);
}

/**
 * Hand over those that nobody went on with, those whose questionnaire is no longer asked, and those of people who no
 * longer sit in the circle. Rest is counted from
 * contact to contact; `serverNow` is null where the server's answer did not say its time.
 */
export async function handOverOld(store: Store, serverNow: Date | null): Promise<void> {
  if ((await keysOf(store, 'interviews')).length === 0) return;
  await write(store, async () => {
    const [all, groups, held, days = UNFINISHED_DAYS] = await Promise.all([
      readAll(store, 'interviews'),
      readAll(store, 'groups'),
      readAll(store, 'instruments'),
      fact(store, 'unfinishedDays'),
    ]);
    const ends = (one: Unfinished) =>
      isOutdated(one, held) || hasLeft(one, groups) || (serverNow !== null && hasRested(one, serverNow, days));
    const stay = all.filter((one) => !ends(one));
    return [...handOver(all.filter(ends)), ...resting(stay, serverNow)];
  });
}

/** From this contact on, those that were gone on with since the last one rest. */
function resting(all: readonly Unfinished[], serverNow: Date | null): Change[] {
  if (serverNow === null) return [];
  const touched = all.filter(({ restsSince }) => restsSince === null);
  return touched.map((one) => put('interviews', one.record.id, { ...one, restsSince: serverNow.getTime() }));
}
