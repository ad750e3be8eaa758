import { useState } from 'preact/hooks';
import { recordSupervision, refusedBody } from '../../actions/record-supervision';
import { type Checklist, checklistOf, type RoundGroup } from '../../records/own';
import { roundDraft } from '../../records/own-drafts';
import { DateFields } from '../../ui/DateFields';
import { NumberField } from '../../ui/NumberField';
import { Page } from '../../ui/Page';
import { go } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { Elements, MISSING } from '../done/Elements';
import { bodyOf, type Form, formOf, missing, newForm, numberOf } from '../done/lib';
import { Unkept, useDraft } from '../draft';
import { useSave } from '../save';

interface Props {
  readonly group: RoundGroup;
  readonly at: string;
  readonly correcting: string | null;
}

/** What an observer saw done in a session of a group that others lead. */
export function ObserveScreen(props: Props) {
  const checklist = checklistOf(useOffice().phone.own);
  return checklist === null ? null : <Observing {...props} checklist={checklist} />;
}

function Observing({ group, at, correcting, checklist }: Props & { readonly checklist: Checklist }) {
  const { desk, phone } = useOffice();
  const draft = roundDraft(group.id, 'done', correcting);
  const { form, change, unkept } = useDraft(draft, () => {
    const refused = refusedBody('checklist', phone.outbox, correcting);
    return refused === null ? newForm(group.next_n, phone.today) : formOf(refused);
  });
  const { saving, problem, save } = useSave();
  if (form === null) return null;
  const n = numberOf(form);
  const address = (to: string) => `/round/done/${group.id}/${to}${correcting === null ? '' : `/${correcting}`}`;
  const keep = () => {
    const body = bodyOf(form, group.id, checklist, phone.today);
    if (body === null) return;
    save(
      () => recordSupervision(desk, 'checklist', body, { draft, outbox: phone.outbox, correcting }),
      `/round/saved/${group.id}`,
    );
  };
  const first = { group, form, change, next: () => go(address('1'), 'inFlow') };
  return (
    <>
      <Unkept shown={unkept} />
      {at === '0' || n === null ? (
        <Which {...first} checklist={checklist} />
      ) : (
        <Elements
          {...{ address, n, at, checklist, form, change, saving, problem }}
          above={`${group.name} · ${say('phone.session.n', { n })}`}
          back={address('0')}
          save={keep}
        />
      )}
    </>
  );
}

interface WhichProps {
  readonly group: RoundGroup;
  readonly checklist: Checklist;
  readonly form: Form;
  readonly change: (form: Form) => void;
  readonly next: () => void;
}

/** Which session they sat in, and when it was. */
function Which({ group, checklist, form, change, next }: WhichProps) {
  const { phone } = useOffice();
  const [asked, setAsked] = useState(false);
  const lacks = missing(form, checklist, phone.today);
  const [day] = (['no_such_day', 'day_to_come'] as const).filter((kind) => lacks.includes(kind));
  const proceed = () => {
    setAsked(true);
    if (day === undefined && !lacks.includes('number')) next();
  };
  return (
    <Page title={say('phone.done.title')} above={group.name} back={`/round/at/${group.id}`}>
      <NumberField
        label={say('phone.visit.session')}
        value={form.n}
        change={(n) => change({ ...form, n })}
        step={1}
        most={15}
        look="row"
        problem={asked && lacks.includes('number') ? say(MISSING.number) : undefined}
      />
      <DateFields
        value={form.on}
        change={(on) => change({ ...form, on })}
        problem={asked && day !== undefined ? say(MISSING[day]) : undefined}
      />
      <button type="button" class="big" onClick={proceed}>
        {say('phone.next')}
      </button>
    </Page>
  );
}
