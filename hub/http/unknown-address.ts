import { TremoloError } from '#schemas/errors/tremolo-error';
import { type Route, WrongMethodError } from './route.ts';

/** What to say of a request that no route took: that the address takes other methods, or that there is nothing. */
export function unknownAddress(routes: readonly Route[]): (path: string) => TremoloError {
  const patterns = routes.map(({ row }) => ({
    method: row.method,
    path: new RegExp(`^${row.path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`),
  }));
  return (path) => {
    const methods = patterns.filter((one) => one.path.test(path)).map(({ method }) => method);
    if (methods.length === 0)
      return new TremoloError('not_found', 'There is nothing at this address.');
    return new WrongMethodError([
      ...(methods.includes('GET') ? ['HEAD'] : []),
      ...new Set(methods),
    ]);
  };
}
