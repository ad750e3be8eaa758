import { uuid7 } from '../records/ids';
import { type MissedBody, type MissedRecord, stamp } from '../records/record';
import { keepRecord } from '../store/outbox';
import type { Desk } from './desk';

/** Keep on this phone that a group did not meet, and why. */
export async function recordMissed(desk: Desk, body: MissedBody): Promise<MissedRecord> {
  const now = desk.now();
  const record: MissedRecord = { id: uuid7(now.getTime()), kind: 'missed', v: 1, at: stamp(now), body };
  await keepRecord(desk.store, record);
  return record;
}
