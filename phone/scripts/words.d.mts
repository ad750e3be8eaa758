export interface Word {
  readonly key: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly drafts: readonly string[];
}
export const LANGUAGES: readonly string[];
export function rowsOf(csv: string): string[][];
export function wordsOf(csv: string, file: string): Word[];
export function faultsOf(words: readonly Word[]): string[];
export function readTable(folder?: string): Word[];
