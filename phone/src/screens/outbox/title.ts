import type { OwnRecord } from '../../records/record';
import { say } from '../../words';

const KINDS = {
  session: 'phone.kind.session',
  missed: 'phone.kind.missed',
  settle: 'phone.kind.settle',
  // Whoever looks over a shoulder cannot tell what was answered, refused, or asks somebody to act.
  response: 'phone.kind.response',
  declined: 'phone.kind.response',
  concern: 'phone.kind.response',
  shift: 'phone.group.shift',
  role: 'phone.group.role',
  visit: 'phone.kind.visit',
  rating: 'phone.kind.rating',
  checklist: 'phone.done.title',
  help: 'phone.help.title',
} as const;

/** What a record is called: `Session 3`, `Session 3 · settled`, `We did not meet`. */
export function titleOf(kind: OwnRecord['kind'], n: number | null): string {
  if (n === null) return say(KINDS[kind]);
  const session = say('phone.session.n', { n });
  return kind === 'session' ? session : `${session} · ${say(KINDS[kind])}`;
}
