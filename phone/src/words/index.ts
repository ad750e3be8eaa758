/** Every word a person sees comes from here; the dictionaries are made from the table of words. */

import type { Language } from '../records/codes';
import { type WordKey as FirstKey, PLACES, type WordDetails } from './generated/keys';
import { dictionaries } from './generated/languages';
import type { LaterDetails, LaterKey } from './generated/later';

export type WordKey = FirstKey | LaterKey;
export { CHOICES } from './generated/languages';

let words: readonly string[] = [];
let spoken: Language = 'rn';
/** The words of screens that come later, once they were fetched. */
let later: { readonly places: Readonly<Record<string, number>>; readonly words: readonly string[] } | null = null;

type Details<Key extends WordKey> = Key extends keyof WordDetails
  ? [WordDetails[Key]]
  : Key extends keyof LaterDetails
    ? [LaterDetails[Key]]
    : [];

/** Fetch a language's words, once; they are in the phone's cache from the first load on. */
export async function speak(language: Language): Promise<void> {
  words = await dictionaries[language]();
  spoken = language;
  if (later !== null) await speakLater();
}

/** Fetch the words of the screens that come later, in the language that is spoken. */
export async function speakLater(): Promise<void> {
  const { LATER_PLACES, laterDictionaries } = await import('./generated/later');
  later = { places: LATER_PLACES, words: await laterDictionaries[spoken]() };
}

export function language(): Language {
  return spoken;
}

/** Say it in the person's language. The table says which details a sentence needs. */
export function say<Key extends WordKey>(key: Key, ...[details]: Details<Key>): string {
  const text = words[PLACES[key as FirstKey]] ?? later?.words[later.places[key] ?? -1] ?? key;
  const values = details as Readonly<Record<string, string | number>> | undefined;
  return values === undefined
    ? text
    : text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
