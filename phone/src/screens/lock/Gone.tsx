import type { File } from '../../records/rescue';
import type { Emptied } from '../../store/database';
import { Page } from '../../ui/Page';
import { SaveFile } from '../../ui/SaveFile';
import { say } from '../../words';

interface GoneProps {
  readonly why: Emptied;
  readonly unsent: number;
  readonly file: () => Promise<File>;
  readonly again: () => void;
}

/** The keys are destroyed: why, what is safe where, and two ways on. */
export function GoneScreen({ why, unsent, file, again }: GoneProps) {
  return (
    <Page title={say(why === 'withdrawn' ? 'phone.gone.withdrawn_title' : 'phone.gone.title')}>
      <p>{say(`phone.gone.${why}`)}</p>
      <p>{say('phone.gone.sent')}</p>
      {unsent > 0 && (
        <>
          <p>{say('phone.gone.unsent', { n: unsent })}</p>
          <SaveFile make={file} />
        </>
      )}
      <Again again={again} />
    </Page>
  );
}

/** The browser cleared or evicted the database; only the word beside it is left. */
export function EvictedScreen({ unsent, again }: { readonly unsent: number; readonly again: () => void }) {
  return (
    <Page title={say('phone.evicted.title')}>
      <p class={unsent > 0 ? 'problem' : ''}>
        {unsent > 0 ? say('phone.evicted.unsent', { n: unsent }) : say('phone.evicted.none')}
      </p>
      <Again again={again} />
    </Page>
  );
}

function Again({ again }: { readonly again: () => void }) {
  return (
    <button type="button" class="big" onClick={again}>
      {say('phone.gone.code')}
    </button>
  );
}
