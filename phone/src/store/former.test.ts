import { deleteDB, openDB } from 'idb';
import { expect, test } from 'vitest';
import { AMAHORO, CHEAP, enrolment, NOW, PIN, sessionRecord, TWENTY } from '../../tests/cast';
import { openVault, TABLES } from './database';
import { draftOf } from './drafts';
import { hasFormer, sealFormer } from './former';
import { setLock } from './lock';
import { envelopes } from './rescue';
import { readSnapshot } from './snapshot';

const NAME = 'former';

/** The database as the app of November 2026 left it on a phone. */
async function formerPhone(facts: Record<string, unknown>, outbox: readonly unknown[] = []): Promise<void> {
  await deleteDB(NAME);
  const db = await openDB(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('facts');
      for (const table of ['groups', 'outbox', 'sent']) fresh.createObjectStore(table, { keyPath: 'id' });
      fresh.createObjectStore('instruments', { keyPath: 'name' });
      fresh.createObjectStore('drafts', { keyPath: 'key' });
      fresh.createObjectStore('habits', { keyPath: 'group' });
    },
  });
  for (const [name, value] of Object.entries(facts)) await db.put('facts', value, name);
  for (const entry of outbox) await db.put('outbox', entry);
  const { beside: _one, beside_missed: _other, ...group } = { ...AMAHORO };
  await db.put('groups', group);
  await db.put('instruments', TWENTY);
  await db.put('drafts', { key: `${AMAHORO.id}/4/`, form: { note: 'half entered' } });
  db.close();
}

const waiting = { id: 'r1', record: sessionRecord('r1'), state: 'waiting', sentence: null };
const held = { enrolment: enrolment(), language: 'sw', cursor: 12, asList: true };

test('an unsent record, a draft and the groups of the former app are sealed, and nothing is lost', async () => {
  await formerPhone(held, [waiting]);
  const vault = await openVault(NAME, () => undefined);
  const store = await setLock(vault, PIN, CHEAP);

  await sealFormer(store, NOW);

  const { enrolment: known, groups, instruments, outbox, language, asList } = await readSnapshot(store);
  expect([known?.token, groups[0]?.name, instruments[0]?.name, language, asList]).toEqual([
    'token-of-amina',
    'Amahoro',
    'srq20',
    'sw',
    true,
  ]);
  expect(groups[0]).toMatchObject({ beside: [], beside_missed: [] });
  expect(outbox).toEqual([waiting]);
  expect(await draftOf(store, `${AMAHORO.id}/4/`)).toEqual({ note: 'half entered' });
  expect((await envelopes(store)).map(({ id }) => id)).toEqual(['r1']);
  vault.db.close();
});

test('once it is sealed, nothing of it lies open', async () => {
  await formerPhone(held, [waiting]);
  const vault = await openVault(NAME, () => undefined);
  await sealFormer(await setLock(vault, PIN, CHEAP), NOW);

  const open = JSON.stringify(await Promise.all(TABLES.map((table) => vault.db.getAll(table))));

  for (const secret of ['Amahoro', 'Nadia', 'token-of-amina', 'half entered']) expect(open).not.toContain(secret);
  vault.db.close();
});

test('a phone that is ended before the sealing goes on with it when it is opened', async () => {
  await formerPhone(held, [waiting]);
  const vault = await openVault(NAME, () => undefined);
  const store = await setLock(vault, PIN, CHEAP);

  expect(await hasFormer(vault)).toBe(true);
  await sealFormer(store, NOW);
  await sealFormer(store, NOW);

  expect((await readSnapshot(store)).outbox).toHaveLength(1);
  expect(await hasFormer(vault)).toBe(false);
  vault.db.close();
});

test('a former app that was never registered leaves only its language', async () => {
  await formerPhone({ language: 'fr' });
  const vault = await openVault(NAME, () => undefined);

  expect(await hasFormer(vault)).toBe(false);
  expect(await vault.db.get('plain', 'language')).toBe('fr');
  vault.db.close();
});

test('a phone of before asks for everything anew, and keeps all else that it held', async () => {
  const tables = ['facts', 'groups', 'instruments', 'outbox', 'sent', 'drafts', 'habits'];
  await deleteDB(NAME);
  const db = await openDB(NAME, 2, {
    upgrade(fresh) {
      for (const table of tables) fresh.createObjectStore(`sealed_${table}`, { keyPath: 'key' });
      for (const table of ['plain', 'keys', 'former']) fresh.createObjectStore(table);
      fresh.createObjectStore('rescue', { keyPath: 'id' });
    },
  });
  for (const key of ['cursor', 'digest', 'enrolment', 'own']) await db.put('sealed_facts', { key, box: 'closed' });
  await db.put('sealed_outbox', { key: 'r1', box: 'closed' });
  db.close();

  const vault = await openVault(NAME, () => undefined);

  expect(await vault.db.getAllKeys('sealed_facts')).toEqual(['enrolment', 'own']);
  expect(await vault.db.getAllKeys('sealed_outbox')).toEqual(['r1']);
  expect(await vault.db.count('sealed_interviews')).toBe(0);
  vault.db.close();
});
