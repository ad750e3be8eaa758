import { uuid7 } from '../records/ids';
import { type MissedBody, type MissedRecord, stamp } from '../records/record';
import type { Waiting } from '../store/database';
import { keepRecord } from '../store/outbox';
import type { Desk } from './desk';

interface Settling {
  /** The choice that was begun. */
  readonly draft?: string;
  readonly outbox?: readonly Waiting[];
}

/**
 * Keep on this phone that a group did not meet, and why. One that settles several reports of a week takes the place
 * of a settling of the same week that was refused.
 */
export async function recordMissed(
  desk: Desk,
  body: MissedBody,
  { draft, outbox = [] }: Settling = {},
): Promise<MissedRecord> {
  const refused = outbox.find(({ record, state }) => state === 'refused' && settlesSame(record, body));
  const now = desk.now();
  const record: MissedRecord = { id: uuid7(now.getTime()), kind: 'missed', v: 1, at: stamp(now), body };
  await keepRecord(desk.store, record, { ...(draft !== undefined && { draft }), instead: refused?.id });
  return record;
}

function settlesSame(record: Waiting['record'], body: MissedBody): boolean {
  if (record.kind !== 'missed' || record.body.settles === undefined || body.settles === undefined) return false;
  return record.body.group === body.group && record.body.on === body.on;
}
