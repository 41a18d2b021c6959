import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, read } from './source-files.ts';

/** A package that Tremolo ships with, directly or because another one needs it. */
export interface ProductionPackage {
  readonly name: string;
  readonly version: string;
  /** As an SPDX expression, from the package itself. */
  readonly licence: string;
}

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalPeers?: readonly string[];
  readonly os?: unknown;
}
type Locked = Readonly<Record<string, readonly [id: string, from: string, needs: LockedPackage]>>;

/**
 * All packages of production in the lock file, by name. Builds of a package for one system only are left out: they belong to
 * the package that asks for them, and not all of them are installed here.
 */
export function productionPackages(): ProductionPackage[] {
  const locked = (Bun.JSONC.parse(read('bun.lock')) as { packages: Locked }).packages;
  const waiting = Object.keys(JSON.parse(read('package.json')).dependencies);
  const seen = new Set<string>();
  const found = new Map<string, ProductionPackage>();
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    const [id, , needs] = locked[key];
    const at = id.lastIndexOf('@');
    const one = { name: id.slice(0, at), version: id.slice(at + 1), licence: licenceOf(key) };
    found.set(id, one);
    for (const name of neededBy(needs)) {
      const place = placeOf(name, key, locked);
      if (place !== null && !isForOneSystem(place, needs, locked)) waiting.push(place);
    }
  }
  return [...found.values()].sort((a, b) =>
    `${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1,
  );
}

function neededBy(needs: LockedPackage): string[] {
  const peers = Object.keys(needs.peerDependencies ?? {});
  return [
    ...Object.keys(needs.dependencies ?? {}),
    ...Object.keys(needs.optionalDependencies ?? {}),
    ...peers.filter((name) => !needs.optionalPeers?.includes(name)),
  ];
}

const isForOneSystem = (place: string, needs: LockedPackage, locked: Locked) =>
  locked[place][2].os !== undefined &&
  Object.keys(needs.optionalDependencies ?? {}).some((name) => place.endsWith(name));

/** Key of the package that `name` means to the one at `key`: the nearest above it, as Node looks for it. */
function placeOf(name: string, key: string, locked: Locked): string | null {
  const parts = key.match(/(?:@[^/]+\/)?[^/]+/g) ?? [];
  for (let depth = parts.length; depth >= 0; depth--) {
    const place = [...parts.slice(0, depth), name].join('/');
    if (place in locked) return place;
  }
  return null;
}

function licenceOf(key: string): string {
  const parts = key.match(/(?:@[^/]+\/)?[^/]+/g) ?? [];
  const folder = join('node_modules', parts.join('/node_modules/'));
  if (!existsSync(join(ROOT, folder))) {
    throw new Error(`${key} is in the lock file and not installed: run bun install.`);
  }
  const { license, licenses } = JSON.parse(read(join(folder, 'package.json')));
  const said =
    license?.type ?? license ?? licenses?.map(({ type }: { type: string }) => type).join(' OR ');
  return said ?? licenceOfText(folder);
}

/** Of a package that only has the text: the one whose words cannot be another’s. */
function licenceOfText(folder: string): string {
  const file = readdirSync(join(ROOT, folder)).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? '' : read(join(folder, file));
  return /Permission is hereby granted, free of charge, to any person/.test(text)
    ? 'MIT'
    : 'unknown';
}
