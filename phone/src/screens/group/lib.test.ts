import { expect, test } from 'vitest';
import { AMAHORO, sessionRecord, TWICE } from '../../../tests/cast';
import type { Sent, Waiting } from '../../store/database';
import { asksForRoles, mayNotice, recorded } from './lib';

const waiting = (id: string, n: number): Waiting => ({
  id,
  record: sessionRecord(id, n),
  state: 'waiting',
  sentence: null,
});
const sent: Sent = {
  id: 's2',
  kind: 'session',
  group: AMAHORO.id,
  n: 2,
  when: '2026-11-13T10:00:00Z',
  aside: null,
};

test('each session is told newest first, with where it is', () => {
  const told = recorded(AMAHORO, [waiting('w3', 3)], [sent]);

  expect(told.map(({ n, where }) => [n, where])).toEqual([
    [3, 'phone'],
    [2, 'sent'],
    [1, 'office'],
  ]);
});

test('a refused session says why, and can be opened', () => {
  const refused: Waiting = { ...waiting('w3', 3), state: 'refused', sentence: 'Before session 2.' };

  expect(recorded(AMAHORO, [refused], [])[0]).toMatchObject({
    n: 3,
    where: 'refused',
    id: 'w3',
    why: 'Before session 2.',
  });
});

test('a gap in the row is shown as not recorded', () => {
  expect(
    recorded(AMAHORO, [waiting('w5', 5)], [])
      .map(({ n, where }) => [n, where])
      .slice(0, 3),
  ).toEqual([
    [5, 'phone'],
    [4, 'nowhere'],
    [3, 'nowhere'],
  ]);
});

test('of a session and its correction, the correction is the one to open', () => {
  expect(recorded(AMAHORO, [waiting('w3', 3), waiting('w3b', 3)], [])[0]).toMatchObject({ id: 'w3b' });
});

test('a session that was set aside says why, and is not taken for one that was never recorded', () => {
  const aside = { ...sent, id: 's3', n: 3, aside: 'Nobody sits in seat 16.' };

  expect(recorded(AMAHORO, [], [aside])[0]).toEqual({
    n: 3,
    held: null,
    where: 'aside',
    why: 'Nobody sits in seat 16.',
  });
});

test('a settled session shows the reading that was chosen, and a correction takes the place of the settling', () => {
  const body = { group: TWICE.id, n: 2, of: ['amina', 'bosco'], take: { on: 1, phase: 1, 'mark.2': 0 } };
  const record = { id: 'w2', kind: 'settle', v: 1, at: '2026-11-22T10:00:00Z', body } as const;
  const settling: Waiting = { id: 'w2', record, state: 'waiting', sentence: null };

  expect(recorded(TWICE, [settling], [])[0]).toEqual({
    n: 2,
    held: { n: 2, on: '2026-11-13', phase: 'care' },
    where: 'phone',
    id: 'w2',
  });
  expect(recorded(TWICE, [{ ...settling, state: 'refused' }], [])[0]).toMatchObject({ where: 'office' });
  expect(recorded(TWICE, [], [{ ...sent, kind: 'settle', id: 'w2' }, sent])[0]).toMatchObject({
    where: 'sent',
    id: 'w2',
  });
});

test('roles are asked for towards the end and afterwards, shifts from the beginning on', () => {
  const late = { ...AMAHORO, sessions: [{ n: 12, on: '2026-11-20', phase: 'memories' } as const] };

  expect([AMAHORO, late, { ...AMAHORO, status: 'graduated' }].map(asksForRoles)).toEqual([false, true, true]);
  expect(['planned', 'recruiting', 'running', 'graduated'].map((status) => mayNotice({ ...AMAHORO, status }))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
