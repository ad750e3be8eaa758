import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { CHOICES, say } from '../../words';
import { useOffice } from '../desk';

/** Language, what this app is, and what to do before a journey. */
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
      <Link to="/settings/journey" look="quiet">
        {say('phone.journey.title')}
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
