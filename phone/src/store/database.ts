/**
 * The phone's own database. What it holds is sealed (rows.ts); what is not is listed here, and names nobody.
 */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Bytes } from '../records/bytes';
import type { Language, Phase } from '../records/codes';
import type { Enrolment } from '../records/enrolment';
import type { Group, Instrument } from '../records/group';
import type { Unfinished } from '../records/interview';
import type { Cost } from '../records/keys';
import type { Own } from '../records/own';
import type { OwnRecord } from '../records/record';
import type { Envelope } from '../records/rescue';
import { migrate } from './migrations';

/** A record that the server has not acknowledged. */
export interface Waiting {
  readonly id: string;
  readonly record: OwnRecord;
  readonly state: 'waiting' | 'refused';
  /** Why the server refused it, in its own words. */
  readonly sentence: string | null;
}

/** A trace of what was sent: enough to say that it arrived, nothing of what it said. */
export interface Sent {
  readonly id: string;
  readonly kind: OwnRecord['kind'];
  /** Empty for what is about no group. */
  readonly group: string;
  readonly n: number | null;
  readonly when: string;
  /** The server's sentence where it set the record aside for a person to look at; null where it was taken. */
  readonly aside: string | null;
}

/** What a facilitator chose last time in a group, offered again. */
export interface Habit {
  readonly group: string;
  readonly place: string;
  readonly minutes: number;
  readonly phase: Phase;
}

/** Single facts that only the PIN opens, each under its own name. */
export interface SealedFacts {
  enrolment: Enrolment;
  cursor: number;
  /** Names the questionnaires that this phone holds. */
  digest: string;
  /** The holder's own work, and for a supervisor the round. */
  own: Own;
  ownDigest: string;
  /** Groups in which a screening item may be asked: somebody is there to answer for a yes. */
  screening: readonly string[];
  /** Days after which an unfinished questionnaire is sent as it is. */
  unfinishedDays: number;
  /** The server's sentence when it no longer knows this phone. */
  locked: string;
  asList: boolean;
}

/** Why this phone can no longer open what it held. */
export type Emptied = 'tries' | 'expired' | 'forgotten' | 'withdrawn';

/** The whole list of what lies open on this phone. None of it names a person, a group or a secret. */
export interface PlainFacts {
  language: Language;
  /** What opens the store, given the PIN and the device's key. */
  lock: { readonly salt: Bytes; readonly cost: Cost; readonly wrapped: Bytes };
  /** Wrong PINs since the last right one; counted before each try. */
  tries: number;
  /** The last word from the server, on both clocks, in ms since 1970. */
  contact: { readonly server: number; readonly phone: number };
  /** Days without contact after which the keys are destroyed. */
  expires: number;
  /** Needed to close and to hand in what can no longer be opened: the organisation's public key, and this phone's id. */
  office: { readonly box: string; readonly device: string };
  emptied: Emptied;
  /** Goes up with every write: two pages that are open at once notice each other. */
  turn: number;
}

/** What each sealed table holds once it is opened. */
export interface Sealed {
  facts: SealedFacts[keyof SealedFacts];
  groups: Group;
  instruments: Instrument;
  outbox: Waiting;
  sent: Sent;
  drafts: unknown;
  habits: Habit;
  interviews: Unfinished;
}
export type SealedTable = keyof Sealed;
export const SEALED = ['facts', 'groups', 'instruments', 'outbox', 'sent', 'drafts', 'habits', 'interviews'] as const;

export interface Row {
  readonly key: string;
  readonly box: Bytes;
}

type SealedTables = { readonly [Table in SealedTable as `sealed_${Table}`]: { key: string; value: Row } };

export interface Tables extends DBSchema, SealedTables {
  plain: { key: string; value: unknown };
  /** Holds the device's own key, which the browser uses and never shows. */
  keys: { key: string; value: CryptoKey };
  /** Unsent records, closed to the organisation. */
  rescue: { key: string; value: Envelope };
  /** What the app of before left unsealed; one row at most, until a PIN is chosen. */
  former: { key: string; value: unknown };
}

/** The database without its key: it can be counted and emptied, not read. */
export interface Vault {
  readonly db: IDBPDatabase<Tables>;
}

/** The database with its key. Opaque to everyone above this room. */
export interface Store extends Vault {
  readonly key: CryptoKey;
  /** Names the lock that this key belongs to. */
  readonly ring: string;
  /** Rows as they were last opened, so that a refresh opens only what changed. */
  readonly opened: Map<string, { readonly box: Bytes; readonly value: unknown }>;
  readonly queue: { last: Promise<unknown> };
}

/** The sealed tables by the names that they have in the database. */
export const CLOSED: readonly `sealed_${SealedTable}`[] = SEALED.map((table) => `sealed_${table}` as const);
export const TABLES = [...CLOSED, 'plain', 'keys', 'rescue', 'former'] as const;

/** `replaced` is called when a newer page needs the database to itself: this page is then done. */
export async function openVault(name: string, replaced: () => void): Promise<Vault> {
  const db = await openDB<Tables>(name, 3, {
    upgrade: (raw, from, _to, work) => migrate(raw as never, from, work as never),
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      replaced();
    },
    // The browser ended the connection by itself, as when its data are cleared: only a new start can say what is left.
    terminated: replaced,
  });
  return { db };
}
