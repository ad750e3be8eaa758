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

export const NOTICED_BY = [
  'facilitator',
  'participant',
  'family',
  'local_leader',
  'host_neighbour',
  'refugee_neighbour',
] as const;
/** Who noticed a small shift. */
export type NoticedBy = (typeof NOTICED_BY)[number];

export const COMMUNITY_ROLES = ['committee', 'mediator', 'leader', 'other'] as const;
/** What somebody took up in the community after the group. */
export type CommunityRole = (typeof COMMUNITY_ROLES)[number];

export const VOICE_QUESTIONS = ['heard', 'safe', 'respected', 'helped'] as const;
export type VoiceQuestion = (typeof VOICE_QUESTIONS)[number];

export const VOICE_JARS = ['good', 'middle', 'not_good'] as const;
/** Stones counted in each of the three containers: good, middle, not good. */
export type Tally = readonly [good: number, middle: number, notGood: number];

export const VISIT_FORMATS = ['session', 'one_to_one', 'group', 'peer', 'call'] as const;
export type VisitFormat = (typeof VISIT_FORMATS)[number];

export const TOPICS = [
  'listening',
  'phases',
  'pair_work',
  'attendance',
  'conflict',
  'confidentiality',
  'referral',
  'heavy_stories',
  'authorities',
  'practical',
  'recording',
  'after_the_group',
  'own_wellbeing',
  'other',
] as const;
export type Topic = (typeof TOPICS)[number];

export const DONE = ['done', 'partly', 'not', 'not_needed'] as const;
/** How far an element of a session was done. */
export type Done = (typeof DONE)[number];

export const WHY_ADAPTED = [
  'time',
  'safety',
  'culture',
  'language',
  'people',
  'place',
  'group_asked',
  'other',
] as const;
export type WhyAdapted = (typeof WHY_ADAPTED)[number];

export const HELP_TOPICS = ['conflict', 'distress', 'pair', 'method', 'place', 'phone', 'own_load', 'other'] as const;
export type HelpTopic = (typeof HELP_TOPICS)[number];

export const WORRIES = ['self_harm', 'violence_at_home', 'harmed_by_others', 'ill', 'after_session', 'other'] as const;
export type Worry = (typeof WORRIES)[number];

export const OCCASIONS = ['in_group', 'role_play'] as const;
export type Occasion = (typeof OCCASIONS)[number];

export const TRAINING_LEVELS = ['basic', 'intermediate', 'advanced', 'trainers', 'refresher'] as const;
export type TrainingLevel = (typeof TRAINING_LEVELS)[number];

export const TRAINING_STATUSES = ['waiting', 'enrolled', 'withdrawn', 'completed', 'not_completed'] as const;
export type TrainingStatus = (typeof TRAINING_STATUSES)[number];

export const REFRESHERS = ['fresh', 'soon', 'overdue'] as const;
export type Refresher = (typeof REFRESHERS)[number];

export const WAVES = ['baseline', 'end', 'later', 'later_2', 'later_3', 'later_4', 'later_5'] as const;
/** When in the life of a group people are asked. */
export type Wave = (typeof WAVES)[number];

export const ARMS = ['group', 'waiting'] as const;
/** Whether people are asked as members of a group that meets, or while they wait for theirs. */
export type Arm = (typeof ARMS)[number];

/** A group meets for this many sessions. */
export const SESSIONS = 15;
