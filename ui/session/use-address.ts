import { effect, type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useApp } from './app.ts';

/** What the address says besides the screen: `/administration/users?role=viewer`. Reading it subscribes to the address. */
export interface Address {
  get(name: string): string;
  /** The address with these changed; an empty value is left out. */
  with(changes: Readonly<Record<string, string>>): string;
}

/** The address of the page, followed wherever it leads. */
export function useAddress(): Address {
  const { router } = useApp();
  router.route.value;
  return {
    get: (name) => new URLSearchParams(location.search).get(name) ?? '',
    with: (changes) => {
      const query = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') query.delete(name);
        else query.set(name, value);
      }
      return query.size === 0 ? location.pathname : `${location.pathname}?${query}`;
    },
  };
}

/** A value that stands in the address, so that a link or the back button brings the same view: for filters. */
export function useAddressSignal(name: string): Signal<string> {
  const { router } = useApp();
  const address = useAddress();
  const value = useSignal(address.get(name));
  const here = router.route.value;
  useEffect(() => {
    value.value = address.get(name);
  }, [here]);
  // At once, not after the next drawing: until then an older address could put the value back.
  useEffect(
    () =>
      effect(() => {
        const said = value.value;
        if (said !== address.get(name)) router.go(address.with({ [name]: said }), 'replace');
      }),
    [name],
  );
  return value;
}
