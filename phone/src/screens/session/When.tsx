import { useState } from 'preact/hooks';
import { PHASES, PLACE_KINDS } from '../../records/codes';
import { ChooseOne } from '../../ui/Choices';
import { DateFields } from '../../ui/DateFields';
import { NumberField } from '../../ui/NumberField';
import { Page } from '../../ui/Page';
import { PhaseSign } from '../../ui/PhaseSign';
import { say } from '../../words';
import { useOffice } from '../desk';
import { type Missing, missing } from './lib';
import type { StepProps } from './Screen';

/** When and where the group met, how long, and in which phase the facilitators judge it to be. */
export function When({ group, n, form, change, next }: StepProps) {
  const { phone } = useOffice();
  const [asked, setAsked] = useState(false);
  const lacks = missing('when', form, group, phone.today);
  const problem = (...kinds: Missing[]) => {
    const kind = asked ? kinds.find((one) => lacks.includes(one)) : undefined;
    return kind === undefined ? undefined : say(`phone.missing.${kind}`);
  };
  const proceed = () => {
    setAsked(true);
    if (lacks.length === 0) next();
  };
  return (
    <Page
      title={say('phone.when.title')}
      above={`${group.name} · ${say('phone.session.n', { n })}`}
      back={`/group/${group.id}/session/${n}/who`}
    >
      <DateFields
        value={form.on}
        change={(on) => change({ ...form, on })}
        problem={problem('no_such_day', 'day_to_come')}
      />
      <NumberField
        label={say('phone.minutes')}
        value={form.minutes}
        change={(value) => change({ ...form, minutes: value })}
        step={15}
        most={600}
        look="row"
        problem={problem('minutes')}
      />
      <ChooseOne
        legend={say('phone.place')}
        name="place"
        codes={PLACE_KINDS}
        chosen={form.place}
        nameOf={(code) => say(`place_kind.${code}`)}
        choose={(place) => change({ ...form, place })}
        problem={problem('place')}
      />
      <ChooseOne
        legend={say('phone.phase.judged')}
        name="phase"
        codes={PHASES}
        chosen={form.phase}
        nameOf={(code) => say(`phase.${code}`)}
        signOf={(code) => <PhaseSign phase={code} />}
        choose={(phase) => change({ ...form, phase })}
        problem={problem('phase')}
      />
      <button type="button" class="big" onClick={proceed}>
        {say('phone.next')}
      </button>
    </Page>
  );
}
