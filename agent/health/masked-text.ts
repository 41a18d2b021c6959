const HIDDEN = '•••';

/** What a secret looks like where somebody wrote one down: the words before it stay, so that one sees what was there. */
const PATTERNS: readonly [RegExp, string][] = [
  // mqtts://user:password@host
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${HIDDEN}@`],
  [/\b(bearer|basic)\s+[\w~+/.=-]{8,}/gi, `$1 ${HIDDEN}`],
  [
    /\b((?:[\w-]*[-_])?(?:password|passphrase|passwd|secret|token|credential|authorization|api[-_]?key|private[-_]?key))(["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;}]+)/gi,
    `$1$2${HIDDEN}`,
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN],
];

/** The text without secrets: those that are known, wherever they stand, and whatever looks like one. */
export function maskedText(text: string, secrets: readonly string[]): string {
  // Short ones would blot out ordinary words.
  const known = secrets.filter(({ length }) => length >= 6);
  const without = known.reduce((left, secret) => left.replaceAll(secret, HIDDEN), text);
  return PATTERNS.reduce((left, [pattern, instead]) => left.replace(pattern, instead), without);
}
