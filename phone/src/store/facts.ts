import type { PlainFacts, SealedFacts, Store } from './database';
import { keepPlain, plainFact } from './plain';
import { put, read, write } from './rows';

/** The language is the one fact of a screen that lies open: the lock must speak it. */
export interface Facts extends SealedFacts {
  language: PlainFacts['language'];
}

export async function fact<Name extends keyof Facts>(store: Store, name: Name): Promise<Facts[Name] | undefined> {
  if (name === 'language') return (await plainFact(store, 'language')) as Facts[Name] | undefined;
  return (await read(store, 'facts', name)) as Facts[Name] | undefined;
}

export async function keepFact<Name extends keyof Facts>(store: Store, name: Name, value: Facts[Name]): Promise<void> {
  if (name === 'language') await keepPlain(store, 'language', value as Facts['language']);
  else await write(store, () => [put('facts', name, value as SealedFacts[keyof SealedFacts])]);
}
