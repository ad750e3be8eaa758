/** What waits to be sent. A record leaves only when the server has said that it holds it. */

import { withRecord } from '../records/held';
import { groupOf, type OwnRecord, stamp } from '../records/record';
import { envelopeOf } from '../records/rescue';
import type { Habit, Sent, Store, Waiting } from './database';
import { plainFact } from './plain';
import { add, type Change, drop, put, read, readAll, rescue, write } from './rows';

/** The phone did not keep a record. Whoever asked for it still has it, and can offer it as a sealed file. */
export class NotKept extends Error {
  override readonly name = 'NotKept';

  constructor(
    readonly record: OwnRecord,
    /** No room, or the browser refused for another reason. */
    readonly why: 'full' | 'refused',
  ) {
    super(`${record.kind} ${record.id} was not kept: ${why}`);
  }
}

export interface Alongside {
  /** The half-entered form that became this record. */
  readonly draft?: string;
  readonly habit?: Habit;
  /** The unfinished questionnaire that became this record, under the same id. */
  readonly finishes?: string;
  /** A refused record whose content this one carries on. */
  readonly instead?: string | undefined;
}

/**
 * Keep a new record, twice (sealed, and closed to the organisation), and drop what it made superfluous, at once.
 * Raises NotKept where the phone is full or refuses, or where its keys are gone: then nothing changed.
 */
export async function keepRecord(store: Store, record: OwnRecord, alongside: Alongside = {}): Promise<void> {
  try {
    await keep(store, record, alongside);
  } catch (error) {
    throw new NotKept(record, isFull(error) ? 'full' : 'refused');
  }
}

export function isFull(error: unknown): boolean {
  return (error as { name?: unknown } | null)?.name === 'QuotaExceededError';
}

async function keep(store: Store, record: OwnRecord, alongside: Alongside): Promise<void> {
  const { draft, habit, instead, finishes } = alongside;
  const office = await plainFact(store, 'office');
  const envelope = office === undefined ? undefined : await envelopeOf(office.box, record);
  await write(store, () => [
    add('outbox', record.id, { id: record.id, record, state: 'waiting', sentence: null }),
    ...(envelope === undefined ? [] : [rescue(envelope)]),
    ...(draft === undefined ? [] : [drop('drafts', draft)]),
    ...(finishes === undefined ? [] : [drop('interviews', finishes)]),
    ...(habit === undefined ? [] : [put('habits', habit.group, habit)]),
    ...(instead === undefined ? [] : leaves(instead)),
  ]);
}

/** Records to send, oldest first: a correction always comes after what it corrects. */
export async function waitingRecords(store: Store): Promise<OwnRecord[]> {
  const all = await readAll(store, 'outbox');
  return all.filter((entry) => entry.state === 'waiting').map((entry) => entry.record);
}

/** The server holds this record: forget its content, keep a trace, and show its stone as held. */
export async function acknowledge(store: Store, record: OwnRecord, now: Date): Promise<void> {
  await write(store, async () => {
    const about = groupOf(record);
    const group = about === null ? undefined : await read(store, 'groups', about);
    return [
      ...leaves(record.id),
      put('sent', record.id, traceOf(record, now, null)),
      ...(group === undefined ? [] : [put('groups', group.id, withRecord(group, record))]),
    ];
  });
}

/** The server keeps this record for a person to look at: it leaves the outbox, and the reason stays with its trace. */
export async function setAside(store: Store, record: OwnRecord, sentence: string, now: Date): Promise<void> {
  await write(store, () => [...leaves(record.id), put('sent', record.id, traceOf(record, now, sentence))]);
}

/** The server said no: keep the record and the reason, do not send it again by itself. */
export async function refuse(store: Store, record: OwnRecord, sentence: string | null): Promise<void> {
  await changeState(store, record.id, (entry) => ({ ...entry, state: 'refused', sentence }));
}

/** The server may not hold this record, and neither may this phone: nothing of it stays, not even a trace. */
export async function forget(store: Store, id: string): Promise<void> {
  await write(store, () => leaves(id));
}

/** Try a refused record again, because a person asks for it. */
export async function putBack(store: Store, id: string): Promise<void> {
  await changeState(store, id, (entry) => ({ ...entry, state: 'waiting', sentence: null }));
}

/** Remove a refused record for good, because a person confirms it. One that merely waits stays. */
export async function dropRefused(store: Store, id: string): Promise<void> {
  await write(store, async () => ((await read(store, 'outbox', id))?.state === 'refused' ? leaves(id) : []));
}

async function changeState(store: Store, id: string, change: (entry: Waiting) => Waiting): Promise<void> {
  await write(store, async () => {
    const entry = await read(store, 'outbox', id);
    return entry === undefined ? [] : [put('outbox', id, change(entry))];
  });
}

function leaves(id: string): Change[] {
  return [drop('outbox', id), drop('rescue', id)];
}

function traceOf(record: OwnRecord, now: Date, aside: string | null): Sent {
  const n = 'n' in record.body ? (record.body.n ?? null) : null;
  return { id: record.id, kind: record.kind, group: groupOf(record) ?? '', n, when: stamp(now), aside };
}
