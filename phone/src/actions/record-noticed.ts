import { uuid7 } from '../records/ids';
import { type NoticedRecord, type RoleBody, stamp, type ToldShiftBody } from '../records/record';
import type { Waiting } from '../store/database';
import { keepRecord } from '../store/outbox';
import type { Desk } from './desk';

interface Begun {
  /** The half-entered form that becomes this record. */
  readonly draft: string;
  readonly outbox: readonly Waiting[];
  /** The refused record that this one carries on. */
  readonly correcting: string | null;
}

/** Keep on this phone a small shift that was noticed outside a session. */
export function recordShift(desk: Desk, body: ToldShiftBody, begun: Begun): Promise<NoticedRecord> {
  return record(desk, 'shift', body, begun);
}

/** Keep on this phone a role that somebody tells of. */
export function recordRole(desk: Desk, body: RoleBody, begun: Begun): Promise<NoticedRecord> {
  return record(desk, 'role', body, begun);
}

async function record(
  desk: Desk,
  kind: NoticedRecord['kind'],
  body: NoticedRecord['body'],
  { draft, outbox, correcting }: Begun,
): Promise<NoticedRecord> {
  const refused = outbox.find(({ id, state }) => id === correcting && state === 'refused');
  const now = desk.now();
  const made = { id: uuid7(now.getTime()), kind, v: 1, at: stamp(now), body } as NoticedRecord;
  await keepRecord(desk.store, made, { draft, instead: refused?.id });
  return made;
}
