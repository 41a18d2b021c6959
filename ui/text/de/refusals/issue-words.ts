/** What is wrong with a field, in German; null: the rule has words of its own. */
export function issueWords(rule: string, of: string | null, limit: number | null): string | null {
  switch (rule) {
    case 'too_small':
      return tooSmall(of, limit);
    case 'too_big':
      return tooBig(of, limit);
    case 'invalid_type':
      return 'Hier fehlt eine Angabe, oder sie ist von der falschen Art.';
    case 'invalid_value':
    case 'invalid_union':
      return 'Diese Angabe gibt es hier nicht.';
    case 'unrecognized_keys':
      return 'Diese Angabe ist hier nicht vorgesehen.';
    case 'invalid_format':
      return of === null ? null : (FORMATS[of] ?? null);
    default:
      return null;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'Das ist keine E-Mail-Adresse.',
  url: 'Das ist keine Adresse, wie sie ein Browser versteht.',
  cidrv4: 'Das ist kein Netz wie 10.4.0.0/16.',
  regex: 'Das hat nicht die Form, die hier gilt.',
  cidrv6: 'Das ist kein Netz wie fd00::/8.',
};

function tooSmall(of: string | null, limit: number | null): string {
  if (of === 'string')
    return limit === 1 ? 'Das darf nicht leer sein.' : `Mindestens ${limit} Zeichen.`;
  return of === 'array' ? `Mindestens ${limit} auswählen.` : `Mindestens ${limit}.`;
}

function tooBig(of: string | null, limit: number | null): string {
  if (of === 'string') return `Höchstens ${limit} Zeichen.`;
  return of === 'array' ? `Höchstens ${limit} auswählen.` : `Höchstens ${limit}.`;
}
