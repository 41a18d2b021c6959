import { ownPath } from '../sso/own-path.ts';
import type { HttpContext } from './route.ts';

/** How a browser says that its person came from a page of ours, or by hand. */
const OF_OUR_OWN = ['same-origin', 'none'];

/**
 * Where a browser that is to go to a provider has to go first; null when it may go.
 *
 * From another site's link to the sign-in page: where the provider asks nothing, a link alone would open a session. And by another
 * name of this site to the one that a provider sends people back to: a cookie that is kept here would be missing there.
 */
export function firstStop(
  { req }: HttpContext,
  publicUrl: string | null,
  { to, home }: { readonly to?: string | undefined; readonly home?: '1' | undefined },
): string | null {
  const from = req.header('sec-fetch-site');
  if (from !== undefined && !OF_OUR_OWN.includes(from)) {
    const path = ownPath(to);
    return path === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ to: path })}`;
  }
  // Once: behind a proxy that passes on another name, it would go round for ever.
  if (publicUrl === null || home !== undefined) return null;
  const here = new URL(req.url);
  const there = new URL(here.pathname + here.search, publicUrl);
  if (there.host === here.host) return null;
  there.searchParams.set('home', '1');
  return there.href;
}
