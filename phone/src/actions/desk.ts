/** What every action works with, handed in so that tests can hand in others. */

import type { Wave } from '../records/codes';
import type { Line } from '../sync/exchange';

/** A questionnaire being asked. It lives in memory only: closing the app forgets it, the disk never sees it. */
export interface Interview {
  readonly answers: Map<string, number | null>;
  /** Set once sealed; the answers are gone by then. */
  finished: { readonly urgent: boolean } | null;
}

export interface Asked {
  readonly group: string;
  readonly seat: number;
  readonly wave: Wave;
  readonly instrument: string;
}

export interface Desk extends Line {
  readonly interviews: Map<string, Interview>;
}

export function interviewKey(asked: Asked): string {
  return [asked.group, asked.seat, asked.wave, asked.instrument].join('/');
}
