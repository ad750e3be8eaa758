import { useEffect } from 'preact/hooks';
import type { Round } from '../../records/own';
import { goInstead } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { Kept } from '../Kept';
import { RateScreen } from '../rate/Screen';
import { VisitScreen } from '../visit/Screen';
import { AtScreen } from './At';
import { subjectOf, titleOf } from './lib';
import { ObserveScreen } from './Observe';
import { type RoundRoute, roundRoute } from './route';
import { EverybodyScreen, RoundScreen } from './Screen';

interface Props {
  /** What stands in the address after `/round`. */
  readonly path: readonly string[];
  /** The round is this phone's first page. */
  readonly home: boolean;
}

/** Everything of a supervisor's; fetched when it is first needed, and kept on the phone with the rest. */
export function RoundPages({ path, home }: Props) {
  const round = useOffice().phone.own?.round ?? null;
  useEffect(() => {
    if (round === null) goInstead('/');
  }, [round === null]);
  if (round === null) return null;
  const route = roundRoute(path);
  if ('subject' in route) return <About key={route.subject} route={route} round={round} />;
  return route.page === 'all' ? <EverybodyScreen round={round} /> : <RoundScreen round={round} home={home} />;
}

type AboutRoute = Extract<RoundRoute, { subject: string }>;

function About({ route, round }: { readonly route: AboutRoute; readonly round: Round }) {
  const subject = subjectOf(round, route.subject);
  const lost =
    subject === null ||
    (route.page === 'done' && subject.what !== 'group') ||
    (route.page === 'rate' && subject.what !== 'person');
  useEffect(() => {
    if (lost) goInstead('/round');
  }, [lost]);
  if (subject === null || lost) return null;
  switch (route.page) {
    case 'visit':
      return <VisitScreen {...{ round, subject }} step={route.step} correcting={route.correcting} />;
    case 'done':
      return subject.what === 'group' ? <ObserveScreen group={subject.group} {...begunOf(route)} /> : null;
    case 'rate':
      return subject.what === 'person' ? <RateScreen round={round} who={subject} {...begunOf(route)} /> : null;
    case 'saved':
      return <Kept above={titleOf(subject)} to="/round" verb={say('phone.round.back')} />;
    default:
      return <AtScreen round={round} subject={subject} />;
  }
}

function begunOf({ at, correcting }: Extract<RoundRoute, { page: 'done' | 'rate' }>) {
  return { at, correcting };
}
