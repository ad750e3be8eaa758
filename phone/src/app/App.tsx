import { useEffect } from 'preact/hooks';
import type { Group } from '../records/group';
import { ChooseScreen } from '../screens/ask/Choose';
import { DoneScreen } from '../screens/ask/Done';
import { InterviewScreen } from '../screens/ask/Interview';
import { type Office, OfficeContext } from '../screens/desk';
import { EnrolScreen } from '../screens/enrol/Screen';
import { SavedScreen } from '../screens/group/Saved';
import { GroupScreen } from '../screens/group/Screen';
import { asKnownHere } from '../screens/home/lib';
import { HomeScreen } from '../screens/home/Screen';
import { MissedScreen } from '../screens/missed/Screen';
import { OutboxScreen } from '../screens/outbox/Screen';
import { SessionScreen } from '../screens/session/Screen';
import { AboutScreen, ForgetScreen, SettingsScreen } from '../screens/settings/Screen';
import { LanguageScreen } from '../screens/welcome/Screen';
import { go, goBack, goInstead, useHash } from '../ui/router';
import { Strip } from '../ui/Strip';
import { say } from '../words';
import { type Route, routeOf } from './routes';

interface Props {
  readonly office: Office;
  /** No language was chosen on this phone yet. */
  readonly first: boolean;
}

export function App({ office, first }: Props) {
  const route = routeOf(useHash());
  const { phone } = office;
  useEffect(() => {
    document.documentElement.lang = phone.language;
  }, [phone.language]);
  return (
    <OfficeContext.Provider value={office}>
      <Notices office={office} />
      {phone.enrolment === null ? <Outside route={route} first={first} /> : <Inside route={route} office={office} />}
      {phone.enrolment !== null && (
        <Strip
          held={phone.outbox.length}
          refused={phone.outbox.filter((entry) => entry.state === 'refused').length}
          sent={phone.sent.length}
          online={phone.online}
          sending={phone.sending}
        />
      )}
    </OfficeContext.Provider>
  );
}

/** Above every screen, and only when there is something to say. */
function Notices({ office }: { readonly office: Office }) {
  const synthetic = office.phone.enrolment?.synthetic === true;
  if (!synthetic && !office.phone.updateReady) return null;
  return (
    <header>
      {synthetic && <p class="synthetic">{say('phone.synthetic')}</p>}
      {office.phone.updateReady && (
        <p class="update" role="status">
          {say('phone.update.ready')}{' '}
          <button type="button" class="inline" onClick={office.useNewVersion}>
            {say('phone.update.use')}
          </button>
        </p>
      )}
    </header>
  );
}

/** Before enrolment: a language, then the code. A scanned code survives the choice of language. */
function Outside({ route, first }: { readonly route: Route; readonly first: boolean }) {
  if (route.page === 'language' || first) {
    const then = () => route.page === 'enrol' || go('/enrol');
    return <LanguageScreen then={then} />;
  }
  return <EnrolScreen code={route.page === 'enrol' ? route.code : ''} />;
}

function Inside({ route, office }: { readonly route: Route; readonly office: Office }) {
  switch (route.page) {
    case 'home':
      return <HomeScreen />;
    case 'language':
    case 'settings-language':
      return <LanguageScreen then={goBack} back="/settings" />;
    case 'enrol':
      return <EnrolScreen code={route.code} />;
    case 'settings':
      return <SettingsScreen />;
    case 'about':
      return <AboutScreen />;
    case 'forget':
      return <ForgetScreen />;
    case 'outbox':
      return <OutboxScreen />;
    default:
      return <InGroup route={route} office={office} />;
  }
}

type GroupRoute = Extract<Route, { group: string }>;

function InGroup({ route, office }: { readonly route: GroupRoute; readonly office: Office }) {
  const { phone } = office;
  const group = phone.groups.find((one) => one.id === route.group);
  useEffect(() => {
    if (group === undefined) goInstead('/');
  }, [group]);
  if (group === undefined) return null;
  switch (route.page) {
    case 'group':
      return <GroupScreen group={group} />;
    case 'saved':
      return <SavedScreen group={group} n={route.n} />;
    case 'missed':
      return <MissedScreen group={group} />;
    case 'ask':
      return <ChooseScreen group={group} />;
    case 'session':
      return (
        <SessionScreen
          key={`${route.n}/${route.correcting ?? ''}`}
          {...route}
          group={asKnownHere(group, phone.outbox)}
        />
      );
    default:
      return <Asking route={route} group={group} office={office} />;
  }
}

type AskRoute = Extract<Route, { instrument: string }>;

function Asking({
  route,
  group,
  office,
}: {
  readonly route: AskRoute;
  readonly group: Group;
  readonly office: Office;
}) {
  const asked = { group: group.id, seat: route.seat, wave: route.wave, instrument: route.instrument };
  const instrument = office.phone.instruments.find((one) => one.name === route.instrument);
  if (route.page === 'done') return <DoneScreen group={group} asked={asked} />;
  if (instrument === undefined) return <ChooseScreen group={group} />;
  return <InterviewScreen group={group} asked={asked} instrument={instrument} page={route.at} />;
}
