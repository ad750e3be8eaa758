/** What opens the store, and what closes it for ever. */

import { random } from '../records/bytes';
import { type Cost, dataKey, newDataKey, newDeviceKey, pinKey } from '../records/keys';
import { COST, MOST_TRIES } from '../records/limits';
import { alone } from './contact';
import { CLOSED, type Emptied, type Store, type Vault } from './database';
import { keepPlain, plainFact } from './plain';
import { ringOf } from './rows';

/** Choose a PIN: a new lock, and a store that is empty but for what waits in envelopes. */
export async function setLock(
  vault: Vault,
  pin: string,
  cost: Cost = COST,
  alive?: (done: number) => void,
): Promise<Store> {
  const device = await newDeviceKey();
  const salt = random(16);
  const { key, wrapped } = await newDataKey(await pinKey(device, pin, salt, cost, alive));
  const lock = { salt, cost, wrapped };
  const work = vault.db.transaction(['plain', 'keys'], 'readwrite', { durability: 'strict' });
  const facts = work.objectStore('plain');
  await Promise.all([
    work.objectStore('keys').put(device, 'device'),
    facts.put(lock, 'lock'),
    facts.put(0, 'tries'),
    facts.delete('emptied'),
    facts.delete('contact'),
    work.done,
  ]);
  return storeOf(vault, key, ringOf(lock));
}

export type Unlocked =
  | { readonly how: 'open'; readonly store: Store }
  | { readonly how: 'wrong'; readonly left: number }
  | { readonly how: 'destroyed' };

/** Try a PIN. The try is written down before it runs, so that ending the app early does not give it back. */
export async function unlock(vault: Vault, pin: string, alive?: (done: number) => void): Promise<Unlocked> {
  const [lock, device] = await Promise.all([plainFact(vault, 'lock'), vault.db.get('keys', 'device')]);
  if (lock === undefined || device === undefined) return { how: 'destroyed' };
  const tries = await countTry(vault);
  if (tries > MOST_TRIES) return destroyed(vault);
  const key = await dataKey(await pinKey(device, pin, lock.salt, lock.cost, alive), lock.wrapped);
  if (key !== null) {
    await keepPlain(vault, 'tries', 0);
    return { how: 'open', store: storeOf(vault, key, ringOf(lock)) };
  }
  return tries === MOST_TRIES ? destroyed(vault) : { how: 'wrong', left: MOST_TRIES - tries };
}

async function countTry(vault: Vault): Promise<number> {
  const work = vault.db.transaction('plain', 'readwrite', { durability: 'strict' });
  const tries = (((await work.store.get('tries')) as number | undefined) ?? 0) + 1;
  await Promise.all([work.store.put(tries, 'tries'), work.done]);
  return tries;
}

async function destroyed(vault: Vault): Promise<Unlocked> {
  await destroyKeys(vault, 'tries');
  return { how: 'destroyed' };
}

/** Make what is sealed unreadable for ever, and remove it. What is closed to the organisation stays. */
export async function destroyKeys(vault: Vault, why: Emptied): Promise<void> {
  const work = vault.db.transaction([...CLOSED, 'plain', 'keys', 'former'] as const, 'readwrite', {
    durability: 'strict',
  });
  const facts = work.objectStore('plain');
  await Promise.all([
    work.objectStore('keys').clear(),
    facts.delete('lock'),
    facts.delete('tries'),
    facts.delete('contact'),
    facts.put(why, 'emptied'),
    ...CLOSED.map((table) => work.objectStore(table).clear()),
    work.done,
  ]);
}

/** Destroy the keys where time or tries have run out; says whether there is a lock to open. */
export async function checkLock(vault: Vault, now: Date): Promise<'none' | 'closed'> {
  if ((await plainFact(vault, 'lock')) === undefined) return 'none';
  const { days, most } = await alone(vault, now);
  const why = (await wrongTries(vault)) >= MOST_TRIES ? 'tries' : days > most ? 'expired' : null;
  if (why === null) return 'closed';
  await destroyKeys(vault, why);
  return 'none';
}

/** Wrong PINs since the last right one. */
export async function wrongTries(vault: Vault): Promise<number> {
  return (await plainFact(vault, 'tries')) ?? 0;
}

function storeOf(vault: Vault, key: CryptoKey, ring: string): Store {
  return { db: vault.db, key, ring, opened: new Map(), queue: { last: Promise.resolve() } };
}
