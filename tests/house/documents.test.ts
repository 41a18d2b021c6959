import { expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TOPICS } from '#schemas/broker/topics';
import { AgentSettings } from '#schemas/config/agent-settings';
import { HubSettings } from '#schemas/config/hub-settings';
import { REASONS } from '#schemas/errors/reasons';
import { ERROR_CODES } from '#schemas/errors/tremolo-error';
import { administration } from '../../ui/text/administration.ts';
import { settings } from '../../ui/text/settings.ts';
import { projectFiles, ROOT, read } from './source-files.ts';

const documents = () => projectFiles().filter((path) => path.endsWith('.md'));

test('every file that a document names exists', () => {
  const missing = documents().flatMap((document) => {
    const named = [
      ...read(document).matchAll(
        /`((?:agent|docs|firmware-scripts|hub|installer|schemas|signal|tests|ui)\/[\w./-]+)`/g,
      ),
    ];
    return named
      .map((match) => match[1])
      .filter((path) => !existsSync(join(ROOT, path)))
      .map((path) => `${document}: ${path}`);
  });
  expect(missing).toEqual([]);
});

test('every script that a document tells a person to run exists', () => {
  const scripts = JSON.parse(read('package.json')).scripts;
  const missing = documents().flatMap((document) => {
    const named = [...read(document).matchAll(/(?:bun|npm) run ([a-z][\w:-]*)/g)];
    return named.map((match) => match[1]).filter((name) => !(name in scripts));
  });
  expect(missing).toEqual([]);
});

test('settings that a document shows are taken as they stand', () => {
  const blocks = documents().flatMap((document) =>
    [...read(document).matchAll(/```toml\n(.*?)```/gs)].map(([, toml]) => ({ document, toml })),
  );
  expect(blocks.length).toBeGreaterThan(1);
  for (const { document, toml } of blocks) {
    const said = Bun.TOML.parse(toml);
    const taken = [HubSettings, AgentSettings].some((shape) => shape.safeParse(said).success);
    expect(`${document} ${toml} ${taken}`).toBe(`${document} ${toml} true`);
  }
});

test('where a document leads on the screens there is something by that name', () => {
  const sections = { Administration: administration.sections, Settings: settings.sections };
  const astray = documents().flatMap((document) => {
    const page = read(document);
    const led = [...page.matchAll(/(Administration|Settings), (?=[A-Z])(.{1,40})/g)];
    return led
      .filter(([, screen, rest]) => {
        const words = Object.values(sections[screen as keyof typeof sections]);
        return !words.some((word) => rest.startsWith(word));
      })
      .map(([found]) => `${document}: ${found}`);
  });
  expect(astray).toEqual([]);
});

test('docs/topics.md has every topic with its sender, receiver and permission', () => {
  const page = read('docs/topics.md');
  for (const row of Object.values(TOPICS)) {
    const path = row.levels.reduce(
      (pattern: string, level) => pattern.replace('+', `<${level}>`),
      row.pattern,
    );
    expect(page).toContain(
      `| \`${path}\` | ${row.from} | ${row.to} | ${row.qos} | ${row.retain ? 'yes' : 'no'} | \`${row.permission}\` |`,
    );
  }
});

test('docs/errors.md has every reason, with its code and its sentence', () => {
  const page = read('docs/errors.md');
  for (const [name, [code, sentence]] of Object.entries(REASONS)) {
    const shown = code === null ? '–' : `\`${code}\``;
    expect(page).toContain(`| \`${name}\` | ${shown} | ${sentence.replaceAll('|', '\\|')} |`);
  }
});

test('docs/errors.md has every error code', () => {
  const page = read('docs/errors.md');
  for (const [code, row] of Object.entries(ERROR_CODES)) {
    expect(page).toContain(`| \`${code}\` | ${row.status} | ${row.turn} | ${row.title} |`);
  }
});

test('the lock file and the documents name no registry host', () => {
  for (const path of ['bun.lock', ...documents()])
    expect(read(path)).not.toMatch(/registry\.|npmjs/);
});

test('every dependency is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  for (const version of Object.values({ ...dependencies, ...devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test('every test that docs/security.md names exists', () => {
  const named = [
    ...read('docs/security.md').matchAll(
      /`((?:tests|hub)\/[\w./-]+\.test\.ts)`: "([^"|]+?)"(?=[;,)]| \|)/g,
    ),
  ];
  expect(named.length).toBeGreaterThan(50);
  const missing = named.filter(([, path, name]) => !read(path).includes(name));
  expect(missing.map(([, path, name]) => `${path}: ${name}`)).toEqual([]);
});
