import { type Store, TABLES } from './database';

/** Remove everything from this phone but the language it speaks. */
export async function forgetEverything(store: Store): Promise<void> {
  const work = store.transaction([...TABLES], 'readwrite', { durability: 'strict' });
  const language = await work.objectStore('facts').get('language');
  await Promise.all([...TABLES.map((table) => work.objectStore(table).clear())]);
  if (language !== undefined) await work.objectStore('facts').put(language, 'language');
  await work.done;
}

/** Ask the phone not to throw our data away when it runs out of room; it may say no. */
export async function askToStay(): Promise<boolean> {
  const storage = (navigator as Partial<Navigator>).storage;
  return typeof storage?.persist === 'function' ? storage.persist() : false;
}
