import { uuid7 } from '../records/ids';
import { type SessionBody, type SessionRecord, stamp } from '../records/record';
import type { Waiting } from '../store/database';
import { keepRecord } from '../store/outbox';
import type { Desk } from './desk';

export interface Correction {
  /** What the new record replaces on the server. */
  readonly replaces: string | undefined;
  /** A refused record that the new one carries on; the server never took it. */
  readonly instead: string | undefined;
}

/**
 * A record that may have reached the server is replaced by a new one; one that the server refused is dropped,
 * and what it would have replaced is handed on, unless the server refused that too.
 */
export function correctionOf(id: string, outbox: readonly Waiting[]): Correction {
  const entry = outbox.find((waiting) => waiting.id === id);
  if (entry?.state !== 'refused' || entry.record.kind !== 'session') return { replaces: id, instead: undefined };
  const earlier = entry.record.body.replaces;
  const replaces = earlier === undefined ? undefined : correctionOf(earlier, outbox).replaces;
  return { replaces, instead: id };
}

const NEW: Correction = { replaces: undefined, instead: undefined };

/** Keep a session on this phone. `correcting` names the record that it corrects. */
export async function recordSession(
  desk: Desk,
  body: Omit<SessionBody, 'replaces'>,
  draft: string,
  outbox: readonly Waiting[],
  correcting: string | null,
): Promise<SessionRecord> {
  const correction = correcting === null ? NEW : correctionOf(correcting, outbox);
  const now = desk.now();
  const record: SessionRecord = {
    id: uuid7(now.getTime()),
    kind: 'session',
    v: 1,
    at: stamp(now),
    body: correction.replaces === undefined ? body : { ...body, replaces: correction.replaces },
  };
  const habit = { group: body.group, place: body.place, minutes: body.min, phase: body.phase };
  await keepRecord(desk.store, record, { draft, habit, instead: correction.instead });
  return record;
}
