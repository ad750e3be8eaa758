import { useState } from 'preact/hooks';
import { recordShift } from '../../actions/record-noticed';
import { NOTICED_BY, SHIFTS } from '../../records/codes';
import type { Group } from '../../records/group';
import { ChooseOne } from '../../ui/Choices';
import { DateFields } from '../../ui/DateFields';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { Unkept, useDraft } from '../draft';
import { NotSaved } from '../NotSaved';
import { NameQuestion, useNames } from '../names';
import { useSave } from '../save';
import { LINE_LENGTH, missingIn, refusedOf, type ShiftForm, shiftBody, shiftForm } from './lib';

interface Props {
  readonly group: Group;
  /** The refused record that is put right. */
  readonly correcting: string | null;
}

const FIELD = 'shift-line';

/** Somebody noticed a small shift outside a session: what about, who, one line, and when. */
export function ShiftScreen({ group, correcting }: Props) {
  const { desk, phone } = useOffice();
  const draft = `${group.id}/shift/${correcting ?? ''}`;
  const { form, change, unkept } = useDraft<ShiftForm>(draft, () =>
    shiftForm(phone.today, refusedOf('shift', phone.outbox, correcting)),
  );
  const names = useNames(group);
  const [asked, setAsked] = useState(false);
  const { saving, problem, save } = useSave();
  if (form === null) return null;
  const lacks = asked ? missingIn(form, phone.today) : [];
  const day = lacks.find((one) => one === 'no_such_day' || one === 'day_to_come');
  const keep = () => {
    setAsked(true);
    const body = shiftBody(form, group.id, phone.today);
    if (body === null || !names.pass([form.line])) return;
    const begun = { draft, outbox: phone.outbox, correcting };
    save(() => recordShift(desk, body, begun), `/group/${group.id}/shift/saved`);
  };
  return (
    <>
      <Unkept shown={unkept} />
      <Page title={say('phone.group.shift')} above={group.name} back={`/group/${group.id}`}>
        <ChooseOne
          legend={say('phone.shift.about')}
          name="about"
          codes={SHIFTS}
          chosen={form.d}
          nameOf={(code) => say(`shift.${code}`)}
          choose={(d) => change({ ...form, d })}
          problem={lacks.includes('about') ? say('phone.shift.choose') : undefined}
        />
        <ChooseOne
          legend={say('phone.noticed.by')}
          name="by"
          codes={NOTICED_BY}
          chosen={form.by}
          nameOf={(code) => say(`noticed_by.${code}`)}
          choose={(by) => change({ ...form, by })}
          problem={lacks.includes('by') ? say('phone.shift.choose') : undefined}
        />
        <form autocomplete="off" onSubmit={(event) => event.preventDefault()}>
          <label class="note">
            {say('phone.noticed.line')}
            {lacks.includes('line') && (
              <p class="problem" role="alert">
                {say('phone.noticed.write')}
              </p>
            )}
            <textarea
              id={FIELD}
              rows={2}
              maxLength={LINE_LENGTH}
              value={form.line}
              onInput={(event) => change({ ...form, line: event.currentTarget.value })}
            />
          </label>
        </form>
        <NameQuestion names={names} line={form.line} field={FIELD} />
        <p class="hint">{say('phone.shift.who_they_are')}</p>
        <DateFields
          value={form.on}
          change={(on) => change({ ...form, on })}
          problem={day === undefined ? undefined : say(`phone.missing.${day}`)}
        />
        <NotSaved problem={problem} />
        <button type="button" class="big" disabled={saving} onClick={keep}>
          {say('phone.save')}
        </button>
      </Page>
    </>
  );
}
