/** How much of a file is there, of how much. */
export type OnBytes = (have: number, of: number) => void;

export interface Fetched {
  readonly path: string;
  readonly bytes: number;
  /** It was there before. */
  readonly wasThere: boolean;
}
