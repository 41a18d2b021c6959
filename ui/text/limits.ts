const entries = (n: number) => (n === 1 ? 'entry' : 'entries');
const characters = (n: number) => (n === 1 ? 'character' : 'characters');

/** What a value must keep to, in English. */
export const limits = {
  between: (min: number, max: number) => `${min} to ${max}`,
  atLeast: (min: number) => `${min} or more`,
  atMost: (max: number) => `up to ${max}`,
  charactersBetween: (min: number, max: number) => `${min} to ${max} ${characters(max)}`,
  charactersAtLeast: (min: number) => `${min} ${characters(min)} or more`,
  charactersAtMost: (max: number) => `up to ${max} ${characters(max)}`,
  entriesBetween: (min: number, max: number) => `${min} to ${max} ${entries(max)}`,
  entriesAtLeast: (min: number) => `${min} ${entries(min)} or more`,
  entriesAtMost: (max: number) => `up to ${max} ${entries(max)}`,
  above: (min: number) => `more than ${min}`,
  matches: (pattern: string) => `matches ${pattern}`,
  usual: (value: string) => `default ${value}`,
} as const;
