/** What every action works with, handed in so that tests can hand in others. */

import type { Unfinished } from '../records/interview';
import type { Asked } from '../records/record';
import { fact } from '../store/facts';
import type { Line } from '../sync/exchange';

/**
 * One sitting of a questionnaire. Its answers live in memory only; what the phone keeps of them is closed to the
 * office. A pause, another page, a lock and the end of the app all end the sitting, and the next one goes on after it
 * without being able to read it.
 */
export interface Interview {
  /** The id of the record that it becomes. */
  readonly id: string;
  readonly version: string;
  readonly lang: string;
  /** Answers of earlier sittings, closed. */
  readonly before: readonly string[];
  readonly answers: Map<string, number | null>;
  /** Items of the questionnaire that lie behind, in this sitting or an earlier one. */
  position: number;
  /** The places of those among them that could not be asked when their turn came. */
  readonly skipped: Set<number>;
  /** All of it as it lies on the phone, closed; null before the first answer. */
  kept: Unfinished | null;
  /** Somebody said yes to a screening item: who asks is told what to do. Gone when that screen is left. */
  act: boolean;
  /** Seconds of asking, pauses left out. */
  secs: number;
}

export interface Desk extends Line {
  readonly interviews: Map<string, Interview>;
  /** Milliseconds on a clock that nobody sets. */
  readonly ticks: () => number;
}

export function interviewKey({ group, seat, arm, wave, instrument }: Asked): string {
  return [group, seat, arm, wave, instrument].join('/');
}

/** The organisation's box, to which what nobody here may read is closed. */
export async function boxOf({ store }: Pick<Desk, 'store'>): Promise<string> {
  const enrolment = await fact(store, 'enrolment');
  if (enrolment === undefined) throw new Error('A phone that is not enrolled has no box to seal to.');
  return enrolment.organisation.box;
}
