import type { Pulled } from '../records/enrolment';
import type { Store } from './database';
import { fact } from './facts';

/** Take what the server told, in one transaction; groups that are no longer this person's leave the phone. */
export async function takePull(store: Store, pulled: Pulled): Promise<void> {
  const mine = new Set(pulled.mine);
  const enrolment = await fact(store, 'enrolment');
  const work = store.transaction(['groups', 'instruments', 'facts', 'habits', 'drafts'], 'readwrite');
  const held = await work.objectStore('groups').getAllKeys();
  const drafts = await work.objectStore('drafts').getAllKeys();
  const gone = held.filter((id) => !mine.has(id));
  await Promise.all([
    ...gone.map((id) => work.objectStore('groups').delete(id)),
    ...gone.map((id) => work.objectStore('habits').delete(id)),
    ...drafts
      .filter((key) => gone.some((id) => key.startsWith(id)))
      .map((key) => work.objectStore('drafts').delete(key)),
    ...pulled.groups.filter((group) => mine.has(group.id)).map((group) => work.objectStore('groups').put(group)),
    pulled.instruments && work.objectStore('instruments').clear(),
    ...(pulled.instruments ?? []).map((instrument) => work.objectStore('instruments').put(instrument)),
    work.objectStore('facts').put(pulled.instruments_digest, 'digest'),
    work.objectStore('facts').put(pulled.cursor, 'cursor'),
    enrolment && work.objectStore('facts').put({ ...enrolment, me: pulled.me }, 'enrolment'),
    work.objectStore('facts').delete('locked'),
    work.done,
  ]);
}
