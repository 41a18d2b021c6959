import { type AgentLogLine, LOG_TEXT_MAX } from '#schemas/broker/operation';
import { maskedText } from './masked-text.ts';

/** Lines that are kept for whoever looks: a few minutes of trouble, less than two megabytes. */
const LINES_MAX = 2_000;
const LEVELS = ['info', 'warn', 'error'] as const;

/** The last lines that the agent and its lanes wrote, without their secrets. */
export class LogTail {
  readonly #clock: () => number;
  #secrets: readonly string[] = [];
  #lines: AgentLogLine[] = [];
  #count = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** What must never be shown, besides what looks like a secret. */
  hide(secrets: readonly (string | null)[]): void {
    this.#secrets = secrets.filter((secret) => secret !== null);
  }

  /** One line as `stderrLog` writes it. */
  take(json: string): void {
    const { at, level, part, message, ...fields } = JSON.parse(json) as Record<string, unknown>;
    const said = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    const text = maskedText([message, ...said].join(' '), this.#secrets).slice(0, LOG_TEXT_MAX);
    this.#lines.push({
      line: ++this.#count,
      atMs: Math.round(typeof at === 'string' ? Date.parse(at) : this.#clock()),
      level: LEVELS.find((one) => one === level) ?? 'info',
      part: String(part).slice(0, 40),
      text,
    });
    if (this.#lines.length > LINES_MAX) this.#lines.shift();
  }

  /** The number of the oldest line that is kept; 0: there is none. */
  get oldest(): number {
    return this.#lines[0]?.line ?? 0;
  }

  /** Lines after this number, oldest first, so many at most. */
  after(line: number, most: number): AgentLogLine[] {
    const skipped = Math.max(0, line + 1 - this.oldest);
    return this.#lines.slice(skipped, skipped + most);
  }
}
