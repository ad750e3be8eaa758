export const MAY_IMPORT: Readonly<Record<string, readonly string[]>>;
export function faultsIn(path: string, text: string): string[];
export function faultsOfHouse(source?: string): string[];
