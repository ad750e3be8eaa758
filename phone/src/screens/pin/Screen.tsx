import { useState } from 'preact/hooks';
import { weaknessOf } from '../../records/pin';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { Pad } from './Pad';

interface Props {
  /** The app of before left something to lock. */
  readonly former: boolean;
  readonly choose: (pin: string, alive: (done: number) => void) => Promise<void>;
}

/** Choose a PIN: once, and the same once more. */
export function ChoosePinScreen({ former, choose }: Props) {
  const [first, setFirst] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState<number | null>(null);

  const step = (kept: string | null, said: string | null) => {
    setFirst(kept);
    setTyped('');
    setProblem(said);
  };
  const next = () => {
    const weakness = weaknessOf(typed);
    if (weakness === null) step(typed, null);
    else step(null, say(`phone.pin.${weakness}`));
  };
  const keep = async () => {
    if (typed !== first) {
      step(null, say('phone.pin.differ'));
      return;
    }
    setWorking(0);
    await choose(typed, setWorking);
  };
  if (first !== null) {
    return (
      <Page title={say('phone.pin.again')}>
        <Pad
          key="again"
          label={say('phone.pin.label_again')}
          value={typed}
          change={setTyped}
          verb={say('phone.pin.keep')}
          submit={() => void keep()}
          working={working}
          problem={problem}
        />
      </Page>
    );
  }
  return (
    <Page title={say('phone.pin.choose')}>
      {former && <p class="gentle">{say('phone.pin.former')}</p>}
      <p class="hint">{say('phone.pin.how')}</p>
      <Pad
        key="first"
        label={say('phone.pin.label')}
        value={typed}
        change={setTyped}
        verb={say('phone.next')}
        submit={next}
        working={null}
        problem={problem}
      />
    </Page>
  );
}
