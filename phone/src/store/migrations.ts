/** Each migration is written once and never changed; the database's version is their number. */

import type { IDBPDatabase, IDBPTransaction } from 'idb';

type Work = IDBPTransaction<unknown, string[], 'versionchange'>;
type Migration = (db: IDBPDatabase, work: Work) => Promise<void> | void;

const FORMER = ['facts', 'groups', 'instruments', 'outbox', 'sent', 'drafts', 'habits'] as const;

/** What the unsealed tables of the first app held, moved into one row until there is a key to seal it with. */
export interface Former {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly tables: Readonly<Record<Exclude<(typeof FORMER)[number], 'facts'>, readonly unknown[]>>;
}

/** A half-entered form, as the first app kept it. */
export interface Draft {
  readonly key: string;
  readonly form: unknown;
}

const plainTables: Migration = (db) => {
  db.createObjectStore('facts');
  db.createObjectStore('groups', { keyPath: 'id' });
  db.createObjectStore('instruments', { keyPath: 'name' });
  db.createObjectStore('outbox', { keyPath: 'id' });
  db.createObjectStore('sent', { keyPath: 'id' });
  db.createObjectStore('drafts', { keyPath: 'key' });
  db.createObjectStore('habits', { keyPath: 'group' });
};

const sealedTables: Migration = async (db, work) => {
  const names = await work.objectStore('facts').getAllKeys();
  const values: unknown[] = await work.objectStore('facts').getAll();
  const facts: Record<string, unknown> = {};
  for (const [at, name] of names.entries()) facts[String(name)] = values[at];
  const tables: Record<string, unknown[]> = {};
  for (const table of FORMER.slice(1)) tables[table] = await work.objectStore(table).getAll();
  for (const table of FORMER) db.deleteObjectStore(table);
  for (const table of FORMER) db.createObjectStore(`sealed_${table}`, { keyPath: 'key' });
  db.createObjectStore('plain');
  db.createObjectStore('keys');
  db.createObjectStore('rescue', { keyPath: 'id' });
  db.createObjectStore('former');
  if (facts['language'] !== undefined) await work.objectStore('plain').put?.(facts['language'], 'language');
  const held = facts['enrolment'] !== undefined || (tables['outbox'] ?? []).length > 0;
  if (held) await work.objectStore('former').put?.({ facts, tables }, 'all');
};

/** Unfinished questionnaires get a place. All is asked for anew: the groups of before say nothing of when to ask. */
const interviews: Migration = async (db, work) => {
  db.createObjectStore('sealed_interviews', { keyPath: 'key' });
  const facts = work.objectStore('sealed_facts');
  for (const name of ['cursor', 'digest']) await facts.delete?.(name);
};

const MIGRATIONS: readonly Migration[] = [plainTables, sealedTables, interviews];

export async function migrate(db: IDBPDatabase, from: number, work: Work): Promise<void> {
  for (const migration of MIGRATIONS.slice(from)) await migration(db, work);
}
