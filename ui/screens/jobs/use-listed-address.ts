import { useSignalEffect } from '@preact/signals';
import type { List } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { type Address, useAddress } from '../../session/use-address.ts';

/** What the address says of order and search, to begin a list with. */
export function listedAt(address: Address): { sort: string | undefined; search: string } {
  return { sort: address.get('sort') || undefined, search: address.get('q') };
}

/** Keeps the list's order and search in the address, so that a link brings the same view. */
export function useListedAddress<Row>({ sort, search }: List<Row>): void {
  const { router } = useApp();
  const address = useAddress();
  useSignalEffect(() => {
    const said = { sort: sort.value ?? '', q: search.value.trim() };
    const isSaid = said.sort === address.get('sort') && said.q === address.get('q');
    if (!isSaid) router.go(address.with(said), 'replace');
  });
}
