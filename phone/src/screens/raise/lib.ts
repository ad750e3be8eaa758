/** The few questions about somebody who needs help. */

import type { Raised } from '../../actions/raise';
import type { Worry } from '../../records/codes';

export const LINE_LENGTH = 120;
export const NOT_SAID = '';
export const WHEN = ['now', 'soon'] as const;
export type When = (typeof WHEN)[number];

export interface Form {
  readonly when: When | null;
  readonly item: Worry | null;
  /** A seat as text; empty where no name is said. */
  readonly seat: string;
  readonly line: string;
}

export const EMPTY: Form = { when: null, item: null, seat: NOT_SAID, line: '' };

/** What is told, or null while one of the two that must be said is left out. */
export function told({ when, item, seat, line }: Form): Raised | null {
  if (when === null || item === null) return null;
  const said = line.trim().slice(0, LINE_LENGTH);
  return { item, now: when === 'now', seat: seat === NOT_SAID ? null : Number(seat), line: said };
}
