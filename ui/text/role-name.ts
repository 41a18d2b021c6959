import { builtInRoles } from './rights.ts';

/** What a role is called here: one that comes with Tremolo in the reader’s language, one of the site as the site calls it. */
export function roleNameWords(key: string, name: string): string {
  return builtInOf(key)?.name ?? name;
}

/** What a role is for, likewise. */
export function roleDescriptionWords(key: string, description: string): string {
  return builtInOf(key)?.description ?? description;
}

function builtInOf(key: string) {
  return Object.hasOwn(builtInRoles, key) ? builtInRoles[key as keyof typeof builtInRoles] : null;
}
