import type { Language } from '../records/codes';
import type { Enrolment } from '../records/enrolment';
import type { Answer } from '../server/client';
import { keepEnrolment } from '../store/enrolment';
import { askToStay } from '../store/forget';
import type { Desk } from './desk';

/** `abcd efgh`, `ABCDEFGH` and `abcd-efgh` are one code: `ABCD-EFGH`. */
export function tidyCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters;
}

/** A code has two halves of four. */
export function looksLikeCode(typed: string): boolean {
  return /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(tidyCode(typed));
}

/** How the office will recognise this phone: `Chrome on Android`. */
export function labelOf(agent: string): string {
  const browsers = [
    ['SamsungBrowser', 'Samsung Internet'],
    ['OPR', 'Opera'],
    ['Edg', 'Edge'],
    ['Firefox', 'Firefox'],
    ['Chrome', 'Chrome'],
    ['Safari', 'Safari'],
  ] as const;
  const systems = [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['Windows', 'Windows'],
    ['Mac', 'Mac'],
    ['Linux', 'Linux'],
  ] as const;
  const named = (pairs: readonly (readonly [string, string])[]) =>
    pairs.find(([sign]) => agent.includes(sign))?.[1] ?? '?';
  return `${named(browsers)} on ${named(systems)}`;
}

/** Make this phone known to the server by a one-time code. What waits on the phone stays. */
export async function enrol(desk: Desk, typed: string, agent: string, language: Language): Promise<Answer<Enrolment>> {
  const answer = await desk.server.enrol(tidyCode(typed), labelOf(agent), language);
  if (!answer.ok) return answer;
  const now = desk.now();
  await keepEnrolment(desk.store, answer.body, answer.clock ?? now, now);
  await askToStay();
  return answer;
}
