import { useEffect } from 'preact/hooks';
import type { Group } from '../records/group';
import { type Office, OfficeContext } from '../screens/desk';
import { EnrolScreen } from '../screens/enrol/Screen';
import { SavedScreen } from '../screens/group/Saved';
import { GroupScreen } from '../screens/group/Screen';
import { asKnownHere } from '../screens/home/lib';
import { HomeScreen } from '../screens/home/Screen';
import type { LearningRoute } from '../screens/learning/Pages';
import { MissedScreen } from '../screens/missed/Screen';
import { sorted } from '../screens/outbox/lib';
import { OutboxScreen } from '../screens/outbox/Screen';
import { SessionScreen } from '../screens/session/Screen';
import { JourneyScreen } from '../screens/settings/Journey';
import { AboutScreen, SettingsScreen } from '../screens/settings/Screen';
import { SettleMissedScreen, SettleScreen } from '../screens/settle/Screen';
import { LanguageScreen } from '../screens/welcome/Screen';
import { Lazily } from '../ui/Lazily';
import { go, goBack, goInstead, useHash } from '../ui/router';
import { Strip } from '../ui/Strip';
import { say, speakLater } from '../words';
import { type Route, routeOf } from './routes';

const learning = () => withWords(import('../screens/learning/Pages')).then((pages) => pages.LearningPages);
const asking = () => withWords(import('../screens/ask/Pages')).then((pages) => pages.AskPages);
const rounds = () => withWords(import('../screens/round/Pages')).then((pages) => pages.RoundPages);

/** A screen that comes later, and the words that it speaks. */
async function withWords<Pages>(pages: Promise<Pages>): Promise<Pages> {
  await speakLater();
  return pages;
}

/** The app once its PIN was entered. */
export function App({ office }: { readonly office: Office }) {
  const route = routeOf(useHash());
  const { phone } = office;
  const { waiting, refused, aside, taken } = sorted(phone);
  return (
    <OfficeContext.Provider value={office}>
      <Notices office={office} route={route} />
      {phone.enrolment === null ? <Outside route={route} office={office} /> : <Inside route={route} office={office} />}
      {phone.enrolment !== null && (
        <Strip
          held={waiting.length + refused.length}
          refused={refused.length}
          aside={aside.length}
          sent={taken.length}
          online={phone.online}
          sending={phone.sending}
        />
      )}
    </OfficeContext.Provider>
  );
}

/** Who is in the middle of these is not called away: a new version waits until they are done. */
const FLOWS: readonly Route['page'][] = [
  ...(['session', 'missed', 'settle', 'settle-missed', 'checklist', 'help'] as const),
];
const ROUND_FLOWS = ['visit', 'done', 'rate'];

function inFlow(route: Route): boolean {
  if (route.page === 'ask') return route.path.length > 0;
  if (route.page === 'now') return route.path[0] === 'tell';
  if (route.page === 'shift' || route.page === 'role') return route.path[0] !== 'saved';
  return FLOWS.includes(route.page) || (route.page === 'round' && ROUND_FLOWS.includes(route.path[0] ?? ''));
}

/** Above every screen, and only when there is something to say. */
function Notices({ office, route }: { readonly office: Office; readonly route: Route }) {
  const { phone } = office;
  const synthetic = phone.enrolment?.synthetic === true;
  const lonely = phone.enrolment !== null && phone.alone.warn;
  const update = phone.updateReady && !inFlow(route);
  if (!synthetic && !lonely && !update) return null;
  return (
    <header>
      {synthetic && <p class="synthetic">{say('phone.synthetic')}</p>}
      {lonely && <p class="update">{say('phone.alone.warn', { n: phone.alone.days, most: phone.alone.most })}</p>}
      {update && (
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

/** Before enrolment: the code. A scanned one survives the choice of language and PIN. */
function Outside({ route, office }: { readonly route: Route; readonly office: Office }) {
  if (route.page === 'language') {
    return <LanguageScreen language={office.phone.language} speak={office.speak} then={() => go('/enrol')} />;
  }
  return <EnrolScreen code={route.page === 'enrol' ? route.code : ''} />;
}

function Inside({ route, office }: { readonly route: Route; readonly office: Office }) {
  switch (route.page) {
    case 'home':
      return onlySupervises(office) ? (
        <Lazily key="round" load={rounds} props={{ path: [], home: true }} />
      ) : (
        <HomeScreen />
      );
    case 'round':
      return <Lazily key="round" load={rounds} props={{ path: route.path, home: onlySupervises(office) }} />;
    case 'language':
    case 'settings-language':
      return <LanguageScreen language={office.phone.language} speak={office.speak} then={goBack} back="/settings" />;
    case 'enrol':
      return <EnrolScreen code={route.code} />;
    case 'settings':
      return <SettingsScreen />;
    case 'about':
      return <AboutScreen />;
    case 'journey':
      return <JourneyScreen />;
    case 'outbox':
      return <OutboxScreen />;
    case 'learning':
    case 'help':
    case 'help-saved':
      return <Lazily key="learning" load={learning} props={{ route, group: null }} />;
    default:
      return <InGroup route={route} office={office} />;
  }
}

/** Whoever leads no group finds the round where others find their groups. */
function onlySupervises({ phone }: Office): boolean {
  return phone.groups.length === 0 && phone.own?.round != null;
}

type GroupRoute = Extract<Route, { group: string }>;

function InGroup({ route, office }: { readonly route: GroupRoute; readonly office: Office }) {
  const { phone } = office;
  const group = phone.groups.find((one) => one.id === route.group);
  useEffect(() => {
    if (group === undefined) goInstead('/');
  }, [group]);
  if (group === undefined) return null;
  if (route.page === 'ask' || (group.only_ask && route.page !== 'now')) {
    return <Lazily key="asking" load={asking} props={{ group, path: route.page === 'ask' ? route.path : [] }} />;
  }
  switch (route.page) {
    case 'group':
      return <GroupScreen group={group} />;
    case 'saved':
      return <SavedScreen group={group} n={route.n} />;
    case 'missed':
      return <MissedScreen group={group} />;
    case 'settle':
      return <SettleScreen key={route.n} group={asKnownHere(group, phone.outbox, phone.sent)} n={route.n} />;
    case 'settle-missed':
      return <SettleMissedScreen group={asKnownHere(group, phone.outbox, phone.sent)} on={route.on} />;
    case 'done-choose':
    case 'done-saved':
    case 'checklist':
    case 'shift':
    case 'role':
    case 'now':
      return <OfGroup route={route} group={asKnownHere(group, phone.outbox, phone.sent)} />;
    default:
      return (
        <SessionScreen
          key={`${route.n}/${route.correcting ?? ''}`}
          {...route}
          group={asKnownHere(group, phone.outbox, phone.sent)}
        />
      );
  }
}

type OwnGroupRoute = Extract<LearningRoute, { group: string }>;

function OfGroup({ route, group }: { readonly route: OwnGroupRoute; readonly group: Group }) {
  return <Lazily key="learning" load={learning} props={{ route, group }} />;
}
