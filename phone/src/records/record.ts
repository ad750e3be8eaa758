/** What the phone sends: records of these kinds, each with its own id, never edited once made. */

import type {
  Arm,
  Challenge,
  CommunityRole,
  Done,
  HelpTopic,
  MissedReason,
  NoticedBy,
  Occasion,
  Phase,
  PlaceKind,
  Shift,
  Tally,
  Topic,
  VisitFormat,
  VoiceQuestion,
  Wave,
  WhyAdapted,
} from './codes';

/** Totals of the questions that were counted; the others are left out. `two`: two members counted aloud. */
export type Voice = Readonly<Partial<Record<VoiceQuestion, Tally>>> & { readonly two?: boolean };

export interface SmallShift {
  readonly d: Shift;
  readonly line: string;
  /** Who noticed it; left out for a facilitator. */
  readonly by?: NoticedBy;
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

/** One questionnaire for one person in one wave. */
export interface Asked {
  readonly group: string;
  readonly seat: number;
  readonly arm: Arm;
  readonly wave: Wave;
  readonly instrument: string;
}

/** What an app of before closed; it may still wait here. */
export interface FormerResponseBody extends Omit<Asked, 'arm'> {
  readonly version: string;
  readonly on: string;
  readonly lang: string;
  readonly sealed: string;
}

export interface ResponseBody extends Asked {
  readonly version: string;
  readonly on: string;
  readonly lang: string;
  /** The answers of each sitting, readable by the server only (see seal.ts); a later part overrides an earlier one. */
  readonly parts: readonly string[];
  /** Seconds that the asking took, pauses left out. */
  readonly secs: number;
}

/** Somebody does not want to be asked one questionnaire this time. */
export interface DeclinedBody extends Asked {
  readonly on: string;
}

/** A small shift that was noticed on a day, outside a session. */
export interface ToldShiftBody {
  readonly group: string;
  readonly on: string;
  readonly d: Shift;
  readonly by: NoticedBy;
  readonly line: string;
}

/** A role that the person on a seat took up in the community, as they tell it. */
export interface RoleBody {
  readonly group: string;
  readonly seat: number;
  readonly role: CommunityRole;
  readonly since: string;
}

/** What was said to a screening item; the server alone learns whether somebody must act. */
export interface ConcernBody {
  readonly group: string;
  readonly seat: number;
  readonly on: string;
  readonly sealed: string;
}

/** Something agreed to be done by a day; with a competence it is practice for that. */
export interface AgreedBody {
  readonly id: string;
  readonly what: string;
  readonly due: string;
  readonly who?: string;
  readonly competence?: string;
}

/** A visit or a call of a supervisor. `n`: the session of `group` in which they sat. */
export interface VisitBody {
  readonly format: VisitFormat;
  readonly on: string;
  readonly min: number;
  readonly group?: string;
  readonly n?: number;
  /** The facilitators whom it was for, by their accounts. */
  readonly seen: readonly string[];
  readonly topics: readonly Topic[];
  readonly note?: string;
  readonly next: readonly AgreedBody[];
  readonly replaces?: string;
}

/** What a supervisor saw a facilitator do: behaviours of a rubric, by competence. What was not seen is left out. */
export interface RatingBody {
  readonly who: string;
  readonly on: string;
  readonly occasion: Occasion;
  readonly group?: string;
  readonly n?: number;
  readonly rubric: string;
  readonly rv: string;
  readonly ticks: Readonly<Record<string, readonly string[]>>;
  readonly note?: string;
  readonly replaces?: string;
}

/** What of a session was done, as a facilitator says or an observer saw. */
export interface ChecklistBody {
  readonly group: string;
  readonly n: number;
  readonly on: string;
  readonly v: string;
  readonly done: Readonly<Record<string, Done>>;
  readonly adapted: Readonly<Record<string, { readonly why: WhyAdapted; readonly how: string }>>;
  readonly replaces?: string;
}

/** A facilitator asks for help. */
export interface HelpBody {
  readonly topic: HelpTopic;
  readonly on: string;
  readonly line?: string;
}

/** Somebody of the group needs help: who, what and how soon stand in the envelope. */
export interface RaisedBody {
  readonly group: string;
  readonly on: string;
  readonly sealed: string;
}

interface Envelope<Kind extends string, Body, Version extends number = 1> {
  readonly id: string;
  readonly kind: Kind;
  readonly v: Version;
  /** When the phone says it was made, UTC; orders nothing. */
  readonly at: string;
  readonly body: Body;
}

export type SessionRecord = Envelope<'session', SessionBody>;
export type MissedRecord = Envelope<'missed', MissedBody>;
export type FormerResponseRecord = Envelope<'response', FormerResponseBody>;
export type ResponseRecord = Envelope<'response', ResponseBody, 2>;
export type DeclinedRecord = Envelope<'declined', DeclinedBody>;
export type ConcernRecord = Envelope<'concern', ConcernBody>;
export type RaisedRecord = Envelope<'concern', RaisedBody, 2>;
/** What comes of asking. */
export type AskingRecord = FormerResponseRecord | ResponseRecord | DeclinedRecord | ConcernRecord;
export type ToldShiftRecord = Envelope<'shift', ToldShiftBody>;
export type RoleRecord = Envelope<'role', RoleBody>;
/** What was noticed outside a session. */
export type NoticedRecord = ToldShiftRecord | RoleRecord;
export type SettleRecord = Envelope<'settle', SettleBody>;
export type RescuedRecord = Envelope<'rescued', RescuedBody>;
export type VisitRecord = Envelope<'visit', VisitBody>;
export type RatingRecord = Envelope<'rating', RatingBody>;
export type ChecklistRecord = Envelope<'checklist', ChecklistBody>;
export type HelpRecord = Envelope<'help', HelpBody>;
export type SupervisionRecord = VisitRecord | RatingRecord | ChecklistRecord | HelpRecord;
/** What a person records on this phone. */
export type OwnRecord =
  | SessionRecord
  | MissedRecord
  | SettleRecord
  | AskingRecord
  | RaisedRecord
  | NoticedRecord
  | SupervisionRecord;
/** What goes over the line. */
export type PhoneRecord = OwnRecord | RescuedRecord;
export type Kind = PhoneRecord['kind'];

/** The group that a record is about; null for a call for help, or a talk with a facilitator. */
export function groupOf(record: OwnRecord): string | null {
  return 'group' in record.body ? (record.body.group ?? null) : null;
}

/** The moment in the form the server takes: `2026-11-22T14:05:09Z`. */
export function stamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}
