import manifest from '../package.json' with { type: 'json' };

/** The version of this Tremolo. */
export const VERSION: string = manifest.version;
