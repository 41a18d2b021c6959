import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import { BUILT_IN_ROLES, permissionsOfRole, type Role } from '#schemas/access/roles';
import { ROUTES } from '#schemas/http/routes';
import { CHANNELS } from '#schemas/websocket/messages';
import { projectFiles, read } from '../house/source-files.ts';
import { MatrixBox, matrixLines, WHO } from './matrix-box.ts';
import { MATRIX_FILE } from './write-matrix.ts';

setDefaultTimeout(180_000);
let box: MatrixBox;
let actual: string[];

beforeAll(async () => {
  box = await MatrixBox.start();
  actual = await matrixLines(box);
});
afterAll(() => box?.stop());

test('every route, channel and topic gives to each who tries exactly what the matrix says', async () => {
  const expected = (await Bun.file(MATRIX_FILE).text()).trimEnd().split('\n');
  expect(actual).toEqual(expected);
});

test('of every route and channel a role may have what its permissions name, and nothing else', () => {
  const roles = new Map<string, Role>(Object.entries(BUILT_IN_ROLES));
  const asked = [
    ...Object.values(ROUTES).map((row) => [`${row.method} ${row.path}`, row.permission] as const),
    ...Object.entries(CHANNELS),
  ];
  for (const [what, permission] of asked) {
    const cells = actual.find((line) => line.startsWith(`${what} `))?.slice(84) ?? '';
    for (const role of roles.keys()) {
      const at = WHO.indexOf(role) * 15;
      const cell = cells.slice(at, at + 15).trim();
      const may =
        permission === 'public' || permissionsOfRole(role, roles).has(permission as Permission);
      // A refusal may also come from what the route looks at; nothing may be given beyond the permission.
      if (!may) expect(`${what} ${role}: ${cell}`).toBe(`${what} ${role}: no`);
    }
  }
});

test('every permission is asked for by a route, a channel or a part of a screen', () => {
  const inRoutes = Object.values(ROUTES).flatMap(({ permission, alsoIn }) => [permission, alsoIn]);
  const asked = new Set<string | undefined>([...inRoutes, ...Object.values(CHANNELS)]);
  const screens = projectFiles('ui')
    .filter((path) => path.endsWith('.ts'))
    .map(read)
    .join('\n');
  const idle = PERMISSION_NAMES.filter(
    (permission) => !asked.has(permission) && !screens.includes(`may('${permission}')`),
  );
  expect(idle).toEqual([]);
});
