import type { Mark } from '../records/codes';
import { outline } from './stones';

const SIGN: Readonly<Record<Mark, string>> = {
  present: 'M-8 0L-2 6L8-6',
  excused: 'M-8 0H8',
  absent: 'M-7-7L7 7M7-7L-7 7',
};

/** A person's stone: ticked when they came, half filled when excused, crossed when absent, dashed when not yet marked. */
export function MarkStone({ seed, mark }: { readonly seed: number; readonly mark: Mark | null }) {
  return (
    <svg class={`mark mark-${mark ?? 'none'}`} viewBox="-25 -25 50 50" width="44" height="44" aria-hidden="true">
      <path class="mark-stone" d={outline(seed, 99)} />
      {mark !== null && <path class="mark-sign" d={SIGN[mark]} />}
    </svg>
  );
}
