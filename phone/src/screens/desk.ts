/** What the app hands to every screen. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Desk } from '../actions/desk';
import type { Language } from '../records/codes';
import type { Alone } from '../store/contact';
import type { Snapshot } from '../store/snapshot';
import type { Ending } from '../sync/exchange';

export interface Phone extends Snapshot {
  readonly language: Language;
  readonly online: boolean;
  readonly sending: boolean;
  /** How the last attempt to send ended since the app was opened. */
  readonly ending: Ending | null;
  readonly updateReady: boolean;
  /** The browser promised to keep what waits here, even when the phone runs out of room. */
  readonly stays: boolean;
  readonly alone: Alone;
  /** Today on the phone's clock. */
  readonly today: string;
}

export interface Office {
  readonly desk: Desk;
  readonly phone: Phone;
  /** Read the store again and show what it says. */
  refresh(): Promise<void>;
  send(): Promise<void>;
  speak(language: Language): Promise<void>;
  useNewVersion(): void;
  /** Remove the whole app from this phone. */
  leave(): Promise<void>;
}

export const OfficeContext = createContext<Office | null>(null);

export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (office === null) throw new Error('Screens live inside the app.');
  return office;
}
