import { useState } from 'preact/hooks';
import { Page } from '../../ui/Page';
import { say } from '../../words';

interface Props {
  readonly unsent: number;
  readonly forget: () => Promise<void>;
  readonly back: () => void;
}

/** The PIN is forgotten: what that means, and a way to begin anew, once it was confirmed. */
export function ForgotScreen({ unsent, forget, back }: Props) {
  const [sure, setSure] = useState(false);
  return (
    <Page title={say('phone.forgot.title')}>
      <p>{say('phone.forgot.what')}</p>
      <p class="lock-count">{say('phone.lock.unsent', { n: unsent })}</p>
      <label class="choice">
        <input type="checkbox" autocomplete="off" checked={sure} onChange={() => setSure(!sure)} />
        <span class="choice-face">{say('phone.forgot.sure')}</span>
      </label>
      <button type="button" class="danger" disabled={!sure} onClick={() => void forget()}>
        {say('phone.forgot.go')}
      </button>
      <button type="button" class="quiet" onClick={back}>
        {say('phone.back')}
      </button>
    </Page>
  );
}
