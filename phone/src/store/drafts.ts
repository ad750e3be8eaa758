/** Half-entered sessions survive a reload, a lock or an empty battery, sealed. Answers to questionnaires never come here. */

import type { Store } from './database';
import { drop, put, read, write } from './rows';

export async function keepDraft(store: Store, key: string, form: unknown): Promise<void> {
  await write(store, () => [put('drafts', key, form)]);
}

export async function draftOf(store: Store, key: string): Promise<unknown> {
  return read(store, 'drafts', key);
}

export async function dropDraft(store: Store, key: string): Promise<void> {
  await write(store, () => [drop('drafts', key)]);
}
