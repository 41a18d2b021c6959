const HERE = 'http://here.invalid';

/**
 * The path of a screen of this site, as `to` asks for it; the first page for anything else. After it is resolved, for `/.//x`
 * resolves to the address of another site, and without the API, where a browser has no business of its own.
 */
export function ownPath(to: string | undefined): string {
  if (to === undefined || !to.startsWith('/') || !URL.canParse(to, HERE)) return '/';
  const { origin, pathname, search } = new URL(to, HERE);
  const isOwn = origin === HERE && !pathname.startsWith('//') && !pathname.startsWith('/api/');
  return isOwn ? pathname + search : '/';
}
