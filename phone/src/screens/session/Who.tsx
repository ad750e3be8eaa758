import { useState } from 'preact/hooks';
import { MARKS, type Mark } from '../../records/codes';
import { keepFact } from '../../store/facts';
import { Circle, type Sitting } from '../../ui/Circle';
import { MarkStone } from '../../ui/MarkStone';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { countOf, markOthers, missing, nextMark, unmarked } from './lib';
import type { StepProps } from './Screen';

/** Too narrow for a circle with names. */
const NARROW = '(max-width: 299px)';

/** Who came: the group in one circle, or the same as a plain list. */
export function Who({ group, n, form, change, next }: StepProps) {
  const { desk, phone, refresh } = useOffice();
  const [asked, setAsked] = useState(false);
  const asList = phone.asList || window.matchMedia(NARROW).matches;
  const lacks = missing('who', form, group, phone.today);
  const switchView = async () => {
    await keepFact(desk.store, 'asList', !phone.asList);
    await refresh();
  };
  const people: Sitting[] = group.people.map(({ seat, name }) => ({
    key: `p${seat}`,
    name,
    mark: form.marks[seat] ?? null,
    tap: () => change({ ...form, marks: { ...form.marks, [seat]: nextMark(form.marks[seat]) } }),
  }));
  const facilitators: Sitting[] = group.facilitators.map((one) => ({
    key: `f${one.n}`,
    name: one.name,
    mark: markOfFacilitator(form.by[one.n]),
    tap: () => change({ ...form, by: { ...form.by, [one.n]: form.by[one.n] !== true } }),
  }));
  const left = unmarked(form, group);
  const settle = (mark: Mark) => {
    change(markOthers(form, group, mark));
    setAsked(false);
  };
  return (
    <Page
      title={say('phone.who.title')}
      above={`${group.name} · ${say('phone.session.n', { n })}`}
      back={`/group/${group.id}`}
    >
      <div class="beside">
        <button type="button" class="quiet" disabled={left === 0} onClick={() => settle('present')}>
          {left === group.people.length + group.facilitators.length
            ? say('phone.who.everyone')
            : say('phone.who.others_came')}
        </button>
        <button type="button" class="quiet" onClick={switchView}>
          {asList ? say('phone.who.as_circle') : say('phone.who.as_list')}
        </button>
      </div>
      {asList ? (
        <List {...{ group, n, form, change, next }} />
      ) : (
        <>
          <p class="hint">{say('phone.who.hint')}</p>
          <Circle people={people} facilitators={facilitators} />
          <Legend />
        </>
      )}
      <p aria-live="polite" class="sum">
        {MARKS.map((mark) => `${say(`mark.${mark}`)}: ${countOf(form, group, mark)}`).join(' · ')}
      </p>
      {asked && left > 0 && (
        <div class="notice" role="alert">
          <p>{say('phone.who.unmarked', { n: left })}</p>
          <button type="button" class="quiet" onClick={() => settle('present')}>
            {say('phone.who.they_came')}
          </button>
          <button type="button" class="quiet" onClick={() => settle('absent')}>
            {say('phone.who.they_did_not')}
          </button>
        </div>
      )}
      {asked && lacks.includes('nobody_led') && (
        <p class="problem" role="alert">
          {say('phone.missing.nobody_led')}
        </p>
      )}
      <button type="button" class="big" onClick={() => (lacks.length > 0 ? setAsked(true) : next())}>
        {say('phone.next')}
      </button>
    </Page>
  );
}

function markOfFacilitator(there: boolean | undefined): Mark | null {
  if (there === undefined) return null;
  return there ? 'present' : 'absent';
}

function Legend() {
  return (
    <ul class="legend" aria-hidden="true">
      {MARKS.map((mark) => (
        <li key={mark}>
          <MarkStone seed={7} mark={mark} />
          {say(`mark.${mark}`)}
        </li>
      ))}
    </ul>
  );
}

/** The same people one under the other, each with plain radio buttons. */
function List({ group, form, change }: StepProps) {
  return (
    <>
      {group.facilitators.map((one) => (
        <Line
          key={`f${one.n}`}
          name={`${one.name} (${say('phone.facilitator')})`}
          field={`f${one.n}`}
          marks={['present', 'absent']}
          mark={markOfFacilitator(form.by[one.n])}
          choose={(mark) => change({ ...form, by: { ...form.by, [one.n]: mark === 'present' } })}
        />
      ))}
      {group.people.map(({ seat, name }) => (
        <Line
          key={`p${seat}`}
          name={name}
          field={`p${seat}`}
          marks={MARKS}
          mark={form.marks[seat] ?? null}
          choose={(mark) => change({ ...form, marks: { ...form.marks, [seat]: mark } })}
        />
      ))}
    </>
  );
}

interface LineProps {
  readonly name: string;
  readonly field: string;
  readonly marks: readonly Mark[];
  readonly mark: Mark | null;
  readonly choose: (mark: Mark) => void;
}

function Line({ name, field, marks, mark, choose }: LineProps) {
  return (
    <fieldset class="line">
      <legend>{name}</legend>
      <div class="line-marks">
        {marks.map((one) => (
          <label key={one} class="choice">
            <input type="radio" name={field} autocomplete="off" checked={mark === one} onChange={() => choose(one)} />
            <span class="choice-face">{say(`mark.${one}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
