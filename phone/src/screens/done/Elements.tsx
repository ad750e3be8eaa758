import { useState } from 'preact/hooks';
import { DONE, WHY_ADAPTED } from '../../records/codes';
import { shown } from '../../records/dates';
import type { Checklist, Element } from '../../records/own';
import type { NotKept } from '../../store/outbox';
import { ChooseOne } from '../../ui/Choices';
import { Page } from '../../ui/Page';
import { go, goBack } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved } from '../NotSaved';
import { Part } from '../Part';
import { adaptedTo, answered, bodyOf, elementsOf, type Form, HOW_LENGTH, missing } from './lib';

export interface FlowProps {
  readonly above: string;
  /** The address of a page of this flow: 1 to k are the elements, k + 1 the end. */
  readonly address: (at: string) => string;
  readonly n: number;
  readonly at: string;
  readonly checklist: Checklist;
  readonly form: Form;
  readonly change: (form: Form) => void;
  readonly back: string;
}

interface EndProps {
  readonly save: () => void;
  readonly saving: boolean;
  readonly problem: NotKept | null;
}

/** The elements of one session, one a page, then everything once more. `2w` is how element 2 was done instead. */
export function Elements(props: FlowProps & EndProps) {
  const elements = elementsOf(props.checklist, props.n);
  const place = Number.parseInt(props.at, 10) || 1;
  const element = elements[place - 1];
  if (element === undefined) return <End {...props} elements={elements} />;
  const one = { ...props, element, place, all: elements.length };
  return props.at.endsWith('w') ? <OtherWay key={element.code} {...one} /> : <OneElement key={element.code} {...one} />;
}

interface OneProps extends FlowProps {
  readonly element: Element;
  readonly place: number;
  readonly all: number;
}

function OneElement({ above, address, form, change, element, place, all, back }: OneProps) {
  const way = form.adapted[element.code];
  const next = () => go(address(String(place + 1)), 'inFlow');
  return (
    <Page
      title={element.text}
      above={`${above} · ${say('phone.done.element', { n: place, all })}`}
      back={place === 1 ? back : address(String(place - 1))}
    >
      <div class="answers">
        {DONE.map((code) => (
          <button
            type="button"
            key={code}
            class="answer"
            aria-pressed={form.done[element.code] === code}
            onClick={() => {
              change(answered(form, element.code, code));
              next();
            }}
          >
            {say(`phone.done.${code}`)}
          </button>
        ))}
      </div>
      <button type="button" class="quiet" onClick={() => go(address(`${place}w`), 'inFlow')}>
        {way?.why == null
          ? say('phone.done.other_way')
          : `${say('phone.done.other_way')}: ${say(`phone.adapted.${way.why}`)}`}
      </button>
      <button type="button" class="quiet" onClick={next}>
        {say('phone.done.skip')}
      </button>
    </Page>
  );
}

/** Why, and how, something was done in another way. It is no fault: the method lives by it. */
function OtherWay({ above, address, form, change, element, place }: OneProps) {
  const way = form.adapted[element.code] ?? { why: null, how: '' };
  const [asked, setAsked] = useState(false);
  const keep = () => {
    setAsked(true);
    if (way.why !== null) goBack();
  };
  return (
    <Page title={say('phone.done.other_way')} above={`${above} · ${element.text}`} back={address(String(place))}>
      <ChooseOne
        legend={say('phone.done.why')}
        name="why"
        codes={WHY_ADAPTED}
        chosen={way.why}
        nameOf={(code) => say(`phone.adapted.${code}`)}
        choose={(why) => change(adaptedTo(form, element.code, { ...way, why }))}
        problem={asked && way.why === null ? say('phone.missing.reason') : undefined}
      />
      <form autocomplete="off" onSubmit={(event) => event.preventDefault()}>
        <label class="note">
          {say('phone.done.how')}
          <textarea
            rows={2}
            maxLength={HOW_LENGTH}
            value={way.how}
            onInput={(event) => change(adaptedTo(form, element.code, { ...way, how: event.currentTarget.value }))}
          />
        </label>
      </form>
      <p class="hint">{say('phone.noticed.no_names')}</p>
      <button type="button" class="big" onClick={keep}>
        {say('phone.done.keep_way')}
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          change(adaptedTo(form, element.code, null));
          goBack();
        }}
      >
        {say('phone.done.as_planned')}
      </button>
    </Page>
  );
}

interface AllProps extends FlowProps, EndProps {
  readonly elements: readonly Element[];
}

function End({ above, address, form, checklist, elements, save, saving, problem }: AllProps) {
  const { phone } = useOffice();
  const lacks = missing(form, checklist, phone.today);
  const ready = bodyOf(form, '', checklist, phone.today) !== null;
  return (
    <Page title={say('phone.review.title')} above={above} back={address(String(elements.length))}>
      <p>
        {say('phone.date')}:{' '}
        {shown(`${form.on.year}-${form.on.month.padStart(2, '0')}-${form.on.day.padStart(2, '0')}`)}
      </p>
      {elements.map(({ code, text }, at) => (
        <Part key={code} title={text} change={address(String(at + 1))}>
          <Said form={form} code={code} />
        </Part>
      ))}
      {lacks.map((kind) => (
        <p key={kind} class="problem" role="alert">
          {say(
            kind === 'nothing_said'
              ? 'phone.done.nothing_said'
              : kind === 'why'
                ? 'phone.missing.reason'
                : MISSING[kind],
          )}
        </p>
      ))}
      <NotSaved problem={problem} />
      <button type="button" class="big" disabled={!ready || saving} onClick={save}>
        {say('phone.save')}
      </button>
    </Page>
  );
}

export const MISSING = {
  number: 'phone.missing.number',
  no_such_day: 'phone.missing.no_such_day',
  day_to_come: 'phone.missing.day_to_come',
} as const;

function Said({ form, code }: { readonly form: Form; readonly code: string }) {
  const [done, way] = [form.done[code], form.adapted[code]];
  return (
    <>
      <p>{done === undefined ? say('phone.done.not_said') : say(`phone.done.${done}`)}</p>
      {done !== undefined && way?.why != null && (
        <p>
          {say(`phone.adapted.${way.why}`)}
          {way.how.trim() !== '' && `: ${way.how}`}
        </p>
      )}
    </>
  );
}
