import type { Mark } from '../records/codes';
import { say } from '../words';
import { MarkStone } from './MarkStone';
import { CIRCLE_WIDTH, SEAT_HEIGHT, type Seat, seating } from './seating';
import { ring } from './stones';

export interface Sitting {
  readonly key: string;
  readonly name: string;
  readonly mark: Mark | null;
  readonly tap: () => void;
}

interface Props {
  readonly people: readonly Sitting[];
  readonly facilitators: readonly Sitting[];
}

/** The group in one circle, facilitators included. Everyone is a button; a tap changes their mark. */
export function Circle({ people, facilitators }: Props) {
  const seats = seating(people.length, facilitators.length);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside a drawing
    <svg class="circle" viewBox={`0 0 ${CIRCLE_WIDTH} ${seats.height}`} role="group" aria-label={say('phone.circle')}>
      <path class="circle-way" d={ring(round(seats))} />
      {facilitators.map((one, at) => (
        <Place key={one.key} one={one} seat={seats.facilitators[at]} seed={at + 101} />
      ))}
      {people.map((one, at) => (
        <Place key={one.key} one={one} seat={seats.people[at]} seed={at + 1} />
      ))}
    </svg>
  );
}

/** The seats as one walks round: top, down the right, bottom, up the left. */
function round(seats: ReturnType<typeof seating>): Seat[] {
  const [top, bottom] = seats.facilitators;
  const side = (which: Seat['side']) => seats.people.filter((seat) => seat.side === which);
  return [top, ...side('right'), bottom, ...side('left')].filter((seat): seat is Seat => seat !== undefined);
}

const INNER = 24;
/** A facilitator's button stands across the middle; a member's reaches from the rim to the middle of the circle. */
const ACROSS = 170;

function Place({ one, seat, seed }: { readonly one: Sitting; readonly seat: Seat | undefined; readonly seed: number }) {
  if (seat === undefined) return null;
  const { x, width } = boxOf(seat);
  return (
    <foreignObject x={x} y={seat.y - SEAT_HEIGHT / 2} width={width} height={SEAT_HEIGHT}>
      <button type="button" class={`seat seat-${seat.side}`} aria-label={labelOf(one)} onClick={one.tap}>
        <MarkStone seed={seed} mark={one.mark} />
        <span class="seat-name">{one.name}</span>
      </button>
    </foreignObject>
  );
}

function boxOf(seat: Seat): { x: number; width: number } {
  if (seat.side === 'middle') return { x: seat.x - ACROSS / 2, width: ACROSS };
  const middle = CIRCLE_WIDTH / 2;
  if (seat.side === 'left') return { x: seat.x - INNER, width: middle - seat.x + INNER };
  return { x: middle, width: seat.x - middle + INNER };
}

function labelOf(one: Sitting): string {
  return `${one.name}: ${one.mark === null ? say('phone.mark.none') : say(`mark.${one.mark}`)}`;
}
