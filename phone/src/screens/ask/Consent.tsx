import { isClosed } from '../../records/interview';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { go } from '../../ui/router';
import { say } from '../../words';
import { askAddress } from './route';
import { type About, useSitting } from './sitting';

interface Props extends About {
  readonly above: string;
  readonly back: string;
}

/** Before the first question, and before going on: the person is asked whether they agree. */
export function ConsentScreen({ above, back, ...about }: Props) {
  const { interview, worded, sitting } = useSitting(about);
  const { group, asked, instrument } = about;
  const begun = interview.position > 0;
  const start = () => go(askAddress(group.id, asked, interview.position + 1), 'inFlow');
  const behind = instrument.items
    .slice(0, interview.position)
    .filter((item) => !isClosed(item, sitting.screening)).length;
  return (
    <Page title={say(begun ? 'phone.ask.go_on_title' : 'phone.consent.title')} above={above} back={back}>
      {begun && <p>{say('phone.ask.behind', { n: behind })}</p>}
      <ul class="plain">
        <li>{say('phone.consent.alone')}</li>
        <li>{say('phone.consent.free')}</li>
        <li>{say('phone.consent.stop')}</li>
        <li>{say('phone.consent.sealed')}</li>
      </ul>
      {!worded && <p class="gentle">{say('phone.ask.no_wording')}</p>}
      <button type="button" class="big" onClick={start}>
        {say(begun ? 'phone.ask.go_on' : 'phone.consent.agrees')}
      </button>
      <button type="button" class="quiet" onClick={() => history.back()}>
        {say('phone.consent.not_now')}
      </button>
      <Link to={askAddress(group.id, asked, begun ? 'stop' : 'decline')} how="inFlow" look="quiet">
        {say(begun ? 'phone.ask.wants_to_stop' : 'phone.consent.declines')}
      </Link>
    </Page>
  );
}
