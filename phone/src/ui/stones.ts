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

/** A ring through the points, in their order. */
export function ring(points: readonly Point[]): string {
  return `${smooth(points, 'closed')}Z`;
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

/** Each phase's own small sign, drawn around (0, 0), so that colour is never alone; the office draws the same. */
export const SIGNS: Readonly<Record<Phase, string>> = {
  // a roof
  safety: 'M-8 1L0-6.5L8 1M-5 1V6M5 1V6',
  // two that meet
  trust: 'M1.4 0a4.7 4.7 0 1 1-.01-.3M7.9 0a4.7 4.7 0 1 1-.01-.3',
  // a nest about an egg
  care: 'M2.9-2a2.9 2.9 0 1 1-.01-.2M-7.4-1.5C-7 8 7 8 7.4-1.5',
  // two lines of one length
  respect: 'M-6.5-3H6.5M-6.5 3H6.5',
  // a seedling
  new_orientations: 'M0 7V-1M0 1C-7 1-7-6-7-6C-1-6 0-3 0 1C0-4 3-6 7-6C7-1 4 1 0 1',
  // a shell
  memories: 'M0 .5a2 2 0 0 1 2 2a4 4 0 0 1-8-1a6 6 0 0 1 12-1a7 7 0 0 1-1 4',
};
