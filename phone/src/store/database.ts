/** The phone's own database. It holds the facilitator's groups, what waits to be sent, and no answer or score. */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Phase } from '../records/codes';
import type { Enrolment } from '../records/enrolment';
import type { Group, Instrument } from '../records/group';
import type { Kind, PhoneRecord } from '../records/record';

/** A record that the server has not acknowledged. */
export interface Waiting {
  readonly id: string;
  readonly record: PhoneRecord;
  readonly state: 'waiting' | 'refused';
  /** Why the server refused it, in its own words. */
  readonly sentence: string | null;
}

/** A trace of what was sent: enough to say that it arrived, nothing of what it said. */
export interface Sent {
  readonly id: string;
  readonly kind: Kind;
  readonly group: string;
  readonly n: number | null;
  readonly when: string;
}

/** What a facilitator chose last time in a group, offered again. */
export interface Habit {
  readonly group: string;
  readonly place: string;
  readonly minutes: number;
  readonly phase: Phase;
}

export interface Draft {
  readonly key: string;
  readonly form: unknown;
}

/** Single facts, each under its own name. */
export interface Facts {
  language: string;
  enrolment: Enrolment;
  cursor: number;
  /** Names the questionnaires that this phone holds. */
  digest: string;
  /** The server's sentence when it no longer knows this phone. */
  locked: string;
  asList: boolean;
}

interface Tables extends DBSchema {
  facts: { key: string; value: unknown };
  groups: { key: string; value: Group };
  instruments: { key: string; value: Instrument };
  outbox: { key: string; value: Waiting };
  sent: { key: string; value: Sent };
  drafts: { key: string; value: Draft };
  habits: { key: string; value: Habit };
}

export type Store = IDBPDatabase<Tables>;
export const TABLES = ['facts', 'groups', 'instruments', 'outbox', 'sent', 'drafts', 'habits'] as const;

/** Each migration is written once and never changed; the database's version is their number. */
const MIGRATIONS: readonly ((store: Store) => void)[] = [
  (store) => {
    store.createObjectStore('facts');
    store.createObjectStore('groups', { keyPath: 'id' });
    store.createObjectStore('instruments', { keyPath: 'name' });
    store.createObjectStore('outbox', { keyPath: 'id' });
    store.createObjectStore('sent', { keyPath: 'id' });
    store.createObjectStore('drafts', { keyPath: 'key' });
    store.createObjectStore('habits', { keyPath: 'group' });
  },
];

/** `replaced` is called when a newer page needs the database to itself: this page is then done. */
export function openStore(name: string, replaced: () => void): Promise<Store> {
  return openDB<Tables>(name, MIGRATIONS.length, {
    upgrade(store, from) {
      for (const migrate of MIGRATIONS.slice(from)) migrate(store);
    },
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      replaced();
    },
  });
}
