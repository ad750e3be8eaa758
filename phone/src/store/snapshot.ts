/** Everything a screen may show, read in one transaction. */

import type { Language } from '../records/codes';
import type { Enrolment } from '../records/enrolment';
import type { Group, Instrument } from '../records/group';
import type { Own } from '../records/own';
import { CLOSED, type Habit, type SealedTable, type Sent, type Store, type Waiting } from './database';
import { openAll } from './rows';

export interface Snapshot {
  readonly language: Language | null;
  readonly enrolment: Enrolment | null;
  readonly locked: string | null;
  readonly asList: boolean;
  /** Null until the office has told it. */
  readonly own: Own | null;
  readonly groups: readonly Group[];
  readonly instruments: readonly Instrument[];
  readonly outbox: readonly Waiting[];
  /** Newest first; those that were set aside too. */
  readonly sent: readonly Sent[];
  readonly habits: readonly Habit[];
  /** Unsent records whose keys are gone; they wait in envelopes. */
  readonly leftBehind: number;
}

export async function readSnapshot(store: Store): Promise<Snapshot> {
  const work = store.db.transaction([...CLOSED, 'plain', 'rescue'] as const);
  const rows = <Table extends SealedTable>(table: Table) => work.objectStore(`sealed_${table}`).getAll();
  const [facts, groups, instruments, outbox, sent, habits, language, rescue] = await Promise.all([
    rows('facts'),
    rows('groups'),
    rows('instruments'),
    rows('outbox'),
    rows('sent'),
    rows('habits'),
    work.objectStore('plain').get('language'),
    work.objectStore('rescue').getAllKeys(),
  ]);
  const opened = await openAll(store, 'facts', facts);
  const fact = (name: string) => opened[facts.findIndex(({ key }) => key === name)] ?? null;
  const ours = new Set(outbox.map(({ key }) => key));
  return {
    language: (language as Language | undefined) ?? null,
    enrolment: fact('enrolment') as Enrolment | null,
    locked: fact('locked') as string | null,
    asList: fact('asList') === true,
    own: fact('own') as Own | null,
    groups: (await openAll(store, 'groups', groups)).sort((one, other) => one.name.localeCompare(other.name)),
    instruments: await openAll(store, 'instruments', instruments),
    outbox: await openAll(store, 'outbox', outbox),
    sent: (await openAll(store, 'sent', sent)).sort((one, other) => other.when.localeCompare(one.when)),
    habits: await openAll(store, 'habits', habits),
    leftBehind: rescue.filter((id) => !ours.has(id)).length,
  };
}
