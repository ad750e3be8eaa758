import { useEffect, useState } from 'preact/hooks';
import { recordMissed } from '../../actions/record-missed';
import { settleSession } from '../../actions/settle';
import { shown } from '../../records/dates';
import type { Group } from '../../records/group';
import { goInstead, leaveFlow } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { missedBody, questionOf, questionsOf, settleBody, type Taken } from './lib';
import { Questions } from './Questions';

interface Props {
  /** The group with what this phone recorded for it. */
  readonly group: Group;
}

/** A session that was reported more than once: what is right, field by field. */
export function SettleScreen({ group, n }: Props & { readonly n: number }) {
  const { desk, phone, refresh } = useOffice();
  const beside = group.beside.find((one) => one.n === n);
  const done = useLeaving(group, beside === undefined);
  if (beside === undefined) return null;
  const draft = `${group.id}/settle/${n}`;
  const save = async (taken: Taken) => {
    const body = settleBody(group.id, beside, taken);
    if (body === null) return;
    await settleSession(desk, body, draft, phone.outbox);
    done();
    await refresh();
    leaveFlow(`/group/${group.id}/saved/session/${n}`);
  };
  return (
    <Questions
      {...{ group, draft, save }}
      above={`${group.name} · ${say('phone.session.n', { n })}`}
      reports={beside.reports}
      questions={questionsOf(beside)}
    />
  );
}

/** A week without a meeting that was reported with two reasons. */
export function SettleMissedScreen({ group, on }: Props & { readonly on: string }) {
  const { desk, phone, refresh } = useOffice();
  const beside = group.beside_missed.find((one) => one.on === on);
  const done = useLeaving(group, beside === undefined);
  if (beside === undefined) return null;
  const draft = `${group.id}/settle/missed/${on}`;
  const save = async (taken: Taken) => {
    const body = missedBody(group.id, beside, taken);
    if (body === null) return;
    await recordMissed(desk, body, { draft, outbox: phone.outbox });
    done();
    await refresh();
    leaveFlow(`/group/${group.id}/saved/missed`);
  };
  return (
    <Questions
      {...{ group, draft, save }}
      above={`${group.name} · ${say('phone.group.missed')} · ${shown(on)}`}
      reports={beside.reports}
      questions={[questionOf(beside)]}
    />
  );
}

/** Back to the group where nothing is left to settle, unless it was settled on this very page. */
function useLeaving(group: Group, settled: boolean): () => void {
  const [here, setHere] = useState(false);
  useEffect(() => {
    if (settled && !here) goInstead(`/group/${group.id}`);
  }, [settled, here]);
  return () => setHere(true);
}
