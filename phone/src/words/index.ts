/** Every word a person sees comes from here; the dictionaries are made from the table of words. */

import type { Language } from '../records/codes';
import { PLACES, type WordDetails, type WordKey } from './generated/keys';
import { dictionaries } from './generated/languages';

export type { WordKey } from './generated/keys';
export { CHOICES } from './generated/languages';

let words: readonly string[] = [];
let spoken: Language = 'rn';

type Details<Key extends WordKey> = Key extends keyof WordDetails ? [WordDetails[Key]] : [];

/** Fetch a language's words, once; they are in the phone's cache from the first load on. */
export async function speak(language: Language): Promise<void> {
  words = await dictionaries[language]();
  spoken = language;
}

export function language(): Language {
  return spoken;
}

/** Say it in the person's language. The table says which details a sentence needs. */
export function say<Key extends WordKey>(key: Key, ...[details]: Details<Key>): string {
  const text = words[PLACES[key]] ?? key;
  const values = details as Readonly<Record<string, string | number>> | undefined;
  return values === undefined
    ? text
    : text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
