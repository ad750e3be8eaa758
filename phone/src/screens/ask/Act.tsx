import { Page } from '../../ui/Page';
import { say } from '../../words';
import { OnCall } from './OnCall';

interface Props {
  readonly above: string;
  /** The person on call and how to reach them; empty where the office named nobody. */
  readonly call: string;
  readonly done: () => void;
  /** Leads to where the questionnaire can be ended. */
  readonly stop: () => void;
}

/** Somebody spoke of ending their life: what to do now, without network. It is gone once it is left. */
export function ActScreen({ above, call, done, stop }: Props) {
  return (
    <Page title={say('phone.act.title')} above={above}>
      <section class="act">
        <ol>
          <li>{say('phone.act.stay')}</li>
          <li>{say('phone.act.listen')}</li>
          <li>{say('phone.act.danger')}</li>
          <li>
            {say('phone.act.call')}
            <OnCall call={call} />
          </li>
          <li>{say('phone.act.with')}</li>
          <li>{say('phone.act.only')}</li>
        </ol>
      </section>
      <p>{say('phone.act.nothing_kept')}</p>
      <button type="button" class="big" onClick={done}>
        {say('phone.act.go_on')}
      </button>
      <button type="button" class="quiet" onClick={stop}>
        {say('phone.ask.wants_to_stop')}
      </button>
    </Page>
  );
}
