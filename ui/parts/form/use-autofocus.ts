import { useLayoutEffect, useRef } from 'preact/hooks';

/** Focuses the field when it appears: by itself a browser does so only for the first page that it loads. */
export function useAutofocus<Field extends HTMLElement>(
  isWanted: boolean,
): { readonly current: Field | null } {
  const field = useRef<Field>(null);
  useLayoutEffect(() => {
    if (isWanted) field.current?.focus();
  }, []);
  return field;
}
