/** What was recorded in a group, number by number. */

import { SESSIONS } from '../../records/codes';
import type { Group, HeldSession } from '../../records/group';
import type { Sent, Waiting } from '../../store/database';
import { asKnownHere, isOfSession, setAside } from '../home/lib';

export type Told =
  | { readonly n: number; readonly held: HeldSession; readonly where: 'office' }
  | { readonly n: number; readonly held: HeldSession; readonly where: 'phone' | 'sent'; readonly id: string }
  | {
      readonly n: number;
      readonly held: HeldSession;
      readonly where: 'refused';
      readonly id: string;
      readonly why: string;
    }
  /** Recorded here; the office looks at it before it takes it. */
  | { readonly n: number; readonly held: null; readonly where: 'aside'; readonly why: string }
  | { readonly n: number; readonly held: null; readonly where: 'nowhere' };

/**
 * Sessions up to the last one known, newest first. One that this phone still holds can be corrected from what was
 * entered; one that it sent can be recorded again in place of the first; one that it never saw is the office's.
 */
export function recorded(group: Group, outbox: readonly Waiting[], sent: readonly Sent[]): Told[] {
  const here = new Map<number, Waiting>();
  for (const entry of outbox) {
    const { record, state } = entry;
    // A settling that was refused settled nothing: its session is as the office has it.
    if (!isOfSession(record) || record.body.group !== group.id || (record.kind === 'settle' && state === 'refused')) {
      continue;
    }
    here.set(record.body.n, entry);
  }
  const known = asKnownHere(group, outbox, sent);
  const aside = setAside(group, sent);
  const last = Math.max(0, ...here.keys(), ...aside.keys(), ...known.sessions.map(({ n }) => n));
  return Array.from({ length: Math.min(last, SESSIONS) }, (_, at) => {
    const n = last - at;
    const held = known.sessions.find((session) => session.n === n);
    return entered(n, here.get(n), held) ?? elsewhere(n, group, held, sent, aside.get(n));
  });
}

/** A session as it stands in the outbox. */
function entered(n: number, entry: Waiting | undefined, known: HeldSession | undefined): Told | null {
  if (entry === undefined || !isOfSession(entry.record)) return null;
  const { record, state, id } = entry;
  const held = record.kind === 'session' ? { n, on: record.body.on, phase: record.body.phase } : known;
  if (held === undefined) return null;
  return state === 'waiting'
    ? { n, held, where: 'phone', id }
    : { n, held, where: 'refused', id, why: entry.sentence ?? '' };
}

/** A trace of a session's report; a checklist names a session too, and is no report of it. */
function tellsOf({ kind }: Sent): boolean {
  return kind === 'session' || kind === 'settle';
}

function elsewhere(
  n: number,
  group: Group,
  held: HeldSession | undefined,
  sent: readonly Sent[],
  why: string | undefined,
): Told {
  if (held === undefined)
    return why === undefined ? { n, held: null, where: 'nowhere' } : { n, held: null, where: 'aside', why };
  const trace = sent.find((one) => tellsOf(one) && one.n === n && one.group === group.id && one.aside === null);
  return trace === undefined ? { n, held, where: 'office' } : { n, held, where: 'sent', id: trace.id };
}

/** From this session on people are asked about roles: the group is about to go on by itself. */
const ROLES_FROM = 12;

/** Whether a group has begun, so that something may be noticed. */
export function mayNotice(group: Group): boolean {
  return group.status === 'graduated' || (group.status === 'running' && group.starts_on !== null);
}

/** Whether people are asked for roles that they took up. */
export function asksForRoles(group: Group): boolean {
  return group.people.length > 0 && (group.status === 'graduated' || group.sessions.some(({ n }) => n >= ROLES_FROM));
}
