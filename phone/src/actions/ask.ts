/** Asking a questionnaire: an answer is closed to the office the moment it is given. */

import type { Instrument, Item } from '../records/group';
import { uuid7 } from '../records/ids';
import { isClosed, nextAsked, sameAsked, type Unfinished } from '../records/interview';
import { type Asked, type ConcernRecord, type DeclinedRecord, type ResponseRecord, stamp } from '../records/record';
import { padded, partName, seal } from '../records/seal';
import { keepUnfinished } from '../store/interviews';
import { keepRecord } from '../store/outbox';
import { boxOf, type Desk, type Interview, interviewKey } from './desk';

/** What an interview is about, and where it is held. */
export interface Sitting {
  readonly asked: Asked;
  readonly instrument: Instrument;
  /** The language in which it is read aloud. */
  readonly lang: string;
  /** Screening items may be asked here. */
  readonly screening: boolean;
  /** Today on the phone's clock. */
  readonly today: string;
}

/** The interview in memory; else the one that was left unfinished, in a new sitting; else a new one. */
export function interviewWith(
  desk: Desk,
  { asked, instrument, lang }: Sitting,
  unfinished: readonly Unfinished[],
): Interview {
  const key = interviewKey(asked);
  const { version } = instrument;
  const begun = desk.interviews.get(key);
  if (begun?.version === version) return begun;
  const left = unfinished.find(({ record }) => sameAsked(record.body, asked) && record.body.version === version);
  const interview = sittingAfter(left ?? null, { id: uuid7(desk.now().getTime()), version, lang });
  desk.interviews.set(key, interview);
  return interview;
}

/** A sitting that has no answers yet: after what was kept, or the first one. */
function sittingAfter(kept: Unfinished | null, first: Pick<Interview, 'id' | 'version' | 'lang'>): Interview {
  const body = kept?.record.body;
  return {
    id: kept?.record.id ?? first.id,
    version: first.version,
    lang: body?.lang ?? first.lang,
    before: body?.parts ?? [],
    answers: new Map(),
    position: kept?.position ?? 0,
    skipped: new Set(kept?.skipped),
    kept,
    act: false,
    secs: body?.secs ?? 0,
  };
}

/**
 * The sitting is over, whether it was meant or not: its answers leave the memory, and what is closed of them stays.
 * Nothing is written, for every answer was kept when it was given.
 */
export function leaveInterview({ interviews }: Pick<Desk, 'interviews'>, asked: Asked): void {
  const key = interviewKey(asked);
  const interview = interviews.get(key);
  if (interview === undefined) return;
  if (interview.kept === null) interviews.delete(key);
  else interviews.set(key, sittingAfter(interview.kept, interview));
}

/**
 * Take an answer: null is somebody who prefers not to say. After a screening item a record for the office goes first;
 * it is made whatever was said, so that nothing on this phone and nothing on the line tells a yes from a no.
 * Raises NotKept where the phone is full or refuses; the answer then stays in memory.
 */
export async function answer(desk: Desk, sitting: Sitting, interview: Interview, item: Item, value: number | null) {
  const again = interview.answers.has(item.key) && interview.answers.get(item.key) === value;
  if (asksToAct(item, value)) interview.act = true;
  if (item.safeguarding === true && !again) {
    await keepRecord(desk.store, await concernOf(desk, sitting, interview, item, value));
  }
  interview.answers.set(item.key, value);
  goOn(interview, sitting, item);
  const { position, skipped } = interview;
  const record = await recordOf(desk, sitting, interview);
  const kept = { record, position, skipped: [...skipped], restsSince: null };
  await keepUnfinished(desk.store, kept);
  interview.kept = kept;
  // Left while this was being closed: what comes next must come after it.
  const key = interviewKey(sitting.asked);
  if (desk.interviews.get(key) !== interview) desk.interviews.set(key, sittingAfter(kept, interview));
}

/** An item is behind; so are those after it that may not be asked now, whatever may be asked later. */
function goOn(interview: Interview, { instrument: { items }, screening }: Sitting, item: Item): void {
  const at = items.indexOf(item);
  const after = nextAsked(items, at + 1, screening);
  for (const [place, one] of items.entries()) {
    if (place >= interview.position && place < after && isClosed(one, screening)) interview.skipped.add(place);
  }
  interview.skipped.delete(at);
  interview.position = Math.max(interview.position, after);
}

function asksToAct(item: Item, value: number | null): boolean {
  return item.safeguarding === true && (value ?? 0) > 0;
}

/** The questionnaire is over, whole or not: it goes to the outbox, and its answers leave the memory. */
export async function finishInterview(desk: Desk, sitting: Sitting, interview: Interview): Promise<ResponseRecord> {
  const record = await recordOf(desk, sitting, interview);
  await keepRecord(desk.store, record, { finishes: record.id });
  interview.answers.clear();
  desk.interviews.delete(interviewKey(sitting.asked));
  return record;
}

/** Somebody does not want to be asked this questionnaire, this time. */
export async function decline(desk: Desk, asked: Asked, on: string): Promise<DeclinedRecord> {
  const now = desk.now();
  const record: DeclinedRecord = {
    id: uuid7(now.getTime()),
    kind: 'declined',
    v: 1,
    at: stamp(now),
    body: { ...asked, on },
  };
  await keepRecord(desk.store, record);
  desk.interviews.delete(interviewKey(asked));
  return record;
}

/** The record as it would be sent now: the earlier sittings as they are, this one closed as one part. */
async function recordOf(desk: Desk, { asked, today, ...sitting }: Sitting, interview: Interview) {
  const { id, version, lang, before, secs } = interview;
  const parts = [...before];
  if (interview.answers.size > 0) {
    const text = padded(JSON.stringify(said(sitting.instrument, interview)));
    parts.push(await seal('part', await boxOf(desk), partName(id, before.length), text));
  }
  const body = { ...asked, version, on: today, lang, parts, secs: Math.round(secs) };
  return { id, kind: 'response', v: 2, at: stamp(desk.now()), body } satisfies ResponseRecord;
}

/** What one part says: the answers in the questionnaire's order, and the items that were not asked. */
function said({ items }: Instrument, { answers, skipped }: Interview) {
  const given = items.filter(({ key }) => answers.has(key));
  const na = items.filter((_item, place) => skipped.has(place)).map(({ key }) => key);
  const all: Record<string, number | null> = {};
  for (const { key } of given) all[key] = answers.get(key) ?? null;
  return na.length === 0 ? { answers: all } : { answers: all, na };
}

async function concernOf(
  desk: Desk,
  { asked: { group, seat }, today }: Sitting,
  { id: response }: Interview,
  item: Item,
  value: number | null,
): Promise<ConcernRecord> {
  const now = desk.now();
  const id = uuid7(now.getTime());
  const what = asksToAct(item, value) ? { source: 'screening', item: item.key, response } : { source: 'none' };
  const sealed = await seal('concern', await boxOf(desk), id, padded(JSON.stringify(what)));
  return { id, kind: 'concern', v: 1, at: stamp(now), body: { group, seat, on: today, sealed } };
}
