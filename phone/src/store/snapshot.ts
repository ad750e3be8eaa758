/** Everything a screen may show, read in one transaction. */

import type { Language } from '../records/codes';
import type { Enrolment } from '../records/enrolment';
import type { Group, Instrument } from '../records/group';
import { type Habit, type Sent, type Store, TABLES, type Waiting } from './database';

export interface Snapshot {
  readonly language: Language | null;
  readonly enrolment: Enrolment | null;
  readonly locked: string | null;
  readonly asList: boolean;
  readonly groups: readonly Group[];
  readonly instruments: readonly Instrument[];
  readonly outbox: readonly Waiting[];
  /** Newest first. */
  readonly sent: readonly Sent[];
  readonly habits: readonly Habit[];
}

export async function readSnapshot(store: Store): Promise<Snapshot> {
  const work = store.transaction([...TABLES]);
  const facts = work.objectStore('facts');
  const [language, enrolment, locked, asList, groups, instruments, outbox, sent, habits] = await Promise.all([
    facts.get('language'),
    facts.get('enrolment'),
    facts.get('locked'),
    facts.get('asList'),
    work.objectStore('groups').getAll(),
    work.objectStore('instruments').getAll(),
    work.objectStore('outbox').getAll(),
    work.objectStore('sent').getAll(),
    work.objectStore('habits').getAll(),
  ]);
  return {
    language: (language as Language | undefined) ?? null,
    enrolment: (enrolment as Enrolment | undefined) ?? null,
    locked: (locked as string | undefined) ?? null,
    asList: asList === true,
    groups: groups.sort((one, other) => one.name.localeCompare(other.name)),
    instruments,
    outbox,
    sent: sent.sort((one, other) => other.when.localeCompare(one.when)),
    habits,
  };
}
