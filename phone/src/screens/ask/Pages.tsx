import { useEffect } from 'preact/hooks';
import { leaveInterview } from '../../actions/ask';
import type { Group } from '../../records/group';
import { dueOn } from '../../records/schedule';
import { goInstead } from '../../ui/router';
import { useOffice } from '../desk';
import { asKnownHere } from '../home/lib';
import { DeclineScreen } from './Decline';
import { DoneScreen } from './Done';
import { InterviewScreen } from './Interview';
import { type AskRoute, askAddress, askRoute } from './route';
import { StopScreen } from './Stop';
import { WhomScreen } from './Whom';

interface Props {
  readonly group: Group;
  /** What stands in the address after `ask`. */
  readonly path: readonly string[];
}

/** Everything about asking; fetched when first needed, and kept on the phone with the rest. */
export function AskPages({ group, path }: Props) {
  const { phone } = useOffice();
  const known = asKnownHere(group, phone.outbox, phone.sent);
  const route = askRoute(path);
  if (route.page === 'whom') return <WhomScreen group={known} />;
  if (route.page === 'done') return <DoneScreen group={known} due={route.due} />;
  return <OfPerson key={askAddress(group.id, route.due, '')} group={known} route={route} />;
}

type PersonRoute = Extract<AskRoute, { page: 'interview' | 'stop' | 'decline' }>;

/** The pages of one questionnaire; whoever is no longer to be asked it leads back to the list. */
function OfPerson({ group, route }: { readonly group: Group; readonly route: PersonRoute }) {
  const { desk, phone } = useOffice();
  const { due } = route;
  const instrument = phone.instruments.find(({ name }) => name === due.instrument);
  const left = dueOn(group, phone.today).some(
    (one) => one.seat === due.seat && one.arm === due.arm && one.wave === due.wave && one.instrument === due.instrument,
  );
  const lost = instrument === undefined || !left;
  useEffect(() => {
    if (lost) goInstead(askAddress(group.id));
  }, [lost]);
  // Whoever comes back to this person finds where it stands, and no answer.
  useEffect(() => () => leaveInterview(desk, { group: group.id, ...due }), []);
  if (instrument === undefined || lost) return null;
  const asked = { group: group.id, ...due };
  const name = group.people.find(({ seat }) => seat === due.seat)?.name ?? String(due.seat);
  const about = { group, asked, instrument, name };
  switch (route.page) {
    case 'decline':
      return <DeclineScreen {...about} />;
    case 'stop':
      return <StopScreen {...about} />;
    default:
      return <InterviewScreen {...about} at={route.at} />;
  }
}
