import { expect, test, vi } from 'vitest';
import { deskWith, enrolledDesk, enrolment, sessionRecord } from '../../tests/cast';
import { recordSession } from '../actions/record-session';
import { rescueOne } from '../actions/rescue';
import type { Store } from './database';
import { draftOf, keepDraft } from './drafts';
import { destroyKeys } from './lock';
import { keepRecord, NotKept, waitingRecords } from './outbox';

/** The same store on a phone whose writes fail with `name`. */
function failing(store: Store, name: string): Store {
  const refuse = () => {
    throw new DOMException('no', name);
  };
  const db = new Proxy(store.db, {
    get: (target, property) => {
      if (property === 'transaction') return refuse;
      const found: unknown = Reflect.get(target, property);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
  return { ...store, db };
}

test.each([
  ['QuotaExceededError', 'full'],
  ['InvalidStateError', 'refused'],
  ['AbortError', 'refused'],
  ['UnknownError', 'refused'],
])('%s while saving is told as "%s", with the record in hand', async (name, why) => {
  const { store } = await enrolledDesk();
  const record = sessionRecord('r1');

  const error = await keepRecord(failing(store, name), record).catch((raised: unknown) => raised);

  expect(error).toBeInstanceOf(NotKept);
  expect(error).toMatchObject({ why, record });
});

test('a phone that is full keeps the draft and what was saved before, and saves once there is room', async () => {
  const desk = await enrolledDesk();
  await keepRecord(desk.store, sessionRecord('r1'));
  await keepDraft(desk.store, 'g/4/', { half: 'entered' });
  const full = { ...deskWith(failing(desk.store, 'QuotaExceededError')) };
  const { body } = sessionRecord('x', 4);

  await expect(recordSession(full, body, 'g/4/', [], null)).rejects.toThrow(NotKept);
  expect(await draftOf(desk.store, 'g/4/')).toEqual({ half: 'entered' });
  await recordSession(desk, body, 'g/4/', [], null);

  const numbers = (await waitingRecords(desk.store)).map((record) => record.kind === 'session' && record.body.n);
  expect(numbers.sort()).toEqual([3, 4]);
});

test('the record that a full phone did not keep can be taken to the office as a sealed file', async () => {
  const record = sessionRecord('r1', 3, { note: 'It rained.' });

  const file = await rescueOne(enrolment(), record);

  expect(JSON.parse(file.text)).toMatchObject({ format: 'tuvurane-rescue', version: 1, records: [{ id: 'r1' }] });
  expect(file.text).not.toContain('rained');
});

test('a page whose keys are gone has the record in hand, too', async () => {
  const { store } = await enrolledDesk();
  await destroyKeys(store, 'forgotten');

  await expect(keepRecord(store, sessionRecord('r1'))).rejects.toThrow(NotKept);
});

test('a browser that aborts a transaction half way leaves nothing of it', async () => {
  const { store } = await enrolledDesk();
  const original = IDBObjectStore.prototype.put;
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (this: IDBObjectStore, value) {
    const request = original.call(this, value);
    this.transaction.abort();
    return request;
  });

  await expect(keepRecord(store, sessionRecord('r1'))).rejects.toThrow(NotKept);
  put.mockRestore();

  expect(await waitingRecords(store)).toEqual([]);
  expect(await store.db.count('rescue')).toBe(0);
});
