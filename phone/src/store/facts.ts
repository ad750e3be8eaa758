import type { Facts, Store } from './database';

export async function fact<Name extends keyof Facts>(store: Store, name: Name): Promise<Facts[Name] | undefined> {
  return (await store.get('facts', name)) as Facts[Name] | undefined;
}

export async function keepFact<Name extends keyof Facts>(store: Store, name: Name, value: Facts[Name]): Promise<void> {
  await store.put('facts', value, name);
}
