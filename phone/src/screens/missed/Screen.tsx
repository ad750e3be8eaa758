import { useState } from 'preact/hooks';
import { recordMissed } from '../../actions/record-missed';
import { MISSED_REASONS, type MissedReason } from '../../records/codes';
import { dayFrom } from '../../records/dates';
import type { Group } from '../../records/group';
import { ChooseOne } from '../../ui/Choices';
import { DateFields, typedDay } from '../../ui/DateFields';
import { Page } from '../../ui/Page';
import { leaveFlow } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';

/** The group did not meet: on which day, and why. */
export function MissedScreen({ group }: { readonly group: Group }) {
  const { desk, phone, refresh } = useOffice();
  const [on, setOn] = useState(typedDay(phone.today));
  const [reason, setReason] = useState<MissedReason | null>(null);
  const [asked, setAsked] = useState(false);
  const [saving, setSaving] = useState(false);
  const day = dayFrom(on.day, on.month, on.year);
  const dayProblem = day === null ? 'no_such_day' : day > phone.today ? 'day_to_come' : null;
  const save = async () => {
    setAsked(true);
    if (dayProblem !== null || day === null || reason === null) return;
    setSaving(true);
    await recordMissed(desk, { group: group.id, on: day, reason });
    await refresh();
    leaveFlow(`/group/${group.id}/saved/missed`);
  };
  return (
    <Page title={say('phone.group.missed')} above={group.name} back={`/group/${group.id}`}>
      <DateFields
        value={on}
        change={setOn}
        problem={asked && dayProblem !== null ? say(`phone.missing.${dayProblem}`) : undefined}
      />
      <ChooseOne
        legend={say('phone.missed.why')}
        name="reason"
        codes={MISSED_REASONS}
        chosen={reason}
        nameOf={(code) => say(`missed.${code}`)}
        choose={setReason}
        problem={asked && reason === null ? say('phone.missing.reason') : undefined}
      />
      <button type="button" class="big" disabled={saving} onClick={() => void save()}>
        {say('phone.save')}
      </button>
    </Page>
  );
}
