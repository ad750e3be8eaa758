/** The next step of a group, in the order in which a facilitator would take it. */

import type { Wave } from '../../records/codes';
import type { Group } from '../../records/group';
import { type Known, nextSession, withRecords } from '../../records/held';
import type { OwnRecord, SessionRecord, SettleRecord } from '../../records/record';
import { dueOn } from '../../records/schedule';
import type { Sent, Waiting } from '../../store/database';

export type NextStep =
  | { readonly what: 'ask'; readonly wave: Wave }
  | { readonly what: 'record'; readonly n: number }
  | { readonly what: 'look' };

/** The baseline is asked before the first session, everything else after the sessions that can be recorded. */
export function nextStep(group: Group, today: string): NextStep {
  const [due] = dueOn(group, today);
  if (group.only_ask) return due === undefined ? { what: 'look' } : { what: 'ask', wave: due.wave };
  const n = nextSession(group);
  if (due?.wave === 'baseline' && group.sessions.length === 0) return { what: 'ask', wave: due.wave };
  if (n !== null && group.status === 'running') return { what: 'record', n };
  return due === undefined ? { what: 'look' } : { what: 'ask', wave: due.wave };
}

export function recordsOf(outbox: readonly Waiting[]): OwnRecord[] {
  return outbox.filter((entry) => entry.state === 'waiting').map((entry) => entry.record);
}

/** A report of a session, or what settled several. */
export function isOfSession(record: OwnRecord): record is SessionRecord | SettleRecord {
  return record.kind === 'session' || record.kind === 'settle';
}

/** The group as this phone knows it: what the server told, what waits here to be sent, and what was set aside. */
export function asKnownHere(group: Group, outbox: readonly Waiting[], sent: readonly Sent[]): Known {
  const known = withRecords(group, recordsOf(outbox));
  return { ...known, aside: [...setAside(group, sent).keys()] };
}

/** Sessions of a group that were set aside and that it does not hold otherwise, with the reason. */
export function setAside(group: Group, sent: readonly Sent[]): Map<number, string> {
  const held = new Set(group.sessions.map(({ n }) => n));
  const reasons = new Map<number, string>();
  for (const trace of sent) {
    if (trace.aside === null || trace.kind !== 'session' || trace.group !== group.id) continue;
    if (trace.n !== null && !held.has(trace.n)) reasons.set(trace.n, trace.aside);
  }
  return reasons;
}

/** Numbers of the sessions that wait here to be sent, or were settled here. */
export function unsentSessions(group: Group, outbox: readonly Waiting[]): Set<number> {
  const numbers = new Set<number>();
  for (const record of recordsOf(outbox)) {
    if (isOfSession(record) && record.body.group === group.id) numbers.add(record.body.n);
  }
  return numbers;
}
