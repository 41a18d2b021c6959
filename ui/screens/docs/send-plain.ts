import { text } from '../../text/en.ts';

/** What came back, as it is shown: the status (0 where nothing answered), how long it took, and the text of it. */
export interface Sent {
  readonly status: number;
  readonly tookMs: number;
  readonly text: string;
}

interface Value {
  readonly name: string;
  readonly where: 'path' | 'query';
  readonly value: string;
}

/** Long enough to see what comes; a page of a long list would hold the browser up. */
const SHOWN_MAX = 20_000;

/** Sends a GET with these values and gives whatever comes back: a refusal is worth seeing here, too. */
export async function sendPlain(path: string, values: readonly Value[]): Promise<Sent> {
  const given = values.filter(({ value }) => value.trim() !== '');
  const filled = path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(given.find((one) => one.name === name)?.value ?? ''),
  );
  const query = new URLSearchParams(
    given.filter(({ where }) => where === 'query').map(({ name, value }) => [name, value]),
  );
  const startMs = performance.now();
  const tookMs = () => Math.round(performance.now() - startMs);
  try {
    const response = await fetch(query.size === 0 ? filled : `${filled}?${query}`);
    return { status: response.status, text: pretty(await response.text()), tookMs: tookMs() };
  } catch (error) {
    console.info('The hub did not answer.', error);
    return { status: 0, text: text.problem.unreachable, tookMs: tookMs() };
  }
}

function pretty(body: string): string {
  const shown = asJson(body);
  return shown.length > SHOWN_MAX ? `${shown.slice(0, SHOWN_MAX)}\n…` : shown;
}

function asJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}
