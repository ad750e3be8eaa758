import { expect, test } from 'vitest';
import { AMAHORO, CHEAP, enrolledDesk, freshVault, NOW, PIN, sessionRecord } from '../../tests/cast';
import { fact, keepFact } from './facts';
import { setLock, unlock } from './lock';
import { acknowledge, keepRecord, refuse } from './outbox';
import { add, keysOf, put, read, readAll, write } from './rows';

test('two pages that write at once lose nothing of each other', async () => {
  const vault = await freshVault();
  const one = await setLock(vault, PIN, CHEAP);
  const answer = await unlock(vault, PIN);
  if (answer.how !== 'open') throw new Error('The PIN is right.');
  const count = (store: typeof one) =>
    write(store, async () => [put('facts', 'cursor', (((await read(store, 'facts', 'cursor')) as number) ?? 0) + 1)]);

  await Promise.all([count(one), count(answer.store), count(one), count(answer.store), count(one)]);

  expect(await fact(one, 'cursor')).toBe(5);
});

test('a write that fails in one part changes nothing at all', async () => {
  const { store } = await enrolledDesk();
  await keepRecord(store, sessionRecord('r1'));
  const waiting = { id: 'r1', record: sessionRecord('r1'), state: 'waiting', sentence: null } as const;

  const failing = write(store, () => [put('facts', 'cursor', 99), add('outbox', 'r1', waiting)]);

  await expect(failing).rejects.toThrow();
  expect(await fact(store, 'cursor')).toBe(0);
});

test('after a write that failed the next one goes through', async () => {
  const { store } = await enrolledDesk();

  await expect(write(store, () => Promise.reject(new Error('a plan that fails')))).rejects.toThrow();
  await keepFact(store, 'cursor', 4);

  expect(await fact(store, 'cursor')).toBe(4);
});

test('a row that changed is read anew, not from memory', async () => {
  const { store } = await enrolledDesk();
  await readAll(store, 'groups');

  await write(store, () => [put('groups', AMAHORO.id, { ...AMAHORO, name: 'Amizero' })]);

  expect((await readAll(store, 'groups')).map(({ name }) => name)).toEqual(['Amizero']);
});

test('an acknowledgement and a refusal at the same moment both take effect', async () => {
  const { store } = await enrolledDesk();
  const [first, second] = [sessionRecord('r1', 3), sessionRecord('r2', 4)];
  await keepRecord(store, first);
  await keepRecord(store, second);

  await Promise.all([acknowledge(store, first, NOW), refuse(store, second, 'No.')]);

  expect((await readAll(store, 'outbox')).map(({ id, state }) => [id, state])).toEqual([['r2', 'refused']]);
  expect(await keysOf(store, 'sent')).toEqual(['r1']);
});
