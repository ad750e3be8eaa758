import { expect, test } from 'vitest';
import { deskWith, enrolment, freshStore, NOW, refusal, sessionRecord } from '../../tests/cast';
import { keepFact } from '../store/facts';
import { keepRecord } from '../store/outbox';
import { readSnapshot } from '../store/snapshot';
import { enrol, labelOf, looksLikeCode, tidyCode } from './enrol';

test.each(['ABCD-EFGH', 'abcd-efgh', 'abcdefgh', ' abcd  EFGH ', 'ab cd ef gh', 'abcd–efgh'])(
  '%j is the code ABCD-EFGH',
  (typed) => {
    expect(tidyCode(typed)).toBe('ABCD-EFGH');
  },
);

test.each(['', 'abc', 'abcd-efg', 'abcd-efghi'])('%j is seen to be no code before it is sent', (typed) => {
  expect(looksLikeCode(typed)).toBe(false);
});

test.each([
  ['Mozilla/5.0 (Linux; Android 8.1.0) AppleWebKit/537.36 Chrome/70.0 Mobile Safari/537.36', 'Chrome on Android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox on Linux'],
  ['something else', '? on ?'],
])('the office can recognise %s', (agent, label) => {
  expect(labelOf(agent)).toBe(label);
});

test('an enrolled phone knows its holder and keeps what waited', async () => {
  const store = await freshStore();
  await keepFact(store, 'locked', 'Withdrawn.');
  await keepRecord(store, sessionRecord('r1'));
  const desk = deskWith(store, { enrol: () => Promise.resolve({ ok: true, body: enrolment(), clock: NOW }) });

  await enrol(desk, 'abcd efgh', 'Chrome Android', 'rn');

  const { enrolment: known, outbox, locked } = await readSnapshot(store);
  expect([known?.me.name, outbox.length, locked]).toEqual(['Amina', 1, null]);
});

test('a refused code changes nothing on the phone', async () => {
  const store = await freshStore();
  const desk = deskWith(store, { enrol: () => Promise.resolve(refusal(404, 'Unknown code.')) });

  const answer = await enrol(desk, 'abcd efgh', '', 'rn');

  expect(answer).toMatchObject({ ok: false, sentence: 'Unknown code.' });
  expect((await readSnapshot(store)).enrolment).toBeNull();
});
