import { SESSIONS } from '../records/codes';
import type { Group } from '../records/group';
import { lateSessions, nextSession } from '../records/held';
import { say } from '../words';
import { middles, outline, PATH_HEIGHT, PATH_WIDTH, SIGNS, way } from './stones';

interface Props {
  /** The group with what this phone recorded for it. */
  readonly group: Group;
  /** Sessions recorded here that the server does not hold yet. */
  readonly unsent: ReadonlySet<number>;
  readonly today: string;
  /** The session that was just saved: its stone fills. */
  readonly justSaved?: number | null;
}

/** The path of fifteen stones, with the same told in words for who cannot see it. */
export function Path({ group, unsent, today, justSaved = null }: Props) {
  const points = middles(group.seed);
  const late = new Set(lateSessions(group, today));
  return (
    <svg class="path" viewBox={`0 0 ${PATH_WIDTH} ${PATH_HEIGHT}`} role="img" aria-label={told(group, unsent, late)}>
      <path class="path-way" d={way(points)} />
      {points.map(({ x, y }, at) => (
        <g key={at} class={at + 1 === justSaved ? 'stone-new' : undefined} transform={`translate(${x} ${y})`}>
          <Stone group={group} n={at + 1} late={late} unsent={unsent.has(at + 1)} />
        </g>
      ))}
    </svg>
  );
}

function Stone({ group, n, late, unsent }: { group: Group; n: number; late: ReadonlySet<number>; unsent: boolean }) {
  const held = group.sessions.find((session) => session.n === n);
  const shape = outline(group.seed, n);
  if (held !== undefined) {
    return (
      <>
        <path class={`stone stone-held phase-${held.phase}`} d={shape} />
        <path class="sign" transform="scale(1.3)" d={SIGNS[held.phase]} />
        {unsent && <circle class="stone-unsent" cx="16" cy="-16" r="6" />}
      </>
    );
  }
  const next = nextSession(group) === n;
  return (
    <>
      <path class={`stone ${late.has(n) ? 'stone-late' : 'stone-coming'} ${next ? 'stone-next' : ''}`} d={shape} />
      <text class={`stone-number ${next || late.has(n) ? 'strong' : ''}`} y="5.500" text-anchor="middle">
        {n}
      </text>
    </>
  );
}

function told(group: Group, unsent: ReadonlySet<number>, late: ReadonlySet<number>): string {
  const parts = [say('phone.path.held', { n: group.sessions.length, all: SESSIONS })];
  const last = group.sessions[group.sessions.length - 1];
  if (last !== undefined) parts.push(`${say('phone.session.phase')}: ${say(`phase.${last.phase}`)}`);
  if (unsent.size > 0) parts.push(say('phone.path.unsent', { n: [...unsent].join(', ') }));
  if (late.size > 0) parts.push(say('phone.path.late', { n: [...late].join(', ') }));
  return parts.join('. ');
}
