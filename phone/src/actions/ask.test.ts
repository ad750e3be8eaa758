import { expect, test } from 'vitest';
import { AMAHORO, enrolledDesk, TODAY, TWENTY } from '../../tests/cast';
import { readAll } from '../store/rows';
import { finishInterview, interviewWith, isUrgent } from './ask';

const NADIA = { group: AMAHORO.id, seat: 1, wave: 'baseline', instrument: 'srq20' } as const;

test('once finished, neither the memory nor the disk of the phone holds an answer', async () => {
  const desk = await enrolledDesk();
  const interview = interviewWith(desk, NADIA);
  for (const { key } of TWENTY.items) interview.answers.set(key, 1);

  const record = await finishInterview(desk, NADIA, TWENTY, TODAY, 'rn');

  const disk = JSON.stringify(await readAll(desk.store, 'outbox'));
  expect(interview.answers.size).toBe(0);
  expect(disk).toContain(record.id);
  expect(disk).not.toContain('srq_01');
  expect(record.body).toMatchObject({ ...NADIA, version: '1', on: TODAY, lang: 'rn' });
});

test('a paused interview goes on where it stopped', async () => {
  const desk = await enrolledDesk();
  interviewWith(desk, NADIA).answers.set('srq_01', 0);

  expect([...interviewWith(desk, NADIA).answers]).toEqual([['srq_01', 0]]);
});

test.each([
  ['srq20', 17, 1, true],
  ['srq20', 17, 0, false],
  ['srq20', 17, null, false],
  ['srq20', 16, 1, false],
  ['phq9', 9, 1, true],
  ['who5', 5, 5, false],
])('%s, question %i answered %j: act now is %s', (name, place, value, urgent) => {
  const answers = new Map([[`srq_${String(place).padStart(2, '0')}`, value]]);

  expect(isUrgent({ ...TWENTY, name }, answers)).toBe(urgent);
});

test('an item that the definition marks asks to act, in whatever questionnaire', () => {
  const items = TWENTY.items.map((item) => (item.key === 'srq_03' ? { ...item, safeguarding: true } : item));

  expect(isUrgent({ ...TWENTY, name: 'another', items }, new Map([['srq_03', 2]]))).toBe(true);
});
