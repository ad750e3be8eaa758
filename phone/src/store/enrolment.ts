import type { Enrolment } from '../records/enrolment';
import type { Store } from './database';
import { drop, plain, put, write } from './rows';

/** This phone belongs to someone now. What waits stays; what is new is fetched from the beginning. */
export async function keepEnrolment(store: Store, enrolment: Enrolment, serverNow: Date, now: Date): Promise<void> {
  await write(store, () => [
    put('facts', 'enrolment', enrolment),
    put('facts', 'cursor', 0),
    drop('facts', 'digest'),
    drop('facts', 'own'),
    drop('facts', 'ownDigest'),
    drop('facts', 'locked'),
    plain('office', { box: enrolment.organisation.box, device: enrolment.device }),
    plain('contact', { server: serverNow.getTime(), phone: now.getTime() }),
  ]);
}
