import type { SearchAnswer } from '#schemas/http/search';
import { searchWords as words } from '../../text/search.ts';

/** One line of the palette: a way to somewhere, or words to search for. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly path: string;
  /** To be put into the field; null: it leads to `path`. */
  readonly search: string | null;
}

export interface ChoiceGroup {
  readonly title: string;
  readonly choices: readonly Choice[];
}

export interface ChoicesOf {
  readonly q: string;
  readonly answer: SearchAnswer | null;
  readonly places: readonly { readonly path: string; readonly title: string }[];
  readonly recent: readonly string[];
  readonly saved: readonly string[];
}

/** What can be chosen now: with nothing typed what was searched before and the screens, else what fits. */
export function choicesOf({ q, answer, places, recent, saved }: ChoicesOf): ChoiceGroup[] {
  const typed = q.trim().toLowerCase();
  const way = (path: string, title: string, detail = ''): Choice => ({
    ...{ id: `to-${path}`, title, detail, path, search: null },
  });
  const again = (list: string, one: string): Choice => ({
    ...{ id: `${list}-${one}`, title: one, detail: '', path: '', search: one },
  });
  const helps = words.helps.filter(
    ([, title, more]) => typed !== '' && `${title} ${more}`.toLowerCase().includes(typed),
  );
  const screens = places.filter(({ title }) => title.toLowerCase().includes(typed));
  const groups: ChoiceGroup[] = [
    ...(typed === ''
      ? [
          { title: words.saved, choices: saved.map((one) => again('saved', one)) },
          { title: words.recent, choices: recent.map((one) => again('recent', one)) },
        ]
      : (answer?.groups ?? []).map(({ kind, hits }) => ({
          title: words.kinds[kind],
          choices: hits.map(
            ({ id, title, detail, path }): Choice => ({
              ...{ id: `hit-${id}`, title, detail, path, search: null },
            }),
          ),
        }))),
    { title: words.screens, choices: screens.map(({ path, title }) => way(path, title)) },
    { title: words.help, choices: helps.map(([path, title]) => way(path, title)) },
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}
