/** What waits to be sent. A record leaves only when the server has said that it holds it. */

import { withRecord } from '../records/held';
import { type PhoneRecord, stamp } from '../records/record';
import type { Habit, Sent, Store, Waiting } from './database';

/** `strict` asks the phone to put the bytes on its disk before it says yes. */
const STRICT = { durability: 'strict' } as const;

export interface Alongside {
  /** The half-entered form that became this record. */
  readonly draft?: string;
  readonly habit?: Habit;
  /** A refused record whose content this one carries on. */
  readonly instead?: string | undefined;
}

/** Keep a new record, and drop what it made superfluous, in one transaction. */
export async function keepRecord(store: Store, record: PhoneRecord, alongside: Alongside = {}): Promise<void> {
  const work = store.transaction(['outbox', 'drafts', 'habits'], 'readwrite', STRICT);
  await Promise.all([
    work.objectStore('outbox').add({ id: record.id, record, state: 'waiting', sentence: null }),
    alongside.draft && work.objectStore('drafts').delete(alongside.draft),
    alongside.habit && work.objectStore('habits').put(alongside.habit),
    alongside.instead && work.objectStore('outbox').delete(alongside.instead),
    work.done,
  ]);
}

/** Records to send, oldest first: a correction always comes after what it corrects. */
export async function waitingRecords(store: Store): Promise<PhoneRecord[]> {
  const all = await store.getAll('outbox');
  return all.filter((entry) => entry.state === 'waiting').map((entry) => entry.record);
}

/** The server holds this record: forget its content, keep a trace, and show its stone as held. */
export async function acknowledge(store: Store, record: PhoneRecord, now: Date): Promise<void> {
  const work = store.transaction(['outbox', 'sent', 'groups'], 'readwrite', STRICT);
  const groups = work.objectStore('groups');
  const group = await groups.get(record.body.group);
  await Promise.all([
    work.objectStore('outbox').delete(record.id),
    work.objectStore('sent').put(traceOf(record, now)),
    group && groups.put(withRecord(group, record)),
    work.done,
  ]);
}

/** The server said no: keep the record and the reason, do not send it again by itself. */
export async function refuse(store: Store, record: PhoneRecord, sentence: string | null): Promise<void> {
  await changeState(store, record.id, (entry) => ({ ...entry, state: 'refused', sentence }));
}

/** Try a refused record again, because a person asks for it. */
export async function putBack(store: Store, id: string): Promise<void> {
  await changeState(store, id, (entry) => ({ ...entry, state: 'waiting', sentence: null }));
}

/** Remove a refused record for good, because a person confirms it. One that merely waits stays. */
export async function dropRefused(store: Store, id: string): Promise<void> {
  const work = store.transaction('outbox', 'readwrite', STRICT);
  const entry = await work.store.get(id);
  await Promise.all([entry?.state === 'refused' && work.store.delete(id), work.done]);
}

async function changeState(store: Store, id: string, change: (entry: Waiting) => Waiting): Promise<void> {
  const work = store.transaction('outbox', 'readwrite', STRICT);
  const entry = await work.store.get(id);
  await Promise.all([entry && work.store.put(change(entry)), work.done]);
}

function traceOf(record: PhoneRecord, now: Date): Sent {
  const n = record.kind === 'session' ? record.body.n : null;
  return { id: record.id, kind: record.kind, group: record.body.group, n, when: stamp(now) };
}
