import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { KEPT_STATES_MAX, KeptState, StateKey } from '#schemas/preferences/kept-state';
import { Preferences, PreferencesPatch } from '#schemas/preferences/preferences';
import { TimeMs } from '#schemas/units/units';

/** A value that an app or a part of a screen keeps with the account. */
export const StateRow = z.strictObject({ key: StateKey, value: KeptState, changedMs: TimeMs });
export type StateRow = z.infer<typeof StateRow>;

const KeyParams = z.object({ key: StateKey });

export const PREFERENCE_ROUTES = {
  preferences: {
    method: 'GET',
    path: '/api/v1/users/me/preferences',
    permission: 'session:own',
    tag: 'account',
    summary: 'How the person likes the screens.',
    answer: Preferences,
  },
  keepPreferences: {
    method: 'PUT',
    path: '/api/v1/users/me/preferences',
    permission: 'session:own',
    tag: 'account',
    summary: 'Keeps how the person likes the screens; what is left out is as usual, presets stay.',
    body: Preferences,
    answer: Preferences,
  },
  changePreferences: {
    method: 'PATCH',
    path: '/api/v1/users/me/preferences',
    permission: 'session:own',
    tag: 'account',
    summary: 'Changes some preferences; the others stay.',
    body: PreferencesPatch,
    answer: Preferences,
  },
  resetPreferences: {
    method: 'DELETE',
    path: '/api/v1/users/me/preferences',
    permission: 'session:own',
    tag: 'account',
    summary: 'Makes all preferences as usual again; presets and kept values stay.',
    answer: Preferences,
  },
  states: {
    method: 'GET',
    path: '/api/v1/users/me/state',
    permission: 'session:own',
    tag: 'account',
    summary: 'All values that are kept with the account for apps and parts of screens.',
    answer: z.strictObject({ items: z.array(StateRow) }),
  },
  state: {
    method: 'GET',
    path: '/api/v1/users/me/state/:key',
    permission: 'session:own',
    tag: 'account',
    summary: 'One such value.',
    params: KeyParams,
    answer: StateRow,
    errors: ['not_found'],
  },
  keepState: {
    method: 'PUT',
    path: '/api/v1/users/me/state/:key',
    permission: 'session:own',
    tag: 'account',
    summary: `Keeps any short JSON under a key; ${KEPT_STATES_MAX} keys at most.`,
    params: KeyParams,
    body: z.strictObject({ value: KeptState }),
    answer: StateRow,
    errors: ['conflict'],
  },
  dropState: {
    method: 'DELETE',
    path: '/api/v1/users/me/state/:key',
    permission: 'session:own',
    tag: 'account',
    summary: 'Keeps that value no longer.',
    params: KeyParams,
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
