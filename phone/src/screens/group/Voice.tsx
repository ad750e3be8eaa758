import { SESSIONS, VOICE_QUESTIONS, type VoiceQuestion } from '../../records/codes';
import type { Heard } from '../../records/group';
import { say } from '../../words';

const [BAR, GAP, HEIGHT] = [8, 4, 32];
const WIDTH = SESSIONS * (BAR + GAP) - GAP;

/** What the stones said in the sessions before the latest one: a small bar a session, a gap where nothing is shown. */
export function VoiceBefore({ voice }: { readonly voice: readonly Heard[] }) {
  const sessions = [...voice].sort((one, other) => one.n - other.n);
  if (!sessions.some((one) => VOICE_QUESTIONS.some((question) => one[question] !== null))) return null;
  return (
    <section>
      <h2>{say('phone.voice.before')}</h2>
      <p class="hint">{say('phone.voice.signal')}</p>
      <ul class="rows">
        {VOICE_QUESTIONS.map((question) => (
          <li key={question} class="shares">
            <span>{say(`voice.${question}`)}</span>
            <Bars question={question} sessions={sessions} />
            <strong>{latest(question, sessions)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function latest(question: VoiceQuestion, sessions: readonly Heard[]): string {
  const shown = sessions.filter((one) => one[question] !== null);
  const last = shown[shown.length - 1];
  return last === undefined ? '–' : `${say('phone.session.n', { n: last.n })}: ${percent(last[question] ?? 0)}`;
}

function percent(share: number): number {
  return Math.round(share * 100);
}

/** A place for each of the fifteen sessions, so that four questions and two groups look alike. */
function Bars({ question, sessions }: { readonly question: VoiceQuestion; readonly sessions: readonly Heard[] }) {
  const told = sessions.map((one) => `${one.n}: ${one[question] === null ? '–' : percent(one[question])}`);
  return (
    <svg role="img" aria-label={told.join(', ')} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT}>
      {sessions.map((one) => {
        const share = one[question];
        const height = Math.max(2, (share ?? 0) * (HEIGHT - 2));
        const [x, y] = [(one.n - 1) * (BAR + GAP), HEIGHT - 1 - height];
        return share !== null && <rect key={one.n} class="share" x={x} y={y} width={BAR} height={height} rx="2" />;
      })}
      <path class="share-ground" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
    </svg>
  );
}
