/** Half-entered sessions survive a reload or an empty battery. Answers to questionnaires never come here. */

import type { Store } from './database';

export async function keepDraft(store: Store, key: string, form: unknown): Promise<void> {
  await store.put('drafts', { key, form });
}

export async function draftOf(store: Store, key: string): Promise<unknown> {
  return (await store.get('drafts', key))?.form;
}

export async function dropDraft(store: Store, key: string): Promise<void> {
  await store.delete('drafts', key);
}
