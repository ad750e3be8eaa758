import type { OwnRecord } from '../../records/record';
import { say } from '../../words';

const KINDS = {
  session: 'phone.kind.session',
  missed: 'phone.kind.missed',
  settle: 'phone.kind.settle',
  response: 'phone.kind.response',
} as const;

/** What a record is called: `Session 3`, `Session 3 · settled`, `We did not meet`. */
export function titleOf(kind: OwnRecord['kind'], n: number | null): string {
  if (n === null) return say(KINDS[kind]);
  const session = say('phone.session.n', { n });
  return kind === 'settle' ? `${session} · ${say(KINDS.settle)}` : session;
}
