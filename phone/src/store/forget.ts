import { deleteDB } from 'idb';
import { type Store, TABLES, type Vault } from './database';

/** Remove everything from this phone but the language it speaks. */
export async function forgetEverything(store: Store | Vault): Promise<void> {
  const work = store.db.transaction([...TABLES], 'readwrite', { durability: 'strict' });
  const language = await work.objectStore('plain').get('language');
  await Promise.all([...TABLES.map((table) => work.objectStore(table).clear())]);
  if (language !== undefined) await work.objectStore('plain').put(language, 'language');
  await work.done;
}

/** Remove the database itself. */
export async function removeDatabase(vault: Vault): Promise<void> {
  const { name } = vault.db;
  vault.db.close();
  await deleteDB(name);
}

/** Ask the phone not to throw our data away when it runs out of room; it may say no. */
export async function askToStay(): Promise<boolean> {
  const storage = (navigator as Partial<Navigator>).storage;
  return typeof storage?.persist === 'function' ? storage.persist() : false;
}
