import { uuid7 } from '../records/ids';
import { type SupervisionRecord, stamp } from '../records/record';
import type { Waiting } from '../store/database';
import { keepRecord } from '../store/outbox';
import type { Desk } from './desk';

type Kind = SupervisionRecord['kind'];
type BodyOf<Name extends Kind> = Extract<SupervisionRecord, { kind: Name }>['body'];

interface Begun {
  /** The half-entered form that becomes this record. */
  readonly draft: string;
  readonly outbox: readonly Waiting[];
  /** The refused record that this one carries on. */
  readonly correcting: string | null;
}

/** Keep on this phone a visit, a rating, what was done in a session, or a call for help. */
export async function recordSupervision<Name extends Kind>(
  desk: Desk,
  kind: Name,
  body: BodyOf<Name>,
  { draft, outbox, correcting }: Begun,
): Promise<SupervisionRecord> {
  const refused = outbox.find(({ id, state }) => id === correcting && state === 'refused');
  const now = desk.now();
  const record = { id: uuid7(now.getTime()), kind, v: 1, at: stamp(now), body } as unknown as SupervisionRecord;
  await keepRecord(desk.store, record, { draft, instead: refused?.id });
  return record;
}

/** What a refused record said, to begin its correction with; null where it does not wait here. */
export function refusedBody<Name extends Kind>(
  kind: Name,
  outbox: readonly Waiting[],
  correcting: string | null,
): BodyOf<Name> | null {
  const record = outbox.find(({ id, state }) => id === correcting && state === 'refused')?.record;
  return record?.kind === kind ? (record.body as never) : null;
}
