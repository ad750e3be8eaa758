/** The drawing of the path of fifteen stones. Pure: the same seed always draws the same path. */

import { type Phase, SESSIONS } from '../records/codes';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const PATH_WIDTH = 304;
export const PATH_HEIGHT = 182;
const COLUMNS = 5;
const RADIUS = 22;
const CORNERS = 9;

/** A small generator of even numbers in [0, 1), the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Middles of the stones: three rows, walked to and fro, no two paths alike. */
export function middles(seed: number): Point[] {
  const roll = dice(seed);
  return Array.from({ length: SESSIONS }, (_, at) => {
    const row = Math.floor(at / COLUMNS);
    const step = at % COLUMNS;
    const column = row % 2 === 0 ? step : COLUMNS - 1 - step;
    const x = 30 + column * 61 + (roll() - 0.5) * 8;
    const y = 31 + row * 60 + (roll() - 0.5) * 12;
    return { x: round(x), y: round(y) };
  });
}

/** Outline of one stone around the middle (0, 0). */
export function outline(seed: number, n: number, radius = RADIUS): string {
  const roll = dice(Math.imul(seed + 1, 2654435761) + n * 40503);
  const turn = roll() * Math.PI;
  const corners = Array.from({ length: CORNERS }, (_, at) => {
    const angle = turn + (at / CORNERS) * 2 * Math.PI;
    const reach = radius * (0.9 + roll() * 0.16);
    return { x: Math.cos(angle) * reach * 1.04, y: Math.sin(angle) * reach * 0.95 };
  });
  return `${smooth(corners, 'closed')}Z`;
}

/** The trodden way from the first stone to the last. */
export function way(points: readonly Point[]): string {
  return smooth(points, 'open');
}

/** A curve through all points (Catmull-Rom as cubic Béziers). */
function smooth(points: readonly Point[], shape: 'closed' | 'open'): string {
  const count = points.length;
  const at = (index: number): Point => {
    const place = shape === 'closed' ? (index + count) % count : Math.min(Math.max(index, 0), count - 1);
    return points[place] ?? { x: 0, y: 0 };
  };
  const curves = Array.from({ length: shape === 'closed' ? count : count - 1 }, (_, index) => {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const first = `${round(from.x + (to.x - before.x) / 6)} ${round(from.y + (to.y - before.y) / 6)}`;
    const second = `${round(to.x - (after.x - from.x) / 6)} ${round(to.y - (after.y - from.y) / 6)}`;
    return `C${first} ${second} ${round(to.x)} ${round(to.y)}`;
  });
  return `M${round(at(0).x)} ${round(at(0).y)}${curves.join('')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Each phase's own small sign, drawn around (0, 0), so that colour is never alone. */
export const SIGNS: Readonly<Record<Phase, string>> = {
  // a roof
  safety: 'M-9 1L0-7L9 1M-6 0V8H6V0',
  // two rings held in one another
  trust: 'M2 0A5.5 5.5 0 1 1-9 0A5.5 5.5 0 1 1 2 0M9 0A5.5 5.5 0 1 1-2 0A5.5 5.5 0 1 1 9 0',
  // a heart
  care: 'M0 8C-11 0-8-8-4-8C-1.500-8 0-6 0-4C0-6 1.500-8 4-8C8-8 11 0 0 8Z',
  // two alike, side by side
  respect: 'M-8-4H8M-8 4H8',
  // a shoot with two leaves
  new_orientations: 'M0 9V-1M0 3C-1-3-5-5-9-5C-9 0-5 3 0 3M0-1C1-6 4-8 9-8C9-3 5-1 0-1',
  // a spiral, walked inwards
  memories: 'M0 0A2 2 0 0 1 4 1A4.500 4.500 0 0 1-4.500 2.500A6.500 6.500 0 0 1 5.500-5A8 8 0 0 1 8.500 2',
};
