import { PEOPLE_ROUTES } from '#schemas/http/people';
import { requestFile } from '../../../http/request.ts';
import { useDownload } from '../../../parts/use-download.ts';
import { useApp } from '../../../session/app.ts';

type Query = Readonly<Record<string, string | number | undefined>>;

/** Saves the accounts that fit as the hub writes them down, and says so if that fails. */
export function useSavedPeople(): (query: Query) => Promise<void> {
  const { notices } = useApp();
  const download = useDownload();
  return async (query) => {
    await download.start((signal) =>
      requestFile(PEOPLE_ROUTES.exportPeople, { query: { ...query, format: 'csv' }, signal }),
    );
    const { value } = download.state;
    if (value.kind === 'failed') notices.failed(value.sentence);
  };
}
