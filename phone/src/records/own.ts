/**
 * What the office tells the holder of this phone about their own work: their trainings and growth in plain words, and
 * for a supervisor the round: whom to visit and why. Texts come in the holder's language; no participant is in it.
 */

import type { Refresher, TrainingLevel, TrainingStatus } from './codes';

export interface Training {
  readonly level: TrainingLevel;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly status: TrainingStatus;
}

/** One competence as sentences: how it was first seen, how last, what to practise. Never a number, never a rank. */
export interface Growth {
  readonly title: string;
  readonly then: string | null;
  readonly now: string | null;
  readonly practise: string | null;
}

/** Something that belongs to the sessions from `first` to `last`. */
export interface Element {
  readonly code: string;
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

export interface Checklist {
  readonly version: string;
  readonly elements: readonly Element[];
}

export type BehaviourKind = 'harmful' | 'basic' | 'advanced';

export interface Behaviour {
  readonly code: string;
  readonly kind: BehaviourKind;
  readonly text: string;
}

export interface Competence {
  readonly code: string;
  readonly title: string;
  readonly about: string;
  readonly behaviours: readonly Behaviour[];
}

export interface Rubric {
  readonly name: string;
  readonly version: string;
  readonly competences: readonly Competence[];
}

/** A facilitator whom the holder supervises. `gate`: may lead a group now. */
export interface Charge {
  readonly id: string;
  readonly name: string;
  readonly gate: boolean;
}

export interface RoundGroup {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  /** The session to come; null after the last. */
  readonly next_n: number | null;
  readonly facilitators: readonly string[];
}

/** Whom to visit, the most pressing first, and why in sentences. */
export interface PlanRow {
  readonly group: string | null;
  readonly who: readonly string[];
  readonly reasons: readonly string[];
}

export interface FollowUp {
  readonly id: string;
  readonly what: string;
  readonly due: string;
  readonly who: string | null;
}

export interface Round {
  readonly rubric: Rubric;
  readonly checklist: Checklist;
  readonly charges: readonly Charge[];
  readonly groups: readonly RoundGroup[];
  readonly plan: readonly PlanRow[];
  readonly follow_ups: readonly FollowUp[];
}

export interface Own {
  readonly trainings: readonly Training[];
  readonly refresher: { readonly due: string; readonly state: Refresher } | null;
  readonly growth: readonly Growth[];
  /** For the holder's own groups; null where the round brings it, or where there is no group. */
  readonly checklist: Checklist | null;
  readonly round: Round | null;
}

export function checklistOf(own: Own | null): Checklist | null {
  return own?.checklist ?? own?.round?.checklist ?? null;
}
