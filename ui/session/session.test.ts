import { afterEach, expect, spyOn, test } from 'bun:test';
import { ACCESS_ROUTES } from '#schemas/http/access';
import { SESSION_ROUTES, SessionInfo } from '#schemas/http/session';
import { Session } from './session.ts';

const fetched = spyOn(globalThis, 'fetch');
afterEach(() => fetched.mockReset());

const ULID = '01HZX3T7Q0'.padEnd(26, '0');
const infoOf = (name: string) =>
  SessionInfo.parse({
    user: {
      userId: `us_${ULID}`,
      name,
      fullName: null,
      email: null,
      emailVerified: false,
      role: 'viewer',
      roleName: 'Viewer',
      timezone: null,
      language: null,
      isProtected: false,
      origin: 'local',
    },
    permissions: [],
    areas: [],
    navigation: [],
    features: [],
    csrfToken: 'token',
    duty: null,
    impersonator: null,
    sessionId: `se_${ULID}`,
    expiresMs: 1,
    site: { siteName: '', environment: 'production', adminContact: '', developersUntilMs: null },
    preferences: {
      theme: 'system',
      density: 'comfortable',
      palette: 'standard',
      accent: 'blue',
      shortcuts: true,
    },
  });
const refusal = () =>
  Response.json(
    {
      type: 'urn:tremolo:problem:not_signed_in',
      title: 'Not signed in',
      status: 401,
      detail: 'Sign in first.',
      code: 'not_signed_in',
      correlationId: 'c',
    },
    { status: 401 },
  );
/** Answers by path; a path with a promise waits for it. */
function answer(by: Record<string, () => Response | Promise<Response>>): void {
  fetched.mockImplementation((async (path: string) => by[path]?.() ?? refusal()) as never);
}
const nameIn = ({ state }: Session) =>
  state.value.kind === 'person' ? state.value.info.user.name : state.value.kind;
const setUp = () => Response.json({ needed: false });

test('an answer about the session before does not sign out who has come in meanwhile', async () => {
  let changes = 0;
  const session = new Session({ onChange: () => changes++ });
  const late = Promise.withResolvers<Response>();
  answer({
    [SESSION_ROUTES.session.path]: () => late.promise,
    [ACCESS_ROUTES.setupState.path]: setUp,
  });
  const asked = session.ask();
  session.enter(infoOf('Ada'));
  late.resolve(refusal());
  await asked;
  expect(nameIn(session)).toBe('Ada');
  expect(changes).toBe(1);
});

test('who asks while an answer is on its way gets the same; who knows of a change gets a newer one', async () => {
  const session = new Session({ onChange: () => undefined });
  const first = Promise.withResolvers<Response>();
  const answers = [first.promise, Response.json(infoOf('Bea'))];
  answer({ [SESSION_ROUTES.session.path]: () => answers.shift() ?? refusal() });
  const same = [session.ask(), session.ask()];
  const anew = session.askAnew();
  first.resolve(Response.json(infoOf('Ada')));
  await Promise.all(same);
  expect(nameIn(session)).toBe('Ada');
  await anew;
  expect(nameIn(session)).toBe('Bea');
  expect(answers).toEqual([]);
});

test('signing out ends here also what has ended already', async () => {
  const session = new Session({ onChange: () => undefined });
  session.enter(infoOf('Ada'));
  answer({});
  await session.signOut();
  expect(nameIn(session)).toBe('nobody');
});
