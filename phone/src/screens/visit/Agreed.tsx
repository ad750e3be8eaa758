import { uuid7 } from '../../records/ids';
import { ChooseOne } from '../../ui/Choices';
import { DateFields } from '../../ui/DateFields';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { nameIn } from '../round/lib';
import { type Agreed, MOST_AGREED, newAgreed, WHAT_LENGTH } from './lib';
import type { StepProps } from './Screen';

const MYSELF = 'me';

/** What was agreed, by when, and who does it. None is an answer too. */
export function AgreedStep({ round, above, form, change, next, back, problem }: StepProps) {
  const { desk, phone } = useOffice();
  const put = (changed: Agreed) =>
    change({ ...form, agreed: form.agreed.map((one) => (one.id === changed.id ? changed : one)) });
  const remove = (id: string) => change({ ...form, agreed: form.agreed.filter((one) => one.id !== id) });
  const add = () => change({ ...form, agreed: [...form.agreed, newAgreed(uuid7(desk.now().getTime()), phone.today)] });
  const lacks = problem('agreed_what', 'agreed_day');
  return (
    <Page title={say('phone.visit.agreed')} above={above} back={back}>
      {form.agreed.length === 0 && <p>{say('phone.visit.agreed_none')}</p>}
      {form.agreed.map((one, at) => (
        <section key={one.id} class="part">
          <h2>{say('phone.visit.agreed_n', { n: at + 1 })}</h2>
          <form autocomplete="off" onSubmit={(event) => event.preventDefault()}>
            <label class="note">
              {say('phone.visit.what')}
              <textarea
                rows={2}
                maxLength={WHAT_LENGTH}
                value={one.what}
                onInput={(event) => put({ ...one, what: event.currentTarget.value })}
              />
            </label>
          </form>
          <DateFields legend={say('phone.visit.until')} value={one.due} change={(due) => put({ ...one, due })} />
          <ChooseOne
            legend={say('phone.visit.whose')}
            name={`whose-${one.id}`}
            codes={[MYSELF, ...form.seen]}
            chosen={one.who ?? MYSELF}
            nameOf={(id) => (id === MYSELF ? say('phone.visit.myself') : (nameIn(round, id) ?? ''))}
            choose={(id) => put({ ...one, who: id === MYSELF ? null : id })}
          />
          <button type="button" class="quiet" onClick={() => remove(one.id)}>
            {say('phone.visit.remove')}
          </button>
        </section>
      ))}
      {lacks !== undefined && (
        <p class="problem" role="alert">
          {lacks}
        </p>
      )}
      {form.agreed.length < MOST_AGREED && (
        <button type="button" class="quiet" onClick={add}>
          {say('phone.visit.add')}
        </button>
      )}
      <button type="button" class="big" onClick={next}>
        {say('phone.next')}
      </button>
    </Page>
  );
}
