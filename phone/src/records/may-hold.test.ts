import { expect, test } from 'vitest';
import { AMAHORO, CARINES, OWN, ROUND, TWENTY } from '../../tests/cast';
import { allowed } from './may-hold';

const BESIDE = {
  n: 3,
  reports: [
    { id: 'r1', by: 'Amina', counted: true },
    { id: 'r2', by: '', counted: false },
  ],
  differ: [
    { key: 'on', values: ['2026-11-19', '2026-11-20'] },
    { key: 'hard', values: [['conflict'], null] },
    { key: 'mark.4', values: ['present', 'absent'] },
    { key: 'voice.heard', values: [[5, 1, 0], null] },
  ],
} as const;

test('what a phone may hold goes through unchanged', () => {
  const group = { ...AMAHORO, beside: [BESIDE], beside_missed: [] };

  expect(allowed('groups', group)).toEqual(group);
  expect(allowed('instruments', TWENTY)).toEqual(TWENTY);
  expect(allowed('own', OWN)).toEqual(OWN);
  expect(allowed('own', CARINES)).toEqual(CARINES);
});

test('scores, answers, notes and concerns fall away at every depth', () => {
  const leak = { score: 17, answers: { srq_01: 1 }, note: 'told in confidence', concerns: ['hurt'] };
  const group = {
    ...AMAHORO,
    ...leak,
    people: AMAHORO.people.map((person) => ({ ...person, ...leak, surname: 'Niyonzima' })),
    sessions: AMAHORO.sessions.map((session) => ({ ...session, ...leak })),
    beside: [{ ...BESIDE, ...leak, reports: BESIDE.reports.map((report) => ({ ...report, ...leak })) }],
  };

  const kept = JSON.stringify(allowed('groups', group));

  for (const word of ['score', 'answers', 'note', 'confidence', 'concerns', 'hurt', 'Niyonzima']) {
    expect(kept).not.toContain(word);
  }
});

test('a field of a report that may not be compared on a phone falls away with its values', () => {
  const differ = [...BESIDE.differ, { key: 'note', values: ['a secret', 'another'] }];

  const kept = allowed('groups', { ...AMAHORO, beside: [{ ...BESIDE, differ }] });

  expect(kept.beside[0]?.differ).toEqual(BESIDE.differ);
});

test('where a code belongs, a sentence does not get in', () => {
  const differ = [{ key: 'place', values: ['church', 'he told us everything'] }];

  const kept = allowed('groups', { ...AMAHORO, status: 'she is not well', beside: [{ ...BESIDE, differ }] });

  expect(kept.status).toBeNull();
  expect(kept.beside[0]?.differ[0]?.values).toEqual(['church', null]);
});

test('an older server that leaves lists out leaves empty lists', () => {
  const { beside: _one, beside_missed: _other, ...older } = { ...AMAHORO };

  expect(allowed('groups', older)).toMatchObject({ beside: [], beside_missed: [] });
});

test('no participant, no level, no wellbeing and no reason of a gate gets in with the round', () => {
  const leak = {
    people: [{ seat: 1, name: 'Nadia' }],
    levels: { listening: 1 },
    wellbeing: 'heavy',
    reason: 'harm seen',
  };
  const round = {
    ...ROUND,
    ...leak,
    charges: ROUND.charges.map((one) => ({ ...one, ...leak })),
    groups: ROUND.groups.map((one) => ({ ...one, ...leak, sessions: [{ n: 1 }] })),
    plan: ROUND.plan.map((one) => ({ ...one, ...leak, weight: 90 })),
  };

  const kept = JSON.stringify(allowed('own', { ...OWN, ...leak, growth: [{ ...OWN.growth[0], score: 2 }], round }));

  expect(kept).toContain('Bosco');
  for (const word of ['Nadia', 'levels', 'score', 'wellbeing', 'harm seen', 'sessions', 'weight']) {
    expect(kept).not.toContain(word);
  }
});
