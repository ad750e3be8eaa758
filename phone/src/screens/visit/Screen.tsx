import { useState } from 'preact/hooks';
import { recordSupervision, refusedBody } from '../../actions/record-supervision';
import { TOPICS, VISIT_FORMATS } from '../../records/codes';
import type { Round } from '../../records/own';
import { roundDraft } from '../../records/own-drafts';
import { ChooseMany, ChooseOne } from '../../ui/Choices';
import { DateFields } from '../../ui/DateFields';
import { NumberField } from '../../ui/NumberField';
import { Page } from '../../ui/Page';
import { go } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { Unkept, useDraft } from '../draft';
import { nameIn, type Subject, titleOf } from '../round/lib';
import { useSave } from '../save';
import { AgreedStep } from './Agreed';
import {
  bodyOf,
  type Form,
  fits,
  formOf,
  type Missing,
  missing,
  NOTE_LENGTH,
  newForm,
  STEPS,
  type Step,
  toggled,
  whoMay,
} from './lib';
import { Review } from './Review';

export interface StepProps {
  readonly round: Round;
  readonly above: string;
  readonly form: Form;
  readonly change: (form: Form) => void;
  /** Goes on where nothing is missing. */
  readonly next: () => void;
  readonly back: string;
  /** The sentence of the first of these that is missing, once somebody has tried to go on. */
  readonly problem: (...kinds: Missing[]) => string | undefined;
}

interface Props {
  readonly round: Round;
  readonly subject: Subject;
  readonly step: Step;
  readonly correcting: string | null;
}

/** A visit or a call, step by step; kept on the phone from the first touch. */
export function VisitScreen({ round, subject, step, correcting }: Props) {
  const { desk, phone } = useOffice();
  const draft = roundDraft(subject.id, 'visit', correcting);
  const { form, change, unkept } = useDraft(draft, () => {
    const refused = refusedBody('visit', phone.outbox, correcting);
    return refused === null ? newForm(subject, phone.today) : formOf(refused);
  });
  const [asked, setAsked] = useState<Step | null>(null);
  const { saving, problem: notSaved, save } = useSave();
  if (form === null) return null;
  const address = (to: Step) => `/round/visit/${subject.id}/${to}${correcting === null ? '' : `/${correcting}`}`;
  const lacks = missing(step, form, phone.today);
  const next = () => {
    setAsked(step);
    if (lacks.length === 0) go(address(STEPS[STEPS.indexOf(step) + 1] ?? 'review'), 'inFlow');
  };
  const problem = (...kinds: Missing[]) => {
    const kind = asked === step ? kinds.find((one) => lacks.includes(one)) : undefined;
    return kind === undefined ? undefined : say(`phone.missing.${kind}`);
  };
  const keep = () => {
    const body = bodyOf(form, phone.today);
    if (body === null) return;
    save(
      () => recordSupervision(desk, 'visit', body, { draft, outbox: phone.outbox, correcting }),
      `/round/saved/${subject.id}`,
    );
  };
  const before = STEPS[STEPS.indexOf(step) - 1];
  const props: StepProps = {
    round,
    above: titleOf(subject),
    form,
    change,
    next,
    problem,
    back: before === undefined ? `/round/at/${subject.id}` : address(before),
  };
  return (
    <>
      <Unkept shown={unkept} />
      {step === 'how' && <How {...props} />}
      {step === 'when' && <When {...props} />}
      {step === 'who' && <Who {...props} />}
      {step === 'about' && <About {...props} />}
      {step === 'agreed' && <AgreedStep {...props} />}
      {step === 'review' && <Review {...props} {...{ address, saving, notSaved }} save={keep} />}
    </>
  );
}

function Next({ next }: { readonly next: () => void }) {
  return (
    <button type="button" class="big" onClick={next}>
      {say('phone.next')}
    </button>
  );
}

function How({ above, form, change, next, back, problem }: StepProps) {
  return (
    <Page title={say('phone.visit.how')} above={above} back={back}>
      <ChooseOne
        legend={say('phone.visit.format')}
        name="format"
        codes={VISIT_FORMATS.filter((format) => fits(format, form))}
        chosen={form.format}
        nameOf={(code) => say(`phone.format.${code}`)}
        choose={(format) => change({ ...form, format })}
        problem={problem('format')}
      />
      {form.format === 'session' && (
        <NumberField
          label={say('phone.visit.session')}
          value={form.n}
          change={(n) => change({ ...form, n })}
          step={1}
          most={15}
          look="row"
          problem={problem('number')}
        />
      )}
      <Next next={next} />
    </Page>
  );
}

function When({ above, form, change, next, back, problem }: StepProps) {
  return (
    <Page title={say('phone.visit.when')} above={above} back={back}>
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
        problem={problem('visit_minutes')}
      />
      <Next next={next} />
    </Page>
  );
}

function Who({ round, above, form, change, next, back, problem }: StepProps) {
  const nobody = problem('nobody_seen');
  return (
    <Page title={say('phone.visit.who')} above={above} back={back}>
      {nobody !== undefined && (
        <p class="problem" role="alert">
          {nobody}
        </p>
      )}
      <ChooseMany
        legend={say('phone.facilitators')}
        codes={whoMay(form, round)}
        chosen={new Set(form.seen)}
        nameOf={(id) => nameIn(round, id) ?? ''}
        toggle={(id) => change({ ...form, seen: toggled(form.seen, id) })}
      />
      <Next next={next} />
    </Page>
  );
}

function About({ above, form, change, next, back }: StepProps) {
  return (
    <Page title={say('phone.visit.about')} above={above} back={back}>
      <ChooseMany
        legend={say('phone.visit.topics')}
        codes={TOPICS}
        chosen={new Set(form.topics)}
        nameOf={(code) => say(`phone.topic.${code}`)}
        toggle={(code) => change({ ...form, topics: toggled(form.topics, code) })}
      />
      <form autocomplete="off" onSubmit={(event) => event.preventDefault()}>
        <label class="note">
          {say('phone.visit.note')}
          <textarea
            rows={3}
            maxLength={NOTE_LENGTH}
            value={form.note}
            onInput={(event) => change({ ...form, note: event.currentTarget.value })}
          />
        </label>
      </form>
      <p class="hint">{say('phone.visit.no_names')}</p>
      <Next next={next} />
    </Page>
  );
}
