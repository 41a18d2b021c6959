import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const ROOT = join(import.meta.dir, '..', '..');

const NOT_OURS = new Set(['node_modules', '.git', '.bun', '.data', 'dist', 'build']);

/** Every file of the project below `folder`, as paths from the root with forward slashes. */
export function projectFiles(folder = '.'): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    if (NOT_OURS.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...projectFiles(path));
    else found.push(relative(ROOT, join(ROOT, path)).split(sep).join('/'));
  }
  return found;
}

/** The TypeScript sources, tests included. */
export function sourceFiles(): string[] {
  return projectFiles().filter((path) => path.endsWith('.ts'));
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What a source imports: the specifiers of its static and dynamic imports and re-exports. */
export function importsOf(path: string): string[] {
  const pattern =
    /(?:^|[\s;])(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|import\s*\(\s*['"]([^'"]+)['"]\s*\)|^import\s+['"]([^'"]+)['"]/gm;
  return [...read(path).matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3]);
}

/** The file from the root that a relative or `#` specifier means, or null for a package. */
export function resolveImport(from: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return `${specifier.slice(1)}.ts`;
  if (!specifier.startsWith('.')) return null;
  return join(from, '..', specifier).split(sep).join('/');
}
