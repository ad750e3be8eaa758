import type { PlainFacts, Vault } from './database';

export async function plainFact<Name extends keyof PlainFacts>(
  vault: Vault,
  name: Name,
): Promise<PlainFacts[Name] | undefined> {
  return (await vault.db.get('plain', name)) as PlainFacts[Name] | undefined;
}

export async function keepPlain<Name extends keyof PlainFacts>(
  vault: Vault,
  name: Name,
  value: PlainFacts[Name],
): Promise<void> {
  await vault.db.put('plain', value, name);
}
