import { refused } from '#schemas/errors/refused';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import { type Route, WrongMethodError } from './route.ts';

/** The methods that an address takes; none where there is nothing. */
export type MethodsAt = (path: string) => readonly string[];

/** What the routes take at each address: HEAD wherever there is a GET, and OPTIONS everywhere. */
export function methodsAt(routes: readonly Route[]): MethodsAt {
  const patterns = routes.map(({ row }) => ({
    methods: row.method === 'GET' ? ['GET', 'HEAD'] : [row.method],
    path: new RegExp(`^${row.path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`),
  }));
  return (path) => {
    const found = patterns.filter((one) => one.path.test(path)).flatMap(({ methods }) => methods);
    return found.length === 0 ? [] : [...new Set(found), 'OPTIONS'];
  };
}

/** What to say of a request that no route took: that the address takes other methods, or that there is nothing. */
export function unknownAddress(methods: readonly string[]): TremoloError {
  if (methods.length > 0) return new WrongMethodError(methods);
  return refused('nothing_at_address');
}
