import { expect, test } from 'vitest';
import {
  AMAHORO,
  answered20,
  enrolledDesk,
  NADIAS,
  NOW,
  opened,
  SITTING,
  synced,
  TODAY,
  TWENTY,
} from '../../tests/cast';
import type { ConcernRecord, OwnRecord } from '../records/record';
import { partName } from '../records/seal';
import { keepFact } from '../store/facts';
import { takeAnswer } from '../store/groups';
import { handOverOld } from '../store/interviews';
import { envelopes } from '../store/rescue';
import { readAll } from '../store/rows';
import { readSnapshot } from '../store/snapshot';
import { answer, decline, finishInterview, interviewWith, leaveInterview } from './ask';
import type { Desk } from './desk';

const ALL = Object.fromEntries(TWENTY.items.map((_, at) => [at + 1, 0]));

/** The app is closed and opened again: the memory is gone, what is on the disk stays. */
function restarted(desk: Desk): Desk {
  return { ...desk, interviews: new Map() };
}

/** What the office reads in a part. */
async function part(record: OwnRecord, at: number): Promise<unknown> {
  const [id, parts] = [record.id, (record.body as { parts: readonly string[] }).parts];
  return JSON.parse(await opened('part', partName(id, at), parts[at] ?? ''));
}

test('an interview that the app was closed on goes on after its last answer, and the office reads all of it', async () => {
  const desk = await enrolledDesk();
  await answered20(desk, { 1: 1, 2: null });
  const again = restarted(desk);

  const interview = await answered20(again, { 3: 0, 1: 0 });
  const record = await finishInterview(again, SITTING, interview);

  expect(await part(record, 0)).toEqual({ answers: { srq_01: 1, srq_02: null } });
  expect(await part(record, 1)).toEqual({ answers: { srq_01: 0, srq_03: 0 } });
  expect(record.body).toMatchObject({ ...NADIAS, version: '1', on: TODAY, lang: 'rn' });
  expect([record.v, record.body.parts.length]).toEqual([2, 2]);
});

test('of an unfinished interview the phone keeps where it stands and nothing that can be read', async () => {
  const desk = await enrolledDesk();
  await answered20(desk, { 1: 1, 17: 1 });

  const [kept] = await readAll(desk.store, 'interviews');

  expect(Object.keys(kept ?? {}).sort()).toEqual(['position', 'record', 'restsSince', 'skipped']);
  expect(Object.keys(kept?.record.body ?? {}).sort()).toEqual(
    ['arm', 'group', 'instrument', 'lang', 'on', 'parts', 'seat', 'secs', 'version', 'wave'].sort(),
  );
  expect(JSON.stringify(kept)).not.toContain('srq_');
  expect(kept?.position).toBe(17);
});

test('a sitting is one part, however many answers it has, and its last word counts', async () => {
  const desk = await enrolledDesk();
  const interview = await answered20(desk, { ...ALL, 5: 1 });
  await answered20(desk, { 5: 0 });

  const record = await finishInterview(desk, SITTING, interview);

  expect(record.body.parts).toHaveLength(1);
  expect(await part(record, 0)).toMatchObject({ answers: { srq_05: 0, srq_20: 0 } });
});

test('a part of one record does not pass for a part of another, nor in another place', async () => {
  const desk = await enrolledDesk();
  const record = await finishInterview(desk, SITTING, await answered20(desk, { 1: 1 }));
  const [sealed = ''] = record.body.parts;

  await expect(opened('part', partName(record.id, 1), sealed)).rejects.toThrow();
  await expect(opened('part', partName('another', 0), sealed)).rejects.toThrow();
});

test('once finished, neither the memory nor the disk of the phone holds an answer, and nothing is kept twice', async () => {
  const desk = await enrolledDesk();
  const interview = await answered20(desk, ALL);

  const record = await finishInterview(desk, SITTING, interview);

  const { outbox, interviews, leftBehind } = await readSnapshot(desk.store);
  expect([interview.answers.size, desk.interviews.size, interviews.length, leftBehind]).toEqual([0, 0, 0, 0]);
  expect(outbox.filter(({ id }) => id === record.id)).toHaveLength(1);
  expect(JSON.stringify(outbox)).not.toContain('srq_01');
});

// ------------------------------------------------------------------------------------------------ a screening item

/** All that the phone holds after these answers, but for what is random: ids, moments and the bytes of envelopes. */
async function traces(values: Readonly<Record<number, number | null>>): Promise<unknown> {
  const desk = await enrolledDesk();
  await answered20(desk, values);
  const { outbox, interviews, sent } = await readSnapshot(desk.store);
  const seen = JSON.stringify([outbox, interviews, sent, await envelopes(desk.store)]);
  return seen.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/[A-Za-z0-9+/=]{60,}/g, ({ length }) => `${length}`);
}

test('nothing on the phone tells a yes to a screening item from a no, nor from a refusal', async () => {
  const yes = await traces({ 16: 0, 17: 1 });

  expect(await traces({ 16: 0, 17: 0 })).toEqual(yes);
  expect(await traces({ 16: 0, 17: null })).toEqual(yes);
});

test('a yes waits to be sent before the next question, and only the office reads whose word it is', async () => {
  const desk = await enrolledDesk();
  const interview = await answered20(desk, { 17: 1 });

  const { outbox } = await readSnapshot(desk.store);
  const [concern] = outbox.map(({ record }) => record as ConcernRecord);
  const said = JSON.parse(await opened('concern', concern?.id ?? '', concern?.body.sealed ?? ''));

  expect(concern).toMatchObject({ kind: 'concern', v: 1 });
  expect(Object.keys(concern?.body ?? {}).sort()).toEqual(['group', 'on', 'sealed', 'seat']);
  expect([said, interview.act]).toEqual([{ source: 'screening', item: 'srq_17', response: interview.id }, true]);
});

test.each([0, null])('%j to a screening item asks nobody to act', async (value) => {
  const desk = await enrolledDesk();
  const interview = await answered20(desk, { 17: value });

  const { outbox } = await readSnapshot(desk.store);
  const [concern] = outbox.map(({ record }) => record as ConcernRecord);

  expect(JSON.parse(await opened('concern', concern?.id ?? '', concern?.body.sealed ?? ''))).toEqual({
    source: 'none',
  });
  expect(interview.act).toBe(false);
});

test('where nobody could answer for a yes the item is not asked, and the office is told so', async () => {
  const desk = await enrolledDesk();
  const sitting = { ...SITTING, screening: false };
  const interview = await answered20(desk, { 16: 0 }, sitting);

  expect(interview.position).toBe(17);
  const record = await finishInterview(desk, sitting, interview);

  expect(await part(record, 0)).toEqual({ answers: { srq_16: 0 }, na: ['srq_17'] });
});

test('an item that could not be asked stays not asked, though it could be by the end', async () => {
  const desk = await enrolledDesk();
  await answered20(desk, { 16: 0 }, { ...SITTING, screening: false });
  const again = restarted(desk);

  const interview = await answered20(again, { 18: 0 });
  const record = await finishInterview(again, SITTING, interview);

  expect(await part(record, 1)).toEqual({ answers: { srq_18: 0 }, na: ['srq_17'] });
});

test('an item that was passed over and asked after all is answered, and nothing else', async () => {
  const desk = await enrolledDesk();
  await answered20(desk, { 16: 0 }, { ...SITTING, screening: false });

  const record = await finishInterview(desk, SITTING, await answered20(desk, { 17: 0 }));

  expect(await part(record, 0)).toEqual({ answers: { srq_16: 0, srq_17: 0 } });
});

test('an item that nobody came to is not called one that could not be asked', async () => {
  const desk = await enrolledDesk();
  const sitting = { ...SITTING, screening: false };

  const record = await finishInterview(desk, sitting, await answered20(desk, { 1: 0 }, sitting));

  expect(await part(record, 0)).toEqual({ answers: { srq_01: 0 } });
});

// ------------------------------------------------------------------------------------------- refused, left, handed over

test('after a pause no answer can be read on the phone that wrote it, and none is lost', async () => {
  const desk = await enrolledDesk();
  const stale = (await readSnapshot(desk.store)).interviews;
  await answered20(desk, { 1: 1, 2: 0 });

  leaveInterview(desk, NADIAS);
  const next = interviewWith(desk, SITTING, stale);
  expect([next.answers.size, next.position]).toEqual([0, 2]);

  const record = await finishInterview(desk, SITTING, await answered20(desk, { 3: 1 }));
  expect([await part(record, 0), await part(record, 1)]).toEqual([
    { answers: { srq_01: 1, srq_02: 0 } },
    { answers: { srq_03: 1 } },
  ]);
});

test('a lock in the middle of an answer loses neither it nor those before it', async () => {
  const desk = await enrolledDesk();
  const interview = await answered20(desk, { 1: 1 });
  const [, , item] = TWENTY.items;
  if (item === undefined) throw new Error('There are questions.');

  const closing = answer(desk, SITTING, interview, item, 1);
  desk.interviews.clear();
  await closing;
  const record = await finishInterview(desk, SITTING, await answered20(desk, { 4: 0 }));

  expect(await part(record, 0)).toEqual({ answers: { srq_01: 1, srq_03: 1 } });
  expect(await part(record, 1)).toEqual({ answers: { srq_04: 0 } });
});

test('who does not want to be asked is no longer due, and nothing says why', async () => {
  const desk = await enrolledDesk();

  const record = await decline(desk, NADIAS, TODAY);

  expect(record).toMatchObject({ kind: 'declined', v: 1, body: { ...NADIAS, on: TODAY } });
  expect(Object.keys(record.body)).toHaveLength(6);
});

test('what nobody finished is sent as it is once it rested for so many days between two contacts', async () => {
  const soon = await enrolledDesk();
  await takeAnswer(soon.store, synced({ definitions: { me: ME, expires_days: 45, instruments: [TWENTY] } }));
  await keepFact(soon.store, 'unfinishedDays', 3);
  const interview = await answered20(soon, { 1: 1 });
  const day = (n: number) => new Date(soon.now().getTime() + n * 86_400_000);

  for (const n of [400, 402]) await handOverOld(soon.store, day(n));
  const before = await readSnapshot(soon.store);
  await handOverOld(soon.store, day(404));
  const after = await readSnapshot(soon.store);

  expect([before.outbox.length, before.interviews.length]).toEqual([0, 1]);
  expect([after.outbox.map(({ id }) => id), after.interviews.length]).toEqual([[interview.id], 0]);
});

test('whoever goes on with an interview has all the days again', async () => {
  const desk = await enrolledDesk();
  await takeAnswer(desk.store, synced({ definitions: { me: ME, expires_days: 45, instruments: [TWENTY] } }));
  await answered20(desk, { 1: 1 });
  await handOverOld(desk.store, NOW);
  await answered20(desk, { 2: 1 });

  await handOverOld(desk.store, new Date('2028-01-01T12:00:00Z'));

  expect((await readSnapshot(desk.store)).interviews).toHaveLength(1);
});

test('without a word of the server about its time no interview grows old, and one asked in another version ends', async () => {
  const desk = await enrolledDesk();
  const newer = { ...TWENTY, version: '2' };
  await takeAnswer(desk.store, synced({ definitions: { me: ME, expires_days: 45, instruments: [TWENTY] } }));
  const { id } = await answered20(desk, { 1: 1 });

  await handOverOld(desk.store, null);
  expect((await readAll(desk.store, 'interviews')).map(({ restsSince }) => restsSince)).toEqual([null]);
  await takeAnswer(desk.store, synced({ definitions: { me: ME, expires_days: 45, instruments: [newer] } }));
  await handOverOld(desk.store, null);

  expect((await readSnapshot(desk.store)).outbox.map((one) => one.id)).toEqual([id]);
});

const ME = { name: 'Amina', language: 'rn' } as const;

test('an interview leaves with its group, and what was answered goes to the office', async () => {
  const desk = await enrolledDesk();
  const interview = await answered20(desk, { 1: 1 });

  await takeAnswer(desk.store, synced({ gone: [AMAHORO.id] }));

  const { groups, interviews, outbox } = await readSnapshot(desk.store);
  expect([groups.length, interviews.length, outbox.map(({ id }) => id)]).toEqual([0, 0, [interview.id]]);
});

test('the office can open what was answered when the phone can no longer', async () => {
  const desk = await enrolledDesk();
  const interview = await answered20(desk, { 1: 1, 2: 0 });

  const [envelope] = await envelopes(desk.store);
  const record = JSON.parse(await opened('rescue', envelope?.id ?? '', envelope?.box ?? '')) as OwnRecord;

  expect([record.id, (await readSnapshot(desk.store)).leftBehind]).toEqual([interview.id, 0]);
  expect(await part(record, 0)).toEqual({ answers: { srq_01: 1, srq_02: 0 } });
});

test('another version of the questionnaire is begun from its first question', async () => {
  const desk = await enrolledDesk();
  const first = await answered20(desk, { 1: 1 });
  const newer = { ...SITTING, instrument: { ...TWENTY, version: '2' } };

  const second = interviewWith(desk, newer, (await readSnapshot(desk.store)).interviews);

  expect([second.position, second.before.length, second.id === first.id]).toEqual([0, 0, false]);
});

test('the time of asking goes with the answers', async () => {
  const desk = await enrolledDesk();
  const interview = interviewWith(desk, SITTING, []);
  interview.secs += 41.6;
  const [item] = TWENTY.items;
  if (item === undefined) throw new Error('There are questions.');

  await answer(desk, SITTING, interview, item, 1);
  const again = interviewWith(restarted(desk), SITTING, (await readSnapshot(desk.store)).interviews);

  expect(again.secs).toBe(42);
});
