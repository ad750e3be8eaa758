import { useState } from 'preact/hooks';
import { forgetEverything } from '../../store/forget';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { goInstead } from '../../ui/router';
import { CHOICES, say } from '../../words';
import { useOffice } from '../desk';

/** Language, what this app is, and a way to empty this phone. */
export function SettingsScreen() {
  const { phone } = useOffice();
  return (
    <Page title={say('phone.settings.title')} back="/">
      <p>
        {phone.enrolment?.me.name}
        <br />
        {phone.enrolment?.organisation.name}
      </p>
      <Link to="/settings/language" look="quiet">
        {say('phone.language')}: {CHOICES.find((choice) => choice.language === phone.language)?.name}
      </Link>
      <Link to="/about" look="quiet">
        {say('phone.about.title')}
      </Link>
      <Link to="/settings/forget" look="quiet">
        {say('phone.forget.title')}
      </Link>
    </Page>
  );
}

export function AboutScreen() {
  const { phone } = useOffice();
  const draft = CHOICES.find((choice) => choice.language === phone.language)?.draft ?? '';
  return (
    <Page title={say('phone.about.title')} back="/settings">
      <p>{say('phone.about.what')}</p>
      <p>{say('phone.about.safe')}</p>
      <p>{say('phone.about.circle')}</p>
      {draft !== '' && <p class="hint">{say('phone.about.draft')}</p>}
      {phone.enrolment?.synthetic === true && <p class="hint">{say('phone.synthetic')}</p>}
    </Page>
  );
}

/** Empty this phone: only after saying what would be lost, and being told yes. */
export function ForgetScreen() {
  const { desk, phone, refresh } = useOffice();
  const [sure, setSure] = useState(false);
  const unsent = phone.outbox.length;
  const forget = async () => {
    await forgetEverything(desk.store);
    desk.interviews.clear();
    goInstead('/');
    await refresh();
  };
  return (
    <Page title={say('phone.forget.title')} back="/settings">
      <p>{say('phone.forget.what')}</p>
      {unsent > 0 && (
        <p class="problem" role="alert">
          {say('phone.forget.unsent', { n: unsent })}
        </p>
      )}
      <label class="choice">
        <input type="checkbox" checked={sure} onChange={() => setSure(!sure)} />
        <span class="choice-face">{say('phone.forget.sure')}</span>
      </label>
      <button type="button" class="danger" disabled={!sure} onClick={() => void forget()}>
        {say('phone.forget.go')}
      </button>
    </Page>
  );
}
