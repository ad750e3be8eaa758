/** The next step of a group, in the order in which a facilitator would take it. */

import type { Due, Group } from '../../records/group';
import { nextSession, withRecords } from '../../records/held';
import type { PhoneRecord } from '../../records/record';
import type { Waiting } from '../../store/database';

export type NextStep =
  | { readonly what: 'ask'; readonly wave: Due['wave'] }
  | { readonly what: 'record'; readonly n: number }
  | { readonly what: 'look' };

/** The baseline is asked before the first session, everything else after the sessions that can be recorded. */
export function nextStep(group: Group): NextStep {
  const [due] = group.due;
  const n = nextSession(group);
  if (due?.wave === 'baseline' && group.sessions.length === 0) return { what: 'ask', wave: due.wave };
  if (n !== null && group.status === 'running') return { what: 'record', n };
  return due === undefined ? { what: 'look' } : { what: 'ask', wave: due.wave };
}

export function recordsOf(outbox: readonly Waiting[]): PhoneRecord[] {
  return outbox.filter((entry) => entry.state === 'waiting').map((entry) => entry.record);
}

/** The group as this phone knows it: what the server told, and what waits here to be sent. */
export function asKnownHere(group: Group, outbox: readonly Waiting[]): Group {
  return withRecords(group, recordsOf(outbox));
}

/** Numbers of the sessions that wait here to be sent. */
export function unsentSessions(group: Group, outbox: readonly Waiting[]): Set<number> {
  const numbers = new Set<number>();
  for (const record of recordsOf(outbox)) {
    if (record.kind === 'session' && record.body.group === group.id) numbers.add(record.body.n);
  }
  return numbers;
}
