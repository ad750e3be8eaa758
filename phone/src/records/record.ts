/** What the phone sends: five kinds of record, each with its own id, never edited once made. */

import type { Challenge, MissedReason, Phase, PlaceKind, Shift, Tally, VoiceQuestion, Wave } from './codes';

/** Totals of the questions that were counted; the others are left out. */
export type Voice = Readonly<Partial<Record<VoiceQuestion, Tally>>>;

export interface SmallShift {
  readonly d: Shift;
  readonly line: string;
}

/** What stays empty is left out: bytes cost the facilitator money. */
export interface SessionBody {
  readonly group: string;
  readonly n: number;
  readonly on: string;
  readonly min: number;
  readonly place: PlaceKind;
  readonly phase: Phase;
  /** Facilitators who were there, by their number in the group. */
  readonly by: readonly number[];
  /** Seats of those present, excused and absent. */
  readonly marks: { readonly p: readonly number[]; readonly e: readonly number[]; readonly a: readonly number[] };
  readonly voice?: Voice;
  readonly shifts?: readonly SmallShift[];
  readonly hard?: readonly Challenge[];
  readonly note?: string;
  /** The record that this one corrects. */
  readonly replaces?: string;
}

export interface MissedBody {
  readonly group: string;
  readonly on: string;
  readonly reason: MissedReason;
  /** Reports of the same week that this one takes the place of. */
  readonly settles?: readonly string[];
}

/** Which report is right, field by field; the new report takes the place of all that it names. */
export interface SettleBody {
  readonly group: string;
  readonly n: number;
  readonly of: readonly string[];
  /** For each field that differs the place in `of` of the report whose value is taken. */
  readonly take: Readonly<Record<string, number>>;
}

/** A record that this phone can no longer open, as it was closed for the organisation when it was saved. */
export interface RescuedBody {
  readonly box: string;
}

export interface ResponseBody {
  readonly group: string;
  readonly seat: number;
  readonly instrument: string;
  readonly version: string;
  readonly wave: Wave;
  readonly on: string;
  readonly lang: string;
  /** Answers, readable by the server only (see seal.ts). */
  readonly sealed: string;
}

interface Envelope<Kind extends string, Body> {
  readonly id: string;
  readonly kind: Kind;
  readonly v: 1;
  /** When the phone says it was made, UTC; orders nothing. */
  readonly at: string;
  readonly body: Body;
}

export type SessionRecord = Envelope<'session', SessionBody>;
export type MissedRecord = Envelope<'missed', MissedBody>;
export type ResponseRecord = Envelope<'response', ResponseBody>;
export type SettleRecord = Envelope<'settle', SettleBody>;
export type RescuedRecord = Envelope<'rescued', RescuedBody>;
/** What a person records on this phone. */
export type OwnRecord = SessionRecord | MissedRecord | SettleRecord | ResponseRecord;
/** What goes over the line. */
export type PhoneRecord = OwnRecord | RescuedRecord;
export type Kind = PhoneRecord['kind'];

/** The moment in the form the server takes: `2026-11-22T14:05:09Z`. */
export function stamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}
