import { useState } from 'preact/hooks';
import { recordSupervision, refusedBody } from '../../actions/record-supervision';
import { HELP_TOPICS } from '../../records/codes';
import { ChooseOne } from '../../ui/Choices';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { Unkept, useDraft } from '../draft';
import { Kept } from '../Kept';
import { NotSaved } from '../NotSaved';
import { useSave } from '../save';
import { bodyOf, DRAFT, formOf, LINE_LENGTH } from './lib';

/** Ask the supervisor for help: what about, and one line. */
export function HelpScreen({ correcting }: { readonly correcting: string | null }) {
  const { desk, phone } = useOffice();
  const draft = `${DRAFT}${correcting ?? ''}`;
  const { form, change, unkept } = useDraft(draft, () => formOf(refusedBody('help', phone.outbox, correcting)));
  const [asked, setAsked] = useState(false);
  const { saving, problem, save } = useSave();
  if (form === null) return null;
  const keep = () => {
    setAsked(true);
    const body = bodyOf(form, phone.today);
    if (body === null) return;
    save(() => recordSupervision(desk, 'help', body, { draft, outbox: phone.outbox, correcting }), '/help/saved');
  };
  return (
    <>
      <Unkept shown={unkept} />
      <Page title={say('phone.help.title')} back="/">
        <p class="hint">{say('phone.help.who')}</p>
        <ChooseOne
          legend={say('phone.help.about')}
          name="topic"
          codes={HELP_TOPICS}
          chosen={form.topic}
          nameOf={(code) => say(`phone.help.${code}`)}
          choose={(topic) => change({ ...form, topic })}
          problem={asked && form.topic === null ? say('phone.help.choose') : undefined}
        />
        <form autocomplete="off" onSubmit={(event) => event.preventDefault()}>
          <label class="note">
            {say('phone.help.line')}
            <textarea
              rows={2}
              maxLength={LINE_LENGTH}
              value={form.line}
              onInput={(event) => change({ ...form, line: event.currentTarget.value })}
            />
          </label>
        </form>
        <p class="hint">{say('phone.noticed.no_names')}</p>
        <NotSaved problem={problem} />
        <button type="button" class="big" disabled={saving} onClick={keep}>
          {say('phone.help.ask')}
        </button>
      </Page>
    </>
  );
}

export function HelpSaved() {
  return <Kept above={say('phone.help.title')} to="/" verb={say('phone.help.home')} />;
}
