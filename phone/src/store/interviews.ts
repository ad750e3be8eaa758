/** Questionnaires that are not finished. Their answers are closed to the office; the rows themselves are sealed too. */

import { isOver, type Unfinished } from '../records/interview';
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

/** Hand over those that were begun too long ago, or whose questionnaire is no longer asked. */
export async function handOverOld(store: Store, now: Date): Promise<void> {
  if ((await keysOf(store, 'interviews')).length === 0) return;
  await write(store, async () => {
    const [all, held, days] = await Promise.all([
      readAll(store, 'interviews'),
      readAll(store, 'instruments'),
      fact(store, 'unfinishedDays'),
    ]);
    return handOver(all.filter((one) => isOver(one, now, days ?? UNFINISHED_DAYS, held)));
  });
}
