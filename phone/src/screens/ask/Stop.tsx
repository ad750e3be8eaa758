import { useEffect } from 'preact/hooks';
import { leaveInterview } from '../../actions/ask';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { leaveFlow } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved } from '../NotSaved';
import { useFinish } from './finishing';
import { askAddress } from './route';
import { type About, useSitting } from './sitting';

/** A pause: go on now, go on another day, or end it with what was answered. */
export function StopScreen(about: About) {
  const { desk, refresh } = useOffice();
  const { group, asked, instrument, name } = about;
  const { interview } = useSitting(about);
  useEffect(() => leaveInterview(desk, asked), []);
  const { busy, problem, finish } = useFinish(about);
  const later = async () => {
    await refresh();
    leaveFlow(askAddress(group.id));
  };
  const answered = interview.before.length > 0 || interview.answers.size > 0;
  return (
    <Page title={say('phone.ask.pause_title')} above={`${name} · ${instrument.title}`}>
      <p>{say(answered ? 'phone.ask.pause_kept' : 'phone.ask.pause_nothing')}</p>
      <NotSaved problem={problem} />
      <Link to={askAddress(group.id, asked, interview.position + 1)} how="inFlow" look="big">
        {say('phone.ask.go_on')}
      </Link>
      <button type="button" class="quiet" onClick={() => void later()}>
        {say('phone.ask.another_day')}
      </button>
      {answered && (
        <button type="button" class="quiet" disabled={busy} onClick={finish}>
          {say('phone.ask.end_here')}
        </button>
      )}
    </Page>
  );
}
