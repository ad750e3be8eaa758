import { useEffect, useState } from 'preact/hooks';
import { recordMissed } from '../../actions/record-missed';
import { MISSED_REASONS, type MissedReason } from '../../records/codes';
import { dayFrom } from '../../records/dates';
import type { Group } from '../../records/group';
import { draftOf, dropDraft, keepDraft } from '../../store/drafts';
import type { NotKept } from '../../store/outbox';
import { ChooseOne } from '../../ui/Choices';
import { DateFields, type TypedDay, typedDay } from '../../ui/DateFields';
import { Page } from '../../ui/Page';
import { leaveFlow } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved, notKept } from '../NotSaved';

/** What is entered so far; it outlives a lock, not the day. */
interface Form {
  readonly today: string;
  readonly on: TypedDay;
  readonly reason: MissedReason | null;
}

/** The group did not meet: on which day, and why. */
export function MissedScreen({ group }: { readonly group: Group }) {
  const { desk, phone, refresh } = useOffice();
  const draft = `${group.id}/missed/`;
  const [form, setForm] = useState<Form | null>(null);
  const [asked, setAsked] = useState(false);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<NotKept | null>(null);
  useEffect(() => {
    const fresh: Form = { today: phone.today, on: typedDay(phone.today), reason: null };
    void draftOf(desk.store, draft).then((kept) =>
      setForm((kept as Form | undefined)?.today === phone.today ? (kept as Form) : fresh),
    );
  }, [draft]);
  if (form === null) return null;

  const { on, reason } = form;
  const day = dayFrom(on.day, on.month, on.year);
  const dayProblem = day === null ? 'no_such_day' : day > phone.today ? 'day_to_come' : null;
  const change = (changed: Form) => {
    setForm(changed);
    // Two taps are soon made again: a phone too full for them says so when the record itself is saved.
    keepDraft(desk.store, draft, changed).catch(() => undefined);
  };
  const save = async () => {
    setAsked(true);
    if (dayProblem !== null || day === null || reason === null) return;
    setSaving(true);
    try {
      await recordMissed(desk, { group: group.id, on: day, reason });
    } catch (error) {
      setProblem(notKept(error));
      setSaving(false);
      return;
    }
    await dropDraft(desk.store, draft);
    await refresh();
    leaveFlow(`/group/${group.id}/saved/missed`);
  };
  return (
    <Page title={say('phone.group.missed')} above={group.name} back={`/group/${group.id}`}>
      <DateFields
        value={on}
        change={(changed) => change({ ...form, on: changed })}
        problem={asked && dayProblem !== null ? say(`phone.missing.${dayProblem}`) : undefined}
      />
      <ChooseOne
        legend={say('phone.missed.why')}
        name="reason"
        codes={MISSED_REASONS}
        chosen={reason}
        nameOf={(code) => say(`missed.${code}`)}
        choose={(code) => change({ ...form, reason: code })}
        problem={asked && reason === null ? say('phone.missing.reason') : undefined}
      />
      <NotSaved problem={problem} />
      <button type="button" class="big" disabled={saving} onClick={() => void save()}>
        {say('phone.save')}
      </button>
    </Page>
  );
}
