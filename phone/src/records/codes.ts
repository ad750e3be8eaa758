/** The code lists of the records, in the order in which a person sees them. */

export const LANGUAGES = ['rn', 'fr', 'sw', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const PHASES = ['safety', 'trust', 'care', 'respect', 'new_orientations', 'memories'] as const;
export type Phase = (typeof PHASES)[number];

export const PLACE_KINDS = ['home', 'church', 'school', 'office', 'tree', 'field', 'health_centre', 'other'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export const MARKS = ['present', 'excused', 'absent'] as const;
export type Mark = (typeof MARKS)[number];

export const MISSED_REASONS = [
  'rain',
  'insecurity',
  'harvest_or_market',
  'mourning',
  'facilitator_ill',
  'too_few',
  'authorities',
  'other',
] as const;
export type MissedReason = (typeof MISSED_REASONS)[number];

export const CHALLENGES = [
  'conflict',
  'severe_distress',
  'distrust',
  'confidentiality',
  'low_attendance',
  'late_start',
  'alcohol',
  'outside_pressure',
  'facilitator_tired',
  'method_unclear',
  'other',
] as const;
export type Challenge = (typeof CHALLENGES)[number];

export const SHIFTS = [
  'anger',
  'family',
  'confidence',
  'listening',
  'neighbours',
  'working_together',
  'other',
] as const;
export type Shift = (typeof SHIFTS)[number];

export const VOICE_QUESTIONS = ['heard', 'safe', 'respected', 'helped'] as const;
export type VoiceQuestion = (typeof VOICE_QUESTIONS)[number];

export const VOICE_JARS = ['good', 'middle', 'not_good'] as const;
/** Stones counted in each of the three containers: good, middle, not good. */
export type Tally = readonly [good: number, middle: number, notGood: number];

export type Wave = 'baseline' | 'end' | 'later';

/** A group meets for this many sessions. */
export const SESSIONS = 15;
