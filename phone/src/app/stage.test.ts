import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CHEAP, enrolment, freshVault, NOW, PIN, pocketStorage, sessionRecord } from '../../tests/cast';
import type { Vault } from '../store/database';
import { keepEnrolment } from '../store/enrolment';
import { forgetEverything } from '../store/forget';
import { destroyKeys, setLock, unlock } from '../store/lock';
import { keepMarker } from '../store/marker';
import { keepRecord } from '../store/outbox';
import { stageOf } from './stage';

let words: Map<string, string>;

beforeEach(() => {
  words = pocketStorage();
});
afterEach(() => vi.unstubAllGlobals());

async function phone(): Promise<Vault> {
  const vault = await freshVault();
  const store = await setLock(vault, PIN, CHEAP);
  await keepEnrolment(store, enrolment(), NOW, NOW);
  await keepRecord(store, sessionRecord('r1'));
  keepMarker(1);
  return vault;
}

test('a new phone asks for a PIN first', async () => {
  expect(await stageOf(await freshVault(), NOW)).toEqual({ at: 'choose', former: false });
});

test('a phone that has a PIN shows nothing but a lock and how much waits', async () => {
  const vault = await phone();
  await unlock(vault, '000001');

  expect(await stageOf(vault, NOW)).toEqual({ at: 'locked', wrong: 1, unsent: 1 });
});

test('a phone whose keys are gone says why, and how much waits for the office', async () => {
  const vault = await phone();
  await destroyKeys(vault, 'tries');

  expect(await stageOf(vault, NOW)).toEqual({ at: 'gone', why: 'tries', unsent: 1 });
});

test('a database that the browser threw away is told apart from a new phone', async () => {
  await phone();

  expect(await stageOf(await freshVault(), NOW)).toEqual({ at: 'evicted', unsent: 1 });
});

test('a word beside the database that is not ours is no word', async () => {
  words.set('tuvurane', '{"unsent":"many"}');

  expect(await stageOf(await freshVault(), NOW)).toEqual({ at: 'choose', former: false });
});

test('a phone that was emptied because a person asked for it is a new phone', async () => {
  const vault = await phone();
  await forgetEverything(vault);

  expect(await stageOf(vault, NOW)).toEqual({ at: 'choose', former: false });
  expect(words.size).toBe(0);
});

test('the word beside the database names nobody', async () => {
  await phone();

  expect([...words]).toEqual([['tuvurane', '{"unsent":1}']]);
});
