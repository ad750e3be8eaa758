/** What has happened in a group, counting what this phone has recorded but not yet sent. */

import { SESSIONS } from './codes';
import { daysBetween, plusDays } from './dates';
import type { Due, Group, HeldSession } from './group';
import type { PhoneRecord } from './record';

/** The group as the server will describe it at the next pull. */
export function withRecord(group: Group, record: PhoneRecord): Group {
  if (record.kind === 'session') {
    const held: HeldSession = { n: record.body.n, on: record.body.on, phase: record.body.phase };
    const others = group.sessions.filter((session) => session.n !== held.n);
    return { ...group, sessions: [...others, held].sort((one, other) => one.n - other.n) };
  }
  if (record.kind === 'missed') {
    const missed = { on: record.body.on, reason: record.body.reason };
    return { ...group, missed: [...group.missed.filter((other) => other.on !== missed.on), missed] };
  }
  return { ...group, due: group.due.filter((due) => !answers(record.body, due)) };
}

function answers(body: Due, due: Due): boolean {
  return body.seat === due.seat && body.wave === due.wave && body.instrument === due.instrument;
}

/** The group with everything that this phone recorded for it, in the order it was recorded. */
export function withRecords(group: Group, records: readonly PhoneRecord[]): Group {
  return records.filter((record) => record.body.group === group.id).reduce(withRecord, group);
}

/** The session to record next: one after the last that was held; null when all fifteen were. */
export function nextSession(group: Group): number | null {
  const last = Math.max(0, ...group.sessions.map((session) => session.n));
  return last < SESSIONS ? last + 1 : null;
}

/** Days that a meeting may be recorded after its day before its stone is ringed as late. */
export const GRACE = 2;

/** Sessions that should have been recorded by today: a group meets a week after it last met or had to miss. */
export function lateSessions(group: Group, today: string): number[] {
  const next = nextSession(group);
  const anchor = lastEvent(group);
  if (next === null || anchor === null || group.status !== 'running') return [];
  const late: number[] = [];
  for (let n = next; n <= SESSIONS; n += 1) {
    const planned = plusDays(anchor, 7 * (n - next + 1));
    if (daysBetween(planned, today) > GRACE) late.push(n);
  }
  return late;
}

function lastEvent(group: Group): string | null {
  const days = [...group.sessions, ...group.missed].map(({ on }) => on).sort();
  if (days.length > 0) return days[days.length - 1] ?? null;
  return group.starts_on === null ? null : plusDays(group.starts_on, -7);
}
