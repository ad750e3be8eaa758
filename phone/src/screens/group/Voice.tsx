import { VOICE_QUESTIONS, type VoiceQuestion } from '../../records/codes';
import type { Heard } from '../../records/group';
import { say } from '../../words';

const [BAR, GAP, HEIGHT] = [10, 4, 32];

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
  return last === undefined ? '–' : `${last.n}: ${percent(last[question] ?? 0)}`;
}

function percent(share: number): number {
  return Math.round(share * 100);
}

function Bars({ question, sessions }: { readonly question: VoiceQuestion; readonly sessions: readonly Heard[] }) {
  const first = sessions[0]?.n ?? 1;
  const width = ((sessions[sessions.length - 1]?.n ?? first) - first + 1) * (BAR + GAP) - GAP;
  const told = sessions.map((one) => `${one.n}: ${one[question] === null ? '–' : percent(one[question])}`);
  return (
    <svg role="img" aria-label={told.join(', ')} viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT}>
      {sessions.map((one) => {
        const share = one[question];
        const x = (one.n - first) * (BAR + GAP);
        if (share === null) return null;
        const height = Math.max(2, share * HEIGHT);
        return <rect key={one.n} class="share" x={x} y={HEIGHT - height} width={BAR} height={height} rx="2" />;
      })}
      <path class="share-ground" d={`M0 ${HEIGHT - 0.5}H${width}`} />
    </svg>
  );
}
