import { Page } from '../../ui/Page';
import { say } from '../../words';
import { Steps } from './Steps';

/** The same steps before the PIN is entered: they name nobody, and whom to call is told behind it. */
export function BeforeThePin({ back }: { readonly back: () => void }) {
  return (
    <Page title={say('phone.raise.now')}>
      <Steps call="" />
      <p class="hint">{say('phone.raise.behind_pin')}</p>
      <button type="button" class="big" onClick={back}>
        {say('phone.lock.title')}
      </button>
    </Page>
  );
}
