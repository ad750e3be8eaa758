import { expect, test } from 'vitest';
import { CHEAP, enrolment, freshVault, NOW, PIN, sessionRecord } from '../../tests/cast';
import { EXPIRES_DAYS, MOST_TRIES } from '../records/limits';
import { noteContact } from './contact';
import { type Store, TABLES, type Vault } from './database';
import { keepEnrolment } from './enrolment';
import { fact, keepFact } from './facts';
import { checkLock, setLock, unlock } from './lock';
import { keepRecord, waitingRecords } from './outbox';
import { keepPlain, plainFact } from './plain';
import { leftBehind } from './rescue';
import { isCurrent, KeysGone } from './rows';

const DAY = 86_400_000;
const after = (days: number) => new Date(NOW.getTime() + days * DAY);

/** A phone that is enrolled, with one record that waits. */
async function phone(): Promise<{ vault: Vault; store: Store }> {
  const vault = await freshVault();
  const store = await setLock(vault, PIN, CHEAP);
  await keepEnrolment(store, enrolment(), NOW, NOW);
  await keepRecord(store, sessionRecord('r1'));
  return { vault, store };
}

async function wrongTimes(vault: Vault, times: number) {
  let last = await unlock(vault, '000001');
  for (let time = 1; time < times; time += 1) last = await unlock(vault, '000001');
  return last;
}

test('the PIN opens what was kept, after the app was closed', async () => {
  const { vault } = await phone();

  const answer = await unlock(vault, PIN);

  expect(answer.how === 'open' && (await waitingRecords(answer.store)).map(({ id }) => id)).toEqual(['r1']);
});

test('a wrong PIN says how many tries are left, and a right one gives them all back', async () => {
  const { vault } = await phone();

  expect(await wrongTimes(vault, 9)).toEqual({ how: 'wrong', left: 1 });
  expect((await unlock(vault, PIN)).how).toBe('open');
  expect(await unlock(vault, '000001')).toEqual({ how: 'wrong', left: MOST_TRIES - 1 });
});

test('the tenth wrong PIN destroys the keys and all that they opened; unsent work stays closed to the office', async () => {
  const { vault } = await phone();

  const answer = await wrongTimes(vault, MOST_TRIES);

  expect(answer).toEqual({ how: 'destroyed' });
  expect((await unlock(vault, PIN)).how).toBe('destroyed');
  expect(await vault.db.getAllKeys('rescue')).toEqual(['r1']);
  const rows = await Promise.all(TABLES.map(async (table) => [table, await vault.db.count(table)] as const));
  expect(rows.filter(([, count]) => count > 0).map(([table]) => table)).toEqual(['plain', 'rescue']);
  expect(await plainFact(vault, 'lock')).toBeUndefined();
});

test('a try counts before it runs: ending the app early gives nothing back', async () => {
  const { vault } = await phone();

  const ended = () => {
    throw new Error('The app is ended in the middle of the derivation.');
  };
  await expect(unlock(vault, PIN, ended)).rejects.toThrow();

  expect(await plainFact(vault, 'tries')).toBe(1);
});

test('a phone whose tries ran out while it was off destroys its keys when it is opened', async () => {
  const { vault } = await phone();
  await keepPlain(vault, 'tries', MOST_TRIES);

  expect(await checkLock(vault, NOW)).toBe('none');
  expect(await plainFact(vault, 'emptied')).toBe('tries');
});

test('after the destruction a new PIN begins a store that knows what was left behind', async () => {
  const { vault } = await phone();
  await wrongTimes(vault, MOST_TRIES);

  const store = await setLock(vault, '739164', CHEAP);

  expect((await leftBehind(store)).map(({ id }) => id)).toEqual(['r1']);
  expect(await waitingRecords(store)).toEqual([]);
});

test('a page whose keys were destroyed by another page writes nothing more', async () => {
  const { vault, store } = await phone();
  await wrongTimes(vault, MOST_TRIES);

  await expect(keepFact(store, 'cursor', 9)).rejects.toThrow(KeysGone);
  expect(await isCurrent(store)).toBe(false);
  expect(await vault.db.count('sealed_facts')).toBe(0);
});

test('time without contact destroys the keys, one day after the last that is allowed', async () => {
  const { vault } = await phone();

  expect(await checkLock(vault, after(EXPIRES_DAYS))).toBe('closed');
  expect(await checkLock(vault, after(EXPIRES_DAYS + 1))).toBe('none');
  expect(await plainFact(vault, 'emptied')).toBe('expired');
  expect(await vault.db.getAllKeys('rescue')).toEqual(['r1']);
});

test('a word from the server begins the time anew', async () => {
  const { vault } = await phone();

  await noteContact(vault, after(40), after(40));

  expect(await checkLock(vault, after(80))).toBe('closed');
});

test('the office can shorten the time', async () => {
  const { vault } = await phone();
  await keepPlain(vault, 'expires', 20);

  expect(await checkLock(vault, after(21))).toBe('none');
});

test('what the PIN opened is not read with another store’s key', async () => {
  const { store } = await phone();
  const other = await setLock(await freshVault(), PIN, CHEAP);

  await expect(fact({ ...store, key: other.key, opened: new Map() }, 'enrolment')).rejects.toThrow();
});
