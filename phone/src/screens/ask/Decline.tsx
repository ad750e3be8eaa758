import { decline } from '../../actions/ask';
import { Page } from '../../ui/Page';
import { goBack } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved } from '../NotSaved';
import { useSave } from '../save';
import { askAddress } from './route';
import type { About } from './sitting';

/** Somebody says no to the whole questionnaire: said once more before it is saved. */
export function DeclineScreen({ group, asked, instrument, name }: About) {
  const { desk, phone } = useOffice();
  const { saving, problem, save } = useSave();
  const keep = () => save(() => decline(desk, asked, phone.today), askAddress(group.id, asked, 'done'));
  return (
    <Page title={say('phone.decline.title')} above={`${name} · ${instrument.title}`} back={askAddress(group.id, asked)}>
      <p>{say('phone.decline.what')}</p>
      <NotSaved problem={problem} />
      <button type="button" class="big" disabled={saving} onClick={keep}>
        {say('phone.decline.save')}
      </button>
      <button type="button" class="quiet" onClick={goBack}>
        {say('phone.decline.undo')}
      </button>
    </Page>
  );
}
