import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routeOf } from './routes';

test.each([
  ['/', { page: 'home' }],
  ['enrol=ABCD-EFGH', { page: 'enrol', code: 'ABCD-EFGH' }],
  ['enrol=abcd%20efgh', { page: 'enrol', code: 'abcd efgh' }],
  ['/group/g1', { page: 'group', group: 'g1' }],
  ['/group/g1/session/3/who', { page: 'session', group: 'g1', n: 3, step: 'who', correcting: null }],
  ['/group/g1/session/3/review/r1', { page: 'session', group: 'g1', n: 3, step: 'review', correcting: 'r1' }],
  ['/group/g1/session/16/who', { page: 'group', group: 'g1' }],
  ['/group/g1/saved/session/3', { page: 'saved', group: 'g1', n: 3 }],
  ['/group/g1/settle/3', { page: 'settle', group: 'g1', n: 3 }],
  ['/group/g1/settle/16', { page: 'group', group: 'g1' }],
  ['/group/g1/settle/missed/2026-11-15', { page: 'settle-missed', group: 'g1', on: '2026-11-15' }],
  ['/group/g1/ask', { page: 'ask', group: 'g1', path: [] }],
  ['/group/g1/ask/2/group/end/who5/4', { page: 'ask', group: 'g1', path: ['2', 'group', 'end', 'who5', '4'] }],
  ['/group/g1/shift', { page: 'shift', group: 'g1', path: [] }],
  ['/group/g1/role/r1', { page: 'role', group: 'g1', path: ['r1'] }],
  ['/learning', { page: 'learning' }],
  ['/help', { page: 'help', correcting: null }],
  ['/help/r1', { page: 'help', correcting: 'r1' }],
  ['/help/saved', { page: 'help-saved' }],
  ['/group/g1/done', { page: 'done-choose', group: 'g1' }],
  ['/group/g1/done/saved', { page: 'done-saved', group: 'g1' }],
  ['/group/g1/done/3/2w/r1', { page: 'checklist', group: 'g1', n: 3, at: '2w', correcting: 'r1' }],
  ['/group/g1/done/16/1', { page: 'done-choose', group: 'g1' }],
  ['/round', { page: 'round', path: [] }],
  ['/round/at/x', { page: 'round', path: ['at', 'x'] }],
  ['/no/such/page', { page: 'home' }],
])('the address %s leads to %j', (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

test('no address breaks the app', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'group',
      'session',
      'settle',
      'missed',
      'ask',
      'round',
      'help',
      'visit',
      'done',
      'saved',
      '3',
      'who',
      'end',
      '__proto__',
      '',
    ),
    fc.string(),
  );

  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const address = parts.join('/');
      for (const hash of [address, `/${address}`, `enrol=${address}`]) expect(routeOf(hash).page).toMatch(/^[a-z-]+$/);
    }),
  );
});
