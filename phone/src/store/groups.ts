import type { Enrolment, Synced } from '../records/enrolment';
import type { Group } from '../records/group';
import { allowed } from '../records/may-hold';
import { draftsOutside } from '../records/own-drafts';
import { struckOut } from '../records/strike';
import type { Store } from './database';
import { handOver } from './interviews';
import { type Change, clear, drop, keysOf, plain, put, read, readAll, write } from './rows';

/** The groups whose data this phone holds. */
export function heldGroups(store: Store): Promise<string[]> {
  return keysOf(store, 'groups');
}

/** Take what the server told, at once, and only what a phone may hold; groups that are no longer this person's leave. */
export async function takeAnswer(store: Store, answer: Synced): Promise<void> {
  await write(store, async () => {
    const drafts = await keysOf(store, 'drafts');
    const unfinished = await readAll(store, 'interviews');
    const begun = drafts.filter((key) => answer.gone.some((group) => key.startsWith(`${group}/`)));
    return [
      ...answer.gone.map((group) => drop('groups', group)),
      ...answer.gone.map((group) => drop('habits', group)),
      ...begun.map((key) => drop('drafts', key)),
      ...handOver(unfinished.filter(({ record }) => answer.gone.includes(record.body.group))),
      ...(await withoutWhoLeft(store, answer.groups, drafts)),
      ...answer.groups.map((group) => put('groups', group.id, allowed('groups', group))),
      ...(await defined(store, answer.definitions)),
      ...owned(answer, drafts),
      ...(answer.screening === undefined ? [] : [put('facts', 'screening', answer.screening)]),
      put('facts', 'digest', answer.digest),
      put('facts', 'cursor', answer.cursor),
      drop('facts', 'locked'),
    ];
  });
}

/** Half-entered forms of these groups, with the names struck out of whoever no longer sits in the circle. */
async function withoutWhoLeft(store: Store, told: readonly Group[], drafts: readonly string[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const group of told) {
    const here = group.people.map(({ name }) => name);
    const held = await read(store, 'groups', group.id);
    const left = (held?.people ?? []).map(({ name }) => name).filter((name) => !here.includes(name));
    if (left.length === 0) continue;
    for (const key of drafts.filter((one) => one.startsWith(`${group.id}/`))) {
      changes.push(put('drafts', key, struckOut(await read(store, 'drafts', key), left)));
    }
  }
  return changes;
}

/** The holder's own work, and the end of drafts about whom they no longer supervise. */
function owned({ own, own_digest }: Synced, drafts: readonly string[]): Change[] {
  if (own_digest === undefined) return [];
  if (own == null) return [put('facts', 'ownDigest', own_digest)];
  const kept = allowed('own', own);
  const over = draftsOutside(kept.round, drafts).map((key) => drop('drafts', key));
  return [put('facts', 'own', kept), put('facts', 'ownDigest', own_digest), ...over];
}

/** Take the holder's own work from this phone, with what was begun about it. */
export async function dropOwn(store: Store): Promise<void> {
  await write(store, async () => {
    const over = draftsOutside(null, await keysOf(store, 'drafts')).map((key) => drop('drafts', key));
    return [drop('facts', 'own'), drop('facts', 'ownDigest'), ...over];
  });
}

async function defined(store: Store, definitions: Synced['definitions']): Promise<Change[]> {
  if (definitions === null) return [];
  const enrolment = (await read(store, 'facts', 'enrolment')) as Enrolment | undefined;
  const me = allowed('me', definitions.me);
  return [
    clear('instruments'),
    ...definitions.instruments.map((one) => put('instruments', one.name, allowed('instruments', one))),
    plain('expires', definitions.expires_days),
    ...(definitions.unfinished_days === undefined ? [] : [put('facts', 'unfinishedDays', definitions.unfinished_days)]),
    ...(enrolment === undefined ? [] : [put('facts', 'enrolment', { ...enrolment, me })]),
  ];
}
