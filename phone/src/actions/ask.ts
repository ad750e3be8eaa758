import type { Instrument } from '../records/group';
import { uuid7 } from '../records/ids';
import { type ResponseRecord, stamp } from '../records/record';
import { seal } from '../records/seal';
import { fact } from '../store/facts';
import { keepRecord } from '../store/outbox';
import { type Asked, type Desk, type Interview, interviewKey } from './desk';

/** A yes to these asks about death: a person must not be left alone with it. Places in the instrument, from 1. */
const URGENT: Readonly<Record<string, number>> = { srq20: 17, phq9: 9 };

/** The interview in memory, begun or paused; a new one when there is none. */
export function interviewWith(desk: Desk, asked: Asked): Interview {
  const key = interviewKey(asked);
  const interview = desk.interviews.get(key) ?? { answers: new Map<string, number | null>(), finished: null };
  desk.interviews.set(key, interview);
  return interview;
}

export function isUrgent(instrument: Instrument, answers: ReadonlyMap<string, number | null>): boolean {
  const marked = instrument.items.filter((item) => item.safeguarding === true);
  const known = instrument.items[(URGENT[instrument.name] ?? 0) - 1];
  const urgent = known === undefined ? marked : [...marked, known];
  return urgent.some((item) => (answers.get(item.key) ?? 0) > 0);
}

/**
 * Seal the answers and keep the envelope. From then on neither this phone nor its memory holds them;
 * whether someone must act now stays in memory until the app is closed.
 */
export async function finishInterview(
  desk: Desk,
  asked: Asked,
  instrument: Instrument,
  on: string,
  lang: string,
): Promise<ResponseRecord> {
  const enrolment = await fact(desk.store, 'enrolment');
  if (enrolment === undefined) throw new Error('A phone that is not enrolled has no box to seal to.');
  const interview = interviewWith(desk, asked);
  const now = desk.now();
  const id = uuid7(now.getTime());
  const answers = Object.assign(
    {},
    ...instrument.items.map(({ key }) => ({ [key]: interview.answers.get(key) ?? null })),
  );
  const sealed = await seal('response', enrolment.organisation.box, id, JSON.stringify({ answers }));
  const body = { ...asked, version: instrument.version, on, lang, sealed };
  const record: ResponseRecord = { id, kind: 'response', v: 1, at: stamp(now), body };
  await keepRecord(desk.store, record);
  interview.finished = { urgent: isUrgent(instrument, interview.answers) };
  interview.answers.clear();
  return record;
}
