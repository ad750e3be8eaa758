/** Seals what the app of before left lying open. */

import type { Enrolment } from '../records/enrolment';
import type { Group, Instrument } from '../records/group';
import { allowed } from '../records/may-hold';
import { envelopeOf } from '../records/rescue';
import type { Habit, Sent, Store, Vault, Waiting } from './database';
import type { Draft, Former } from './migrations';
import { type Change, clear, plain, put, rescue, write } from './rows';

export async function hasFormer(vault: Vault): Promise<boolean> {
  return (await vault.db.count('former')) > 0;
}

/** Seal all of it at once, and remove what lay open. The groups are fetched anew at the next contact. */
export async function sealFormer(store: Store, now: Date): Promise<void> {
  const former = (await store.db.get('former', 'all')) as Former | undefined;
  if (former === undefined) return;
  const enrolment = former.facts['enrolment'] as Enrolment | undefined;
  const outbox = former.tables.outbox as Waiting[];
  const envelopes =
    enrolment === undefined
      ? []
      : await Promise.all(outbox.map(({ record }) => envelopeOf(enrolment.organisation.box, record)));
  await write(store, () => [
    ...(enrolment === undefined ? [] : ofHolder(enrolment, now)),
    ...(former.tables.groups as Group[]).map((group) => put('groups', group.id, allowed('groups', group))),
    ...(former.tables.instruments as Instrument[]).map((one) => put('instruments', one.name, one)),
    ...outbox.map((entry) => put('outbox', entry.id, entry)),
    ...(former.tables.sent as Sent[]).map((trace) => put('sent', trace.id, { ...trace, aside: null })),
    ...(former.tables.drafts as Draft[]).map(({ key, form }) => put('drafts', key, form)),
    ...(former.tables.habits as Habit[]).map((habit) => put('habits', habit.group, habit)),
    put('facts', 'asList', former.facts['asList'] === true),
    ...envelopes.map(rescue),
    clear('former'),
  ]);
}

/** The time without contact begins now: the app of before did not count it. */
function ofHolder(enrolment: Enrolment, now: Date): Change[] {
  const { box } = enrolment.organisation;
  return [
    put('facts', 'enrolment', enrolment),
    plain('office', { box, device: enrolment.device }),
    plain('contact', { server: now.getTime(), phone: now.getTime() }),
  ];
}
