import { h } from 'preact';
import { expect, test } from 'vitest';
import { CARINES, enrolledDesk, OWN, synced, TODAY } from '../../../tests/cast';
import { wordsOf } from '../../../tests/shown';
import { takeAnswer } from '../../store/groups';
import { say, speak, speakLater } from '../../words';
import { bodyOf, formOf } from '../help/lib';
import { hasLearning, mayAskForHelp } from './lib';
import { LearningScreen } from './Screen';

test('a facilitator reads their own way in words: no level, no rank, nobody beside them', async () => {
  await speak('en');
  await speakLater();
  const desk = await enrolledDesk();
  await takeAnswer(desk.store, synced({ own_digest: 'o1', own: OWN }));

  const words = await wordsOf(h(LearningScreen, {}), desk);

  for (const said of ['You do this well.', 'Basic training, Gitega', '06/03/2027', say('phone.learning.yours')]) {
    expect(words).toContain(said);
  }
  expect(words.replace(/\d\d\/\d\d\/\d{4}/g, '')).not.toMatch(/\d|level|rank|best|average/i);
});

test.each([
  ['a facilitator with groups', OWN, 2, true, true],
  ['a supervisor without groups', CARINES, 0, false, false],
  ['both at once', { ...OWN, round: CARINES.round }, 1, true, true],
  ['a new facilitator', { ...OWN, trainings: [], growth: [], refresher: null }, 0, false, true],
  ['before the office has told anything', null, 0, false, false],
] as const)('%s', (_who, own, groups, learns, asks) => {
  expect([hasLearning(own), mayAskForHelp(own, groups)]).toEqual([learns, asks]);
});

test('a call for help is about something, for today, with a line or without', () => {
  expect(bodyOf({ topic: null, line: 'x' }, TODAY)).toBeNull();
  expect(bodyOf({ topic: 'pair', line: '  ' }, TODAY)).toEqual({ topic: 'pair', on: TODAY });
  expect(bodyOf({ topic: 'pair', line: ' We do not speak ' }, TODAY)?.line).toBe('We do not speak');
  expect(formOf({ topic: 'pair', on: TODAY, line: 'x' })).toEqual({ topic: 'pair', line: 'x' });
});
