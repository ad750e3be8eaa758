import type { Phase } from '../records/codes';
import { outline, SIGNS } from './stones';

/** A small stone of a phase, beside its name. */
export function PhaseSign({ phase }: { readonly phase: Phase }) {
  return (
    <svg class="phase-sign" viewBox="-25 -25 50 50" width="36" height="36" aria-hidden="true">
      <path class={`stone-held phase-${phase}`} d={outline(phase.length, 1)} />
      <path class="sign" transform="scale(1.3)" d={SIGNS[phase]} />
    </svg>
  );
}
