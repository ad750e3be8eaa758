/** The rules of the session form: what it starts with, what it still needs, and the record it becomes. */

import {
  type Challenge,
  MARKS,
  type Mark,
  type NoticedBy,
  type Phase,
  type PlaceKind,
  type Shift,
  type Tally,
  VOICE_QUESTIONS,
  type VoiceQuestion,
} from '../../records/codes';
import { dayFrom } from '../../records/dates';
import type { Group } from '../../records/group';
import type { SessionBody, Voice } from '../../records/record';
import type { Habit } from '../../store/database';
import { type TypedDay, typedDay } from '../../ui/DateFields';

export const STEPS = ['who', 'when', 'voice', 'noticed', 'review'] as const;
export type Step = (typeof STEPS)[number];

/** Three totals as typed; empty where nobody counted. */
export type TypedTally = readonly [string, string, string];

export interface Form {
  /** Marks by seat; a seat without one is not yet marked. */
  readonly marks: Readonly<Record<number, Mark>>;
  /** Facilitators by number: there or not; without one not yet marked. */
  readonly by: Readonly<Record<number, boolean>>;
  readonly on: TypedDay;
  readonly minutes: string;
  readonly place: PlaceKind | null;
  readonly phase: Phase | null;
  readonly voice: Readonly<Record<VoiceQuestion, TypedTally>>;
  /** Two members counted aloud; null where nobody has said. */
  readonly two: boolean | null;
  readonly shifts: Readonly<Partial<Record<Shift, string>>>;
  /** Who noticed each of them; a facilitator where nobody has said. Drafts of an earlier app know nothing of it. */
  readonly seen?: Readonly<Partial<Record<Shift, NoticedBy>>>;
  readonly hard: readonly Challenge[];
  readonly note: string;
}

export const LINE_LENGTH = 140;
export const NOTE_LENGTH = 500;
/** No circle is this large; more in one container is a slip of the thumb. */
export const MOST_STONES = 40;
const USUAL_MINUTES = 180;
const FEWEST_MINUTES = 10;
const MOST_MINUTES = 600;

export function newForm(group: Group, today: string, habit: Habit | undefined): Form {
  const last = group.sessions[group.sessions.length - 1];
  return {
    marks: {},
    by: {},
    on: typedDay(today),
    minutes: String(habit?.minutes ?? USUAL_MINUTES),
    place: (habit?.place as PlaceKind | undefined) ?? null,
    phase: last?.phase ?? null,
    voice: { heard: ['', '', ''], safe: ['', '', ''], respected: ['', '', ''], helped: ['', '', ''] },
    two: null,
    shifts: {},
    hard: [],
    note: '',
  };
}

/** The form of a session that was recorded before, to correct it. */
export function formOf(body: SessionBody, group: Group): Form {
  const marks: Record<number, Mark> = {};
  for (const seat of body.marks.p) marks[seat] = 'present';
  for (const seat of body.marks.e) marks[seat] = 'excused';
  for (const seat of body.marks.a) marks[seat] = 'absent';
  const by: Record<number, boolean> = {};
  for (const { n } of group.facilitators) by[n] = body.by.includes(n);
  const voice = { ...newForm(group, body.on, undefined).voice };
  for (const question of VOICE_QUESTIONS) {
    const tally = body.voice?.[question];
    if (tally !== undefined) voice[question] = [String(tally[0]), String(tally[1]), String(tally[2])];
  }
  const shifts: Partial<Record<Shift, string>> = {};
  const seen: Partial<Record<Shift, NoticedBy>> = {};
  for (const { d, line, by } of body.shifts ?? []) {
    shifts[d] = line;
    if (by !== undefined) seen[d] = by;
  }
  return {
    marks,
    by,
    on: typedDay(body.on),
    minutes: String(body.min),
    place: body.place,
    phase: body.phase,
    voice,
    two: body.voice?.two ?? null,
    shifts,
    seen,
    hard: body.hard ?? [],
    note: body.note ?? '',
  };
}

/** A first tap says that a person came; further taps go round: excused, absent, came. */
export function nextMark(mark: Mark | undefined): Mark {
  return MARKS[mark === undefined ? 0 : (MARKS.indexOf(mark) + 1) % MARKS.length] ?? 'present';
}

/** Everyone who is not yet marked gets this mark; marks that were made stay. */
export function markOthers(form: Form, group: Group, mark: Mark): Form {
  const marks: Record<number, Mark> = {};
  for (const { seat } of group.people) marks[seat] = form.marks[seat] ?? mark;
  const by: Record<number, boolean> = {};
  for (const { n } of group.facilitators) by[n] = form.by[n] ?? mark === 'present';
  return { ...form, marks, by };
}

/** How many in the circle, facilitators included, are not yet marked. */
export function unmarked(form: Form, group: Group): number {
  const people = group.people.filter(({ seat }) => form.marks[seat] === undefined).length;
  return people + group.facilitators.filter(({ n }) => form.by[n] === undefined).length;
}

export function countOf(form: Form, group: Group, mark: Mark): number {
  return group.people.filter(({ seat }) => form.marks[seat] === mark).length;
}

export type Missing = 'unmarked' | 'nobody_led' | 'no_such_day' | 'day_to_come' | 'minutes' | 'place' | 'phase';

/** What a step still needs before the next one. */
export function missing(step: Step, form: Form, group: Group, today: string): Missing[] {
  if (step === 'who') return missingWho(form, group);
  if (step === 'when') return missingWhen(form, today);
  if (step === 'review') return [...missingWho(form, group), ...missingWhen(form, today)];
  return [];
}

function missingWho(form: Form, group: Group): Missing[] {
  if (unmarked(form, group) > 0) return ['unmarked'];
  const led = group.facilitators.some(({ n }) => form.by[n] === true);
  return led || group.facilitators.length === 0 ? [] : ['nobody_led'];
}

function missingWhen(form: Form, today: string): Missing[] {
  const found: Missing[] = [];
  const day = dayFrom(form.on.day, form.on.month, form.on.year);
  if (day === null) found.push('no_such_day');
  else if (day > today) found.push('day_to_come');
  const minutes = Number(form.minutes);
  if (!/^\d+$/.test(form.minutes) || minutes < FEWEST_MINUTES || minutes > MOST_MINUTES) found.push('minutes');
  if (form.place === null) found.push('place');
  if (form.phase === null) found.push('phase');
  return found;
}

/** Stones counted for a question; null when nobody counted them. */
export function tallyOf(typed: TypedTally): Tally | null {
  if (typed.every((total) => total === '')) return null;
  return [Number(typed[0]), Number(typed[1]), Number(typed[2])];
}

/** Questions whose stones are more or fewer than the people who came: worth a second look, never a block. */
export function unevenQuestions(form: Form, group: Group): VoiceQuestion[] {
  const came = countOf(form, group, 'present');
  return VOICE_QUESTIONS.filter((question) => {
    const tally = tallyOf(form.voice[question]);
    return tally !== null && tally[0] + tally[1] + tally[2] !== came;
  });
}

/** Somebody counted stones. */
export function isCounted(form: Form): boolean {
  return VOICE_QUESTIONS.some((question) => tallyOf(form.voice[question]) !== null);
}

function voiceOf(form: Form): Voice {
  const voice: Partial<Record<VoiceQuestion, Tally>> = {};
  for (const question of VOICE_QUESTIONS) {
    const tally = tallyOf(form.voice[question]);
    if (tally !== null) voice[question] = tally;
  }
  return typeof form.two === 'boolean' && isCounted(form) ? { ...voice, two: form.two } : voice;
}

function seatsWith(form: Form, group: Group, mark: Mark): number[] {
  return group.people.map(({ seat }) => seat).filter((seat) => form.marks[seat] === mark);
}

/** The record's body, or null while something is missing. */
export function bodyOf(form: Form, group: Group, n: number, today: string): Omit<SessionBody, 'replaces'> | null {
  const on = dayFrom(form.on.day, form.on.month, form.on.year);
  if (missing('review', form, group, today).length > 0) return null;
  if (on === null || form.place === null || form.phase === null) return null;
  return {
    group: group.id,
    n,
    on,
    min: Number(form.minutes),
    place: form.place,
    phase: form.phase,
    by: group.facilitators.map((one) => one.n).filter((one) => form.by[one] === true),
    marks: {
      p: seatsWith(form, group, 'present'),
      e: seatsWith(form, group, 'excused'),
      a: seatsWith(form, group, 'absent'),
    },
    ...filled(form),
  };
}

/** What may stay empty, where it did not. */
function filled(form: Form): Pick<SessionBody, 'voice' | 'shifts' | 'hard' | 'note'> {
  const voice = voiceOf(form);
  const shifts = (Object.entries(form.shifts) as [Shift, string][]).map(([d, line]) => {
    const by = form.seen?.[d] ?? 'facilitator';
    return { d, line: line.trim().slice(0, LINE_LENGTH), ...(by !== 'facilitator' && { by }) };
  });
  const note = form.note.trim().slice(0, NOTE_LENGTH);
  return {
    ...(Object.keys(voice).length > 0 && { voice }),
    ...(shifts.length > 0 && { shifts }),
    ...(form.hard.length > 0 && { hard: form.hard }),
    ...(note !== '' && { note }),
  };
}
