/**
 * Reads and writes sealed rows. Closing a row takes longer than a transaction of the database stays open, so a write
 * is planned and closed first and then put down in one transaction; if another page wrote meanwhile, it is planned anew.
 */

import type { IDBPTransaction } from 'idb';
import type { Bytes } from '../records/bytes';
import { closeRow, openRow } from '../records/keys';
import type { Envelope } from '../records/rescue';
import { CLOSED, type PlainFacts, type Row, type Sealed, type SealedTable, type Store, type Tables } from './database';

/** The lock of this store was changed or destroyed by another page: this page can only start afresh. */
export class KeysGone extends Error {
  override readonly name = 'KeysGone';
}

/** One thing that a write does. */
export type Change =
  | { readonly how: 'put' | 'add'; readonly table: SealedTable; readonly key: string; readonly value: unknown }
  | { readonly how: 'drop'; readonly table: SealedTable | 'rescue'; readonly key: string }
  | { readonly how: 'clear'; readonly table: SealedTable | 'former' }
  | { readonly how: 'rescue'; readonly envelope: Envelope }
  | { readonly how: 'plain'; readonly name: keyof PlainFacts; readonly value: unknown };

export function put<Table extends SealedTable>(table: Table, key: string, value: Sealed[Table]): Change {
  return { how: 'put', table, key, value };
}

/** Like `put`, but an error where the key is taken. */
export function add<Table extends SealedTable>(table: Table, key: string, value: Sealed[Table]): Change {
  return { how: 'add', table, key, value };
}

export function drop(table: SealedTable | 'rescue', key: string): Change {
  return { how: 'drop', table, key };
}

export function clear(table: SealedTable | 'former'): Change {
  return { how: 'clear', table };
}

export function rescue(envelope: Envelope): Change {
  return { how: 'rescue', envelope };
}

export function plain<Name extends keyof PlainFacts>(name: Name, value: PlainFacts[Name]): Change {
  return { how: 'plain', name, value };
}

export async function read<Table extends SealedTable>(
  store: Store,
  table: Table,
  key: string,
): Promise<Sealed[Table] | undefined> {
  const row = await store.db.get(`sealed_${table}`, key);
  return row === undefined ? undefined : open(store, table, row);
}

export async function keysOf(store: Store, table: SealedTable): Promise<string[]> {
  return store.db.getAllKeys(`sealed_${table}`);
}

/** All of a table, in the order of its keys. */
export async function readAll<Table extends SealedTable>(store: Store, table: Table): Promise<Sealed[Table][]> {
  return openAll(store, table, await store.db.getAll(`sealed_${table}`));
}

export function openAll<Table extends SealedTable>(
  store: Store,
  table: Table,
  rows: readonly Row[],
): Promise<Sealed[Table][]> {
  return Promise.all(rows.map((row) => open(store, table, row)));
}

async function open<Table extends SealedTable>(store: Store, table: Table, row: Row): Promise<Sealed[Table]> {
  const name = `${table}/${row.key}`;
  const known = store.opened.get(name);
  if (known !== undefined && same(known.box, row.box)) return known.value as Sealed[Table];
  const value = (await openRow(store.key, table, row.key, row.box)) as Sealed[Table];
  store.opened.set(name, { box: row.box, value });
  return value;
}

/** Two rows with one nonce are one row: nonces are random, and used once. */
function same(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.subarray(0, 12).every((byte, at) => byte === other[at]);
}

/** Other pages of this app can get in between only so often before something is wrong. */
const MOST_TURNS = 20;

/**
 * Do what `plan` says, wholly or not at all; `plan` may read, and is asked again when what it read was overtaken.
 * Writes of one page follow each other. Raises KeysGone, and what the database raises (QuotaExceededError …).
 */
export function write(store: Store, plan: () => readonly Change[] | Promise<readonly Change[]>): Promise<void> {
  const turn = store.queue.last.then(() => writeNow(store, plan));
  store.queue.last = turn.catch(() => undefined);
  return turn;
}

async function writeNow(store: Store, plan: () => readonly Change[] | Promise<readonly Change[]>): Promise<void> {
  for (let round = 0; round < MOST_TURNS; round += 1) {
    const seen = (await store.db.get('plain', 'turn')) as number | undefined;
    const closed = await Promise.all((await plan()).map((change) => closedChange(store, change)));
    if (await putDown(store, seen, closed)) return;
  }
  throw new Error('Another page of this app writes without end.');
}

type Closed = Change & { readonly row?: Row };

async function closedChange(store: Store, change: Change): Promise<Closed> {
  if (change.how !== 'put' && change.how !== 'add') return change;
  const box = await closeRow(store.key, change.table, change.key, change.value);
  return { ...change, row: { key: change.key, box } };
}

const WRITTEN = [...CLOSED, 'plain', 'rescue', 'former'] as const;

/** False when another page wrote since `seen`. `strict` asks the phone to put the bytes on its disk before it says yes. */
async function putDown(store: Store, seen: number | undefined, changes: readonly Closed[]): Promise<boolean> {
  const work = store.db.transaction(WRITTEN, 'readwrite', { durability: 'strict' });
  const facts = work.objectStore('plain');
  const [turn, lock] = await Promise.all([facts.get('turn'), facts.get('lock')]);
  const ring = ringOf(lock as PlainFacts['lock'] | undefined);
  if (turn !== seen || ring !== store.ring) {
    await work.done;
    if (ring !== store.ring) throw new KeysGone();
    return false;
  }
  const asked: Promise<unknown>[] = [work.done];
  try {
    for (const change of changes) asked.push(Promise.resolve(ask(work, change)));
    asked.push(facts.put((seen ?? 0) + 1, 'turn'));
    await Promise.all(asked);
  } catch (error) {
    // Refused half way: what was asked before must not stay.
    abort(work);
    await Promise.all(asked.map((one) => one.catch(() => undefined)));
    throw error;
  }
  return true;
}

function abort(work: Work): void {
  try {
    work.abort();
  } catch {
    // The browser has done so already.
  }
}

type Work = IDBPTransaction<Tables, (typeof WRITTEN)[number][], 'readwrite'>;

/** Not async: what the browser throws at once must stop the others from being asked. */
function ask(work: Work, change: Closed): unknown {
  switch (change.how) {
    case 'put':
      return change.row && work.objectStore(`sealed_${change.table}`).put(change.row);
    case 'add':
      return change.row && work.objectStore(`sealed_${change.table}`).add(change.row);
    case 'drop':
      return work.objectStore(change.table === 'rescue' ? 'rescue' : `sealed_${change.table}`).delete(change.key);
    case 'clear':
      return work.objectStore(change.table === 'former' ? 'former' : `sealed_${change.table}`).clear();
    case 'rescue':
      return work.objectStore('rescue').put(change.envelope);
    default:
      return work.objectStore('plain').put(change.value, change.name);
  }
}

/** False once the lock of this store was replaced or destroyed. */
export async function isCurrent(store: Store): Promise<boolean> {
  return ringOf((await store.db.get('plain', 'lock')) as PlainFacts['lock'] | undefined) === store.ring;
}

/** A lock's salt is its name: a new lock has a new one. */
export function ringOf(lock: PlainFacts['lock'] | undefined): string {
  return lock === undefined ? '' : lock.salt.join();
}
