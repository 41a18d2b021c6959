import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Whether the page is as narrow as a phone (below 768 px); follows its turning. */
export function useNarrow(): boolean {
  const query = matchMedia('(max-width: 767px)');
  const isNarrow = useSignal(query.matches);
  useEffect(() => {
    const look = () => {
      isNarrow.value = query.matches;
    };
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return isNarrow.value;
}
