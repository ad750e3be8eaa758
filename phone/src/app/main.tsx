/** Opens the database and starts the app, or says what this browser lacks. */

import { render } from 'preact';
import { canSeal } from '../records/seal';
import { openVault } from '../store/database';
import { say, speak } from '../words';
import { DEFAULT_LANGUAGE, live } from './life';
import './styles/ground.css';
import './styles/controls.css';
import './styles/path.css';
import './styles/circle.css';
import './styles/forms.css';
import './styles/said.css';
import './styles/answers.css';
import './styles/lock.css';
import './styles/always.css';

async function start(root: HTMLElement): Promise<void> {
  if (!canSeal()) throw new Error('This browser cannot seal.');
  const vault = await openVault('tuvurane', () => location.reload());
  document.getElementById('old')?.remove();
  await live(root, vault);
}

const root = document.getElementById('app');
if (root !== null) void start(root).catch(() => refuse(root));

/** A browser that keeps nothing would lose people's work, and one that cannot lock would leak it: it is told so. */
async function refuse(where: HTMLElement): Promise<void> {
  await speak(DEFAULT_LANGUAGE);
  document.getElementById('old')?.remove();
  const words = canSeal() ? say('phone.no_store') : say('phone.no_lock');
  render(
    <main class="page">
      <p class="problem">{words}</p>
      <a class="link-quiet" href="/plain/">
        {say('phone.old.link')}
      </a>
    </main>,
    where,
  );
}
