import { useState } from 'preact/hooks';
import { recordSupervision, refusedBody } from '../../actions/record-supervision';
import { OCCASIONS } from '../../records/codes';
import type { Competence, Round } from '../../records/own';
import { roundDraft } from '../../records/own-drafts';
import { ChooseMany, ChooseOne } from '../../ui/Choices';
import { DateFields } from '../../ui/DateFields';
import { NumberField } from '../../ui/NumberField';
import { Page } from '../../ui/Page';
import { go } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { Unkept, useDraft } from '../draft';
import { groupsOf } from '../round/lib';
import { useSave } from '../save';
import {
  bodyOf,
  type Form,
  formOf,
  KINDS,
  type Missing,
  missingStart,
  NOTE_LENGTH,
  newForm,
  numberFor,
  ticked,
} from './lib';
import { RateReview } from './Review';

interface Props {
  readonly round: Round;
  readonly who: { readonly id: string; readonly name: string };
  /** `start`, 1 to k (a competence), `note`, `review`. */
  readonly at: string;
  readonly correcting: string | null;
}

export interface PageProps {
  readonly round: Round;
  readonly who: Props['who'];
  readonly form: Form;
  readonly change: (form: Form) => void;
  readonly address: (at: string) => string;
}

/** What I saw this person do, competence by competence; the levels follow by rule. */
export function RateScreen({ round, who, at, correcting }: Props) {
  const { desk, phone } = useOffice();
  const draft = roundDraft(who.id, 'rate', correcting);
  const { form, change, unkept } = useDraft(draft, () => {
    const refused = refusedBody('rating', phone.outbox, correcting);
    return refused === null ? newForm(round, who.id, phone.today) : formOf(refused);
  });
  const { saving, problem, save } = useSave();
  if (form === null) return null;
  const { competences } = round.rubric;
  const address = (to: string) => `/round/rate/${who.id}/${to}${correcting === null ? '' : `/${correcting}`}`;
  const keep = () => {
    const body = bodyOf(form, who.id, round.rubric, phone.today);
    if (body === null) return;
    save(
      () => recordSupervision(desk, 'rating', body, { draft, outbox: phone.outbox, correcting }),
      `/round/saved/${who.id}`,
    );
  };
  const props: PageProps = { round, who, form, change, address };
  const place = Number(at);
  const competence = competences[place - 1];
  return (
    <>
      <Unkept shown={unkept} />
      {at === 'start' && <Start {...props} />}
      {competence !== undefined && <OneCompetence key={competence.code} {...props} {...{ competence, place }} />}
      {at === 'note' && <Note {...props} />}
      {at === 'review' && <RateReview {...props} {...{ saving, problem }} save={keep} />}
    </>
  );
}

function Start({ round, who, form, change, address }: PageProps) {
  const { phone } = useOffice();
  const [asked, setAsked] = useState(false);
  const lacks = missingStart(form, phone.today);
  const problem = (...kinds: Missing[]) => {
    const kind = asked ? kinds.find((one) => lacks.includes(one)) : undefined;
    return kind === undefined ? undefined : say(`phone.missing.${kind}`);
  };
  const next = () => {
    setAsked(true);
    if (lacks.length === 0) go(address('1'), 'inFlow');
  };
  return (
    <Page title={say('phone.rate.where')} above={who.name} back={`/round/at/${who.id}`}>
      <ChooseOne
        legend={say('phone.rate.occasion')}
        name="occasion"
        codes={OCCASIONS}
        chosen={form.occasion}
        nameOf={(code) => say(`phone.occasion.${code}`)}
        choose={(occasion) => change({ ...form, occasion })}
        problem={problem('occasion')}
      />
      {form.occasion === 'in_group' && <InWhichGroup {...{ round, who, form, change, problem }} />}
      <DateFields
        value={form.on}
        change={(on) => change({ ...form, on })}
        problem={problem('no_such_day', 'day_to_come')}
      />
      <button type="button" class="big" onClick={next}>
        {say('phone.next')}
      </button>
    </Page>
  );
}

type GroupProps = Omit<PageProps, 'address'> & { readonly problem: (...kinds: Missing[]) => string | undefined };

function InWhichGroup({ round, who, form, change, problem }: GroupProps) {
  const groups = groupsOf(round, who.id);
  const choose = (id: string) =>
    change({ ...form, group: id, n: numberFor(groups.find((one) => one.id === id) ?? null) });
  return (
    <>
      <ChooseOne
        legend={say('phone.rate.group')}
        name="group"
        codes={groups.map(({ id }) => id)}
        chosen={form.group}
        nameOf={(id) => groups.find((one) => one.id === id)?.name ?? ''}
        choose={choose}
        problem={problem('group')}
      />
      <NumberField
        label={say('phone.visit.session')}
        value={form.n}
        change={(n) => change({ ...form, n })}
        step={1}
        most={15}
        look="row"
        problem={problem('number')}
      />
    </>
  );
}

type CompetenceProps = PageProps & { readonly competence: Competence; readonly place: number };

function OneCompetence({ round, who, form, change, address, competence, place }: CompetenceProps) {
  const all = round.rubric.competences.length;
  const chosen = new Set(form.ticks[competence.code] ?? []);
  return (
    <Page
      title={competence.title}
      above={`${who.name} · ${say('phone.rate.place', { n: place, all })}`}
      back={address(place === 1 ? 'start' : String(place - 1))}
    >
      <p class="hint">{competence.about}</p>
      <p>{say('phone.rate.tick')}</p>
      {KINDS.map((kind) => {
        const behaviours = competence.behaviours.filter((one) => one.kind === kind);
        return behaviours.length === 0 ? null : (
          <ChooseMany
            key={kind}
            legend={say(`phone.behaviour.${kind}`)}
            codes={behaviours.map(({ code }) => code)}
            chosen={chosen}
            nameOf={(code) => behaviours.find((one) => one.code === code)?.text ?? ''}
            toggle={(code) => change(ticked(form, competence.code, code))}
          />
        );
      })}
      <button type="button" class="big" onClick={() => go(address(place < all ? String(place + 1) : 'note'), 'inFlow')}>
        {say(chosen.size === 0 ? 'phone.rate.not_seen_next' : 'phone.next')}
      </button>
    </Page>
  );
}

function Note({ round, who, form, change, address }: PageProps) {
  return (
    <Page title={say('phone.rate.note')} above={who.name} back={address(String(round.rubric.competences.length))}>
      <form autocomplete="off" onSubmit={(event) => event.preventDefault()}>
        <label class="note">
          {say('phone.rate.note_line')}
          <textarea
            rows={4}
            maxLength={NOTE_LENGTH}
            value={form.note}
            onInput={(event) => change({ ...form, note: event.currentTarget.value })}
          />
        </label>
      </form>
      <p class="hint">{say('phone.visit.no_names')}</p>
      <button type="button" class="big" onClick={() => go(address('review'), 'inFlow')}>
        {say('phone.next')}
      </button>
    </Page>
  );
}
