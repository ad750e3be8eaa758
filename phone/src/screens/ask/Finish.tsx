import { Page } from '../../ui/Page';
import { say } from '../../words';
import { NotSaved } from '../NotSaved';
import { useFinish } from './finishing';
import type { About } from './sitting';

interface Props extends About {
  readonly above: string;
  readonly back: string;
}

/** All was asked: thank the person, and hand the answers over. */
export function FinishScreen({ above, back, ...about }: Props) {
  const { busy, problem, finish } = useFinish(about);
  return (
    <Page title={say('phone.ask.end')} above={above} back={back}>
      <p>{say('phone.ask.end_sealed')}</p>
      <NotSaved problem={problem} />
      <button type="button" class="big" disabled={busy} onClick={finish}>
        {say('phone.ask.seal')}
      </button>
    </Page>
  );
}
