import { deleteDB } from 'idb';
import { TABLES, type Vault } from './database';
import { dropMarker } from './marker';

/** Remove everything from this phone but the language it speaks. */
export async function forgetEverything(vault: Vault): Promise<void> {
  const work = vault.db.transaction([...TABLES], 'readwrite', { durability: 'strict' });
  const language = await work.objectStore('plain').get('language');
  await Promise.all([...TABLES.map((table) => work.objectStore(table).clear())]);
  if (language !== undefined) await work.objectStore('plain').put(language, 'language');
  await work.done;
  dropMarker();
}

/** Remove the database itself, and the word beside it. */
export async function removeStore(vault: Vault): Promise<void> {
  const { name } = vault.db;
  await forgetEverything(vault);
  vault.db.close();
  await deleteDB(name);
}

/** Ask the phone not to throw our data away when it runs out of room; it may say no. */
export async function askToStay(): Promise<boolean> {
  const storage = (navigator as Partial<Navigator>).storage;
  return typeof storage?.persist === 'function' ? storage.persist() : false;
}

/** Whether it said yes. */
export async function stays(): Promise<boolean> {
  const storage = (navigator as Partial<Navigator>).storage;
  return typeof storage?.persisted === 'function' ? storage.persisted() : false;
}
