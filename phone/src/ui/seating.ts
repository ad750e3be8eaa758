/** Where people sit in the circle: an oval as tall as the group is large, each seat a full thumb high. */

export interface Seat {
  readonly x: number;
  readonly y: number;
  readonly side: 'left' | 'right' | 'middle';
}

export const CIRCLE_WIDTH = 304;
export const SEAT_HEIGHT = 52;
const STONE = 24;
const MIDDLE = CIRCLE_WIDTH / 2;
const REACH = MIDDLE - STONE - 2;

/**
 * Seats around the oval: the first facilitator at the top, the second at the bottom, everyone else down the right side
 * and up the left, as one walks round a circle. The curve is squarer than an ellipse, so that names find room inside it.
 */
export function seating(
  people: number,
  facilitators: number,
): { people: Seat[]; facilitators: Seat[]; height: number } {
  const right = Math.ceil(people / 2);
  const left = people - right;
  const height = (right + 2) * SEAT_HEIGHT;
  return {
    people: [
      ...Array.from({ length: right }, (_, row) => beside(row, right, 'right')),
      ...Array.from({ length: left }, (_, row) => beside(left - 1 - row + (right - left) / 2, right, 'left')),
    ],
    facilitators: Array.from({ length: facilitators }, (_, at) => ({
      x: MIDDLE + Math.floor(at / 2) * 2 * STONE,
      y: at % 2 === 0 ? SEAT_HEIGHT / 2 : height - SEAT_HEIGHT / 2,
      side: 'middle' as const,
    })),
    height,
  };
}

function beside(row: number, rows: number, side: 'left' | 'right'): Seat {
  const fromMiddle = Math.abs((row - (rows - 1) / 2) / ((rows + 1) / 2));
  const reach = REACH * (1 - fromMiddle ** 5) ** (1 / 5);
  const x = side === 'right' ? MIDDLE + reach : MIDDLE - reach;
  return { x: Math.round(x), y: (row + 1.5) * SEAT_HEIGHT, side };
}
