/** Everything a screen may show, read in one transaction. */

import type { Language } from '../records/codes';
import type { Enrolment } from '../records/enrolment';
import type { Group, Instrument } from '../records/group';
import type { Unfinished } from '../records/interview';
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
  /** Questionnaires that were begun and not finished. */
  readonly interviews: readonly Unfinished[];
  /** Groups in which a screening item may be asked. */
  readonly screening: readonly string[];
  /** Unsent records whose keys are gone; they wait in envelopes. */
  readonly leftBehind: number;
}

export async function readSnapshot(store: Store): Promise<Snapshot> {
  const work = store.db.transaction([...CLOSED, 'plain', 'rescue'] as const);
  const rows = <Table extends SealedTable>(table: Table) => work.objectStore(`sealed_${table}`).getAll();
  const [facts, groups, instruments, outbox, sent, habits, interviews, language, rescue] = await Promise.all([
    rows('facts'),
    rows('groups'),
    rows('instruments'),
    rows('outbox'),
    rows('sent'),
    rows('habits'),
    rows('interviews'),
    work.objectStore('plain').get('language'),
    work.objectStore('rescue').getAllKeys(),
  ]);
  const opened = await openAll(store, 'facts', facts);
  const fact = (name: string) => opened[facts.findIndex(({ key }) => key === name)] ?? null;
  const ours = new Set([...outbox, ...interviews].map(({ key }) => key));
  return {
    language: (language as Language | undefined) ?? null,
    enrolment: fact('enrolment') as Enrolment | null,
    locked: fact('locked') as string | null,
    asList: fact('asList') === true,
    own: fact('own') as Own | null,
    groups: (await openAll(store, 'groups', groups))
      .map(whole)
      .sort((one, other) => one.name.localeCompare(other.name)),
    instruments: await openAll(store, 'instruments', instruments),
    outbox: await openAll(store, 'outbox', outbox),
    sent: (await openAll(store, 'sent', sent)).sort((one, other) => other.when.localeCompare(one.when)),
    habits: await openAll(store, 'habits', habits),
    interviews: await openAll(store, 'interviews', interviews),
    screening: (fact('screening') ?? []) as readonly string[],
    leftBehind: rescue.filter((id) => !ours.has(id)).length,
  };
}

/** A group that an app of before kept says nothing of these; it is fetched anew at the next contact. */
function whole(group: Group): Group {
  return { ...NEWER, ...group };
}

const NEWER = { waves: [], agreed: [], only_ask: false, call: '', paused: '', voice: [] } as const;
