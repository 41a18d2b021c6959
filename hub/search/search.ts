import type { Permission } from '#schemas/access/permissions';
import type { SearchAnswer, SearchHit, SearchKind, SearchQuery } from '#schemas/http/search';
import type { UserId } from '#schemas/ids/ids';
import { matchScore, wordsOf } from './match.ts';

/** Who looks for something, and what he may see. */
export interface Seeker {
  readonly userId: UserId;
  readonly permissions: ReadonlySet<Permission>;
  /** What he may in parts of the plant, by the node or the name of the area. */
  readonly inAreas: ReadonlyMap<string, ReadonlySet<Permission>>;
}

/** Where things of one kind are found. */
export interface SearchSource {
  readonly kind: SearchKind;
  readonly needs: Permission;
  /** What is needed is enough in one part of the plant: what is found is then of that part alone. */
  readonly within?: true;
  /** The store has looked for the words, also where nothing of it is shown: whatever it found fits. */
  readonly isSearched?: true;
  /** Things that may fit, without their order: all of them, or those that the store found for the words. */
  readonly find: (
    query: string,
    limit: number,
    seeker: Seeker,
  ) => readonly Found[] | Promise<readonly Found[]>;
}

export type Found = Omit<SearchHit, 'kind'>;

export interface SearchDeps {
  readonly sources: readonly SearchSource[];
  readonly maySomewhere: (seeker: Seeker, permission: Permission) => boolean;
  readonly failed: (kind: SearchKind, error: unknown) => void;
}

/** Finds things of every kind. One kind that fails takes nothing from the others. */
export class Search {
  readonly #deps: SearchDeps;

  constructor(deps: SearchDeps) {
    this.#deps = deps;
  }

  async find({ q, kinds, limit }: SearchQuery, seeker: Seeker): Promise<SearchAnswer> {
    const words = wordsOf(q);
    const failed: SearchKind[] = [];
    const asked = this.#deps.sources.filter(
      (source) =>
        this.#isOpen(source, seeker) && (kinds === undefined || kinds.includes(source.kind)),
    );
    const groups = await Promise.all(
      asked.map(async (source) => {
        const { kind, find } = source;
        try {
          return groupOf(source, words, await find(q, limit, seeker), limit);
        } catch (error) {
          this.#deps.failed(kind, error);
          failed.push(kind);
          return null;
        }
      }),
    );
    const found = groups
      .filter((group) => group !== null)
      .filter(({ hits }) => hits.length > 0)
      // Sorting keeps the order of kinds where they are equal.
      .sort((a, b) => b.best - a.best)
      .map(({ best: _, ...group }) => group);
    return { groups: found, failed };
  }

  #isOpen({ needs, within }: SearchSource, seeker: Seeker): boolean {
    if (within === true) return this.#deps.maySomewhere(seeker, needs);
    return seeker.permissions.has(needs);
  }
}

/** What fits somehow counts less than whatever fits by a name. */
const FITS_SOMEHOW = 1;

function groupOf(
  { kind, isSearched }: SearchSource,
  words: readonly string[],
  found: readonly Found[],
  limit: number,
) {
  const scored = found
    .map((one) => ({
      one,
      score:
        matchScore(words, one.title, `${one.detail} ${one.id}`) || (isSearched ? FITS_SOMEHOW : 0),
    }))
    .filter(({ score }) => score > 0)
    // Of what happened the latest first, where it fits equally.
    .sort((a, b) => b.score - a.score || (b.one.atMs ?? 0) - (a.one.atMs ?? 0));
  return {
    kind,
    hits: scored.slice(0, limit).map(({ one }) => ({ kind, ...one })),
    isMore: scored.length > limit,
    best: scored[0]?.score ?? 0,
  };
}
