import { useState } from 'preact/hooks';
import type { Language } from '../records/codes';
import type { File } from '../records/rescue';
import { EvictedScreen, GoneScreen } from '../screens/lock/Gone';
import { LockScreen } from '../screens/lock/Screen';
import { ChoosePinScreen } from '../screens/pin/Screen';
import { EmptyScreen } from '../screens/settings/Journey';
import { LanguageScreen } from '../screens/welcome/Screen';
import type { Unlocked } from '../store/lock';
import { Lazily } from '../ui/Lazily';
import { speakLater } from '../words';
import type { Closed } from './stage';

const steps = () =>
  Promise.all([import('../screens/learning/Pages'), speakLater()]).then(([pages]) => pages.BeforeThePin);

export interface Doorkeeper {
  readonly speak: (language: Language) => Promise<void>;
  readonly choosePin: (pin: string, alive: (done: number) => void) => Promise<void>;
  readonly unlock: (pin: string, alive: (done: number) => void) => Promise<Unlocked>;
  /** Destroy the keys because the PIN is forgotten. */
  readonly forget: () => Promise<void>;
  readonly file: () => Promise<File>;
}

interface Props {
  readonly stage: Closed;
  /** Null until one was chosen on this phone. */
  readonly language: Language;
  /** No language was chosen on this phone yet. */
  readonly first: boolean;
  readonly keeper: Doorkeeper;
}

/** What a phone shows before its PIN is entered: first the language, then whatever the stage asks for. */
export function Gate({ stage, language, first, keeper }: Props) {
  const [choosing, setChoosing] = useState(false);
  const [again, setAgain] = useState(false);
  const [helping, setHelping] = useState(false);
  if (stage.at === 'empty') return <EmptyScreen />;
  if (first || choosing) {
    return <LanguageScreen language={language} speak={keeper.speak} then={() => setChoosing(false)} />;
  }
  if (stage.at === 'locked' && helping) return <Lazily load={steps} props={{ back: () => setHelping(false) }} />;
  if (stage.at === 'locked') {
    const ways = { changeLanguage: () => setChoosing(true), help: () => setHelping(true) };
    return <LockScreen {...stage} {...keeper} {...ways} language={language} />;
  }
  if (stage.at === 'gone' && !again) return <GoneScreen {...stage} file={keeper.file} again={() => setAgain(true)} />;
  if (stage.at === 'evicted' && !again) return <EvictedScreen unsent={stage.unsent} again={() => setAgain(true)} />;
  return <ChoosePinScreen former={stage.at === 'choose' && stage.former} choose={keeper.choosePin} />;
}
