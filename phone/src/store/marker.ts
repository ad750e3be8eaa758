/**
 * A word outside the database, which a browser that clears or evicts the database may leave: that this phone was
 * registered, and how much waited. No id, no name.
 */

const NAME = 'tuvurane';

export interface Marker {
  readonly unsent: number;
}

export function readMarker(): Marker | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(NAME) ?? 'null');
    const unsent = (found as { unsent?: unknown } | null)?.unsent;
    return typeof unsent === 'number' ? { unsent } : null;
  } catch {
    return null;
  }
}

export function keepMarker(unsent: number): void {
  try {
    localStorage.setItem(NAME, JSON.stringify({ unsent }));
  } catch {
    // A browser that keeps no word beside its database can say nothing when that is lost.
  }
}

export function dropMarker(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // As above: then there is nothing to remove.
  }
}
