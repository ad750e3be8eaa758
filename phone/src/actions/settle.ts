import { uuid7 } from '../records/ids';
import { type SettleBody, type SettleRecord, stamp } from '../records/record';
import type { Waiting } from '../store/database';
import { keepRecord } from '../store/outbox';
import type { Desk } from './desk';

/** Keep on this phone what is right where reports of a session differ. It takes the place of a settling that was refused. */
export async function settleSession(
  desk: Desk,
  body: SettleBody,
  draft: string,
  outbox: readonly Waiting[],
): Promise<SettleRecord> {
  const refused = outbox.find(
    ({ record, state }) =>
      state === 'refused' && record.kind === 'settle' && record.body.group === body.group && record.body.n === body.n,
  );
  const now = desk.now();
  const record: SettleRecord = { id: uuid7(now.getTime()), kind: 'settle', v: 1, at: stamp(now), body };
  await keepRecord(desk.store, record, { draft, instead: refused?.id });
  return record;
}
