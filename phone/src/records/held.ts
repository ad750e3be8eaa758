/** What has happened in a group, counting what this phone has recorded but not yet sent. */

import { type Phase, SESSIONS } from './codes';
import { daysBetween, plusDays } from './dates';
import type { Beside, Group, HeldSession, Reading, Said } from './group';
import { groupOf, type MissedBody, type OwnRecord, type SettleBody } from './record';
import { withDone } from './schedule';

/** The group as the server will describe it at the next pull. */
export function withRecord(group: Group, record: OwnRecord): Group {
  switch (record.kind) {
    case 'session':
      return held(group, { n: record.body.n, on: record.body.on, phase: record.body.phase });
    case 'missed':
      return notHeld(group, record.body);
    case 'settle':
      return settled(group, record.body);
    case 'response':
    case 'declined':
      return withDone(group, { arm: 'group', ...record.body });
    default: // What supervisors record, calls for help and what only the office may know change nothing that shows.
      return group;
  }
}

function held(group: Group, session: HeldSession): Group {
  const others = group.sessions.filter(({ n }) => n !== session.n);
  return { ...group, sessions: [...others, session].sort((one, other) => one.n - other.n) };
}

function notHeld(group: Group, { on, reason, settles = [] }: MissedBody): Group {
  const missed = [...group.missed.filter((other) => other.on !== on), { on, reason }];
  return { ...group, missed, beside_missed: group.beside_missed.filter(({ reports }) => !allIn(reports, settles)) };
}

/** The reading that was chosen takes its place; a report that nobody had seen when choosing is still to be settled. */
function settled(group: Group, { n, of, take }: SettleBody): Group {
  const beside = group.beside.find((one) => one.n === n);
  if (beside === undefined || !allIn(beside.reports, of)) return group;
  const before = group.sessions.find((session) => session.n === n);
  const taken = (key: string) => saidBy(beside, key, of[take[key] ?? -1]);
  const on = (taken('on') ?? before?.on) as string | undefined;
  const phase = (taken('phase') ?? before?.phase) as Phase | undefined;
  const rest = { ...group, beside: group.beside.filter((one) => one !== beside) };
  return on === undefined || phase === undefined ? rest : held(rest, { n, on, phase });
}

function allIn(reports: readonly Reading[], ids: readonly string[]): boolean {
  return reports.every(({ id }) => ids.includes(id));
}

function saidBy({ reports, differ }: Beside, key: string, id: string | undefined): Said {
  const at = reports.findIndex((report) => report.id === id);
  return differ.find((difference) => difference.key === key)?.values[at] ?? null;
}

/** The group with everything that this phone recorded for it, in the order it was recorded. */
export function withRecords(group: Group, records: readonly OwnRecord[]): Group {
  return records.filter((record) => groupOf(record) === group.id).reduce(withRecord, group);
}

/** A group as this phone knows it: what the office told, and what was recorded here. */
export interface Known extends Group {
  /** Sessions recorded here that the office looks at before it takes them. */
  readonly aside: readonly number[];
}

/** The session to record next: one after the last that was recorded; null when all fifteen were. */
export function nextSession(group: Group | Known): number | null {
  const aside = 'aside' in group ? group.aside : [];
  const last = Math.max(0, ...group.sessions.map((session) => session.n), ...aside);
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
