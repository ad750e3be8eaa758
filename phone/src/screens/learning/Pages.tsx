import type { Group } from '../../records/group';
import { DoneChoose, DoneSaved, DoneScreen } from '../done/Screen';
import { HelpSaved, HelpScreen } from '../help/Screen';
import { RaisePages } from '../raise/Pages';
import { ShiftPages } from '../shift/Pages';
import { LearningScreen } from './Screen';

export { BeforeThePin } from '../raise/Before';

export type LearningRoute =
  | { readonly page: 'learning' | 'help-saved' }
  | { readonly page: 'help'; readonly correcting: string | null }
  | { readonly page: 'done-choose' | 'done-saved'; readonly group: string }
  /** What stands after it is read where it is shown. */
  | { readonly page: 'shift' | 'role' | 'now'; readonly group: string; readonly path: readonly string[] }
  | {
      readonly page: 'checklist';
      readonly group: string;
      readonly n: number;
      readonly at: string;
      readonly correcting: string | null;
    };

/**
 * A facilitator's own way, the call for help, "What was done?", what was noticed outside a session, and somebody who
 * needs help; fetched in the background once the office was heard, and kept on the phone.
 */
export function LearningPages({ route, group }: { readonly route: LearningRoute; readonly group: Group | null }) {
  switch (route.page) {
    case 'learning':
      return <LearningScreen />;
    case 'help':
      return <HelpScreen correcting={route.correcting} />;
    case 'help-saved':
      return <HelpSaved />;
    default:
      return group === null ? null : <OfGroup route={route} group={group} />;
  }
}

type GroupRoute = Extract<LearningRoute, { group: string }>;

function OfGroup({ route, group }: { readonly route: GroupRoute; readonly group: Group }) {
  switch (route.page) {
    case 'checklist':
      return <DoneScreen key={route.n} group={group} n={route.n} at={route.at} correcting={route.correcting} />;
    case 'done-saved':
      return <DoneSaved group={group} />;
    case 'now':
      return <RaisePages group={group} path={route.path} />;
    case 'shift':
    case 'role':
      return <ShiftPages group={group} page={route.page} path={route.path} />;
    default:
      return <DoneChoose group={group} />;
  }
}
