/** What was recorded in a group, number by number. */

import { SESSIONS } from '../../records/codes';
import type { Group, HeldSession } from '../../records/group';
import type { Sent, Waiting } from '../../store/database';

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
  | { readonly n: number; readonly held: null; readonly where: 'nowhere' };

/**
 * Sessions up to the last one known, newest first. One that this phone still holds can be corrected from what was
 * entered; one that it sent can be recorded again in place of the first; one that it never saw is the office's.
 */
export function recorded(group: Group, outbox: readonly Waiting[], sent: readonly Sent[]): Told[] {
  const here = new Map<number, Waiting>();
  for (const entry of outbox) {
    if (entry.record.kind === 'session' && entry.record.body.group === group.id) here.set(entry.record.body.n, entry);
  }
  const last = Math.max(0, ...here.keys(), ...group.sessions.map((session) => session.n));
  return Array.from({ length: Math.min(last, SESSIONS) }, (_, at) => toldOf(last - at, group, here, sent));
}

function toldOf(n: number, group: Group, here: ReadonlyMap<number, Waiting>, sent: readonly Sent[]): Told {
  const entry = here.get(n);
  if (entry?.record.kind === 'session') {
    const { on, phase } = entry.record.body;
    const held = { n, on, phase };
    if (entry.state === 'waiting') return { n, held, where: 'phone', id: entry.id };
    return { n, held, where: 'refused', id: entry.id, why: entry.sentence ?? '' };
  }
  const held = group.sessions.find((session) => session.n === n);
  if (held === undefined) return { n, held: null, where: 'nowhere' };
  const trace = sent.find((one) => one.kind === 'session' && one.group === group.id && one.n === n);
  return trace === undefined ? { n, held, where: 'office' } : { n, held, where: 'sent', id: trace.id };
}
