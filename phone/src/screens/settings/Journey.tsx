import { useState } from 'preact/hooks';
import { rescueFile } from '../../actions/rescue';
import { Page } from '../../ui/Page';
import { SaveFile } from '../../ui/SaveFile';
import { say } from '../../words';
import { useOffice } from '../desk';

/** Before a journey: send, then remove everything; only after saying what would be lost, and being told yes. */
export function JourneyScreen() {
  const { desk, phone, send, leave } = useOffice();
  const [sure, setSure] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const unsent = phone.outbox.length + phone.leftBehind;
  const go = () => {
    setLeaving(true);
    void leave();
  };
  return (
    <Page title={say('phone.journey.title')} back="/settings">
      <p>{say('phone.journey.what')}</p>
      <p>{say('phone.journey.honest')}</p>
      {unsent === 0 ? (
        <p role="status">{say('phone.saved.sent')}</p>
      ) : (
        <>
          <p class="problem" role="alert">
            {say('phone.journey.lost', { n: unsent })}
          </p>
          <button type="button" class="big" disabled={phone.sending} onClick={() => void send()}>
            {phone.sending ? say('phone.strip.sending') : say('phone.outbox.send')}
          </button>
          {phone.ending?.how === 'network' && <p role="status">{say('phone.strip.no_network')}</p>}
          <SaveFile make={() => rescueFile(desk.store)} />
        </>
      )}
      <label class="choice">
        <input type="checkbox" autocomplete="off" checked={sure} onChange={() => setSure(!sure)} />
        <span class="choice-face">{say('phone.journey.sure')}</span>
      </label>
      <button type="button" class="danger" disabled={!sure || leaving || phone.sending} onClick={go}>
        {leaving ? say('phone.wait') : say('phone.journey.go')}
      </button>
    </Page>
  );
}

/** The last page: the database, the files and the worker of this app are gone from this browser. */
export function EmptyScreen() {
  return (
    <Page title={say('phone.journey.done_title')}>
      <p>{say('phone.journey.honest')}</p>
      <p>{say('phone.journey.done_how')}</p>
      <p>
        <strong>{say('phone.journey.done_close')}</strong>
      </p>
    </Page>
  );
}
