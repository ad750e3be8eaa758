/** Somebody of a group needs help: closed to the office the moment it is said, and never read here again. */

import type { Worry } from '../records/codes';
import { uuid7 } from '../records/ids';
import { type RaisedRecord, stamp } from '../records/record';
import { filled, seal } from '../records/seal';
import { keepRecord } from '../store/outbox';
import { boxOf, type Desk } from './desk';

/** What is told. `seat` is null where no name was said. */
export interface Raised {
  readonly item: Worry;
  readonly now: boolean;
  readonly seat: number | null;
  readonly line: string;
}

/** Of one length whatever is said: a line of the longest length, in any script, finds room. */
export const BYTES = 1_024;

/** Keep it for the office. Raises NotKept where the phone is full or refuses. */
export async function raise(desk: Desk, group: string, told: Raised, on: string): Promise<RaisedRecord> {
  const now = desk.now();
  const id = uuid7(now.getTime());
  const sealed = await seal('raised', await boxOf(desk), id, filled(JSON.stringify(told), BYTES));
  const record: RaisedRecord = { id, kind: 'concern', v: 2, at: stamp(now), body: { group, on, sealed } };
  await keepRecord(desk.store, record);
  return record;
}
