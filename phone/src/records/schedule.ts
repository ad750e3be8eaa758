/** Whom a group is to be asked, and by when. The office says the windows; this phone knows the day. */

import type { Arm, Wave } from './codes';
import type { Group, Window } from './group';

/** One questionnaire to be asked of one person now. */
export interface Due {
  readonly seat: number;
  readonly arm: Arm;
  readonly wave: Wave;
  readonly instrument: string;
}

export type Timing = 'not_yet' | 'due' | 'overdue' | 'closed';

/** Where a window stands on a day; one without days is open. */
export function timingOf({ opens, due, closes }: Window, today: string): Timing {
  if (opens === null || due === null || closes === null) return 'due';
  if (today < opens) return 'not_yet';
  if (today > closes) return 'closed';
  return today > due ? 'overdue' : 'due';
}

export function isOpen(window: Window, today: string): boolean {
  const timing = timingOf(window, today);
  return timing === 'due' || timing === 'overdue';
}

/** What is left to be asked in one window: who agreed and has neither answered nor declined. */
export function leftIn({ arm, wave, asks }: Window, agreed: Group['agreed']): Due[] {
  const left = agreed.map((seat) =>
    asks.filter(({ done }) => !done.includes(seat)).map(({ instrument }) => ({ seat, arm, wave, instrument })),
  );
  return ([] as Due[]).concat(...left);
}

/** What a group is to be asked on a day, wave by wave. */
export function dueOn(group: Pick<Group, 'waves' | 'agreed'>, today: string): Due[] {
  const open = group.waves.filter((window) => isOpen(window, today));
  return ([] as Due[]).concat(...open.map((window) => leftIn(window, group.agreed)));
}

/** People of whom something is overdue: the day by which it should have been done is past. */
export function overduePeople(group: Pick<Group, 'waves' | 'agreed'>, today: string): number {
  const late = group.waves.filter((window) => timingOf(window, today) === 'overdue');
  return new Set(late.map((window) => leftIn(window, group.agreed).map(({ seat }) => seat)).reduce(joined, [])).size;
}

function joined(all: readonly number[], more: readonly number[]): number[] {
  return [...all, ...more];
}

/** The same group after somebody answered or declined. */
export function withDone<Some extends Group>(group: Some, { seat, arm, wave, instrument }: Due): Some {
  const waves = group.waves.map((window) =>
    window.arm !== arm || window.wave !== wave
      ? window
      : {
          ...window,
          asks: window.asks.map((one) =>
            one.instrument === instrument && !one.done.includes(seat) ? { ...one, done: [...one.done, seat] } : one,
          ),
        },
  );
  return { ...group, waves };
}
