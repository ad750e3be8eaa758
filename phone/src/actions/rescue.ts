import { dayOf } from '../records/dates';
import type { Enrolment } from '../records/enrolment';
import type { OwnRecord } from '../records/record';
import { envelopeOf, type File, fileOf } from '../records/rescue';
import type { Vault } from '../store/database';
import { plainFact } from '../store/plain';
import { envelopes } from '../store/rescue';

/** All that is unsent on this phone, as a file that only the office can open. Needs no PIN. */
export async function rescueFile(vault: Vault, now = new Date()): Promise<File> {
  const office = await plainFact(vault, 'office');
  return fileOf(office?.device ?? '', await envelopes(vault), dayOf(now));
}

/** One record that the phone could not keep, as such a file. It asks nothing of a database that may have failed. */
export async function rescueOne(enrolment: Enrolment, record: OwnRecord, now = new Date()): Promise<File> {
  return fileOf(enrolment.device, [await envelopeOf(enrolment.organisation.box, record)], dayOf(now));
}
