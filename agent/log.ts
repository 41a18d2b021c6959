import { describeError } from '#schemas/errors/tremolo-error';

export type LogLevel = 'info' | 'warn' | 'error';

/** Writes one JSON line for one event; `fields` are plain values, never secrets. */
export type Log = (
  level: LogLevel,
  message: string,
  fields?: Record<string, string | number | boolean | null>,
) => void;

/** A log of one part of the agent on stderr: stdout belongs to the ready line. `keep` is given each line too. */
export function stderrLog(part: string, keep: (json: string) => void = () => undefined): Log {
  return (level, message, fields = {}) => {
    const at = new Date().toISOString();
    const json = JSON.stringify({ at, level, part, message, ...fields });
    process.stderr.write(`${json}\n`);
    keep(json);
  };
}

/** The field under which a caught error goes into the log, its causes included. */
export function errorField(error: unknown): { error: string } {
  return { error: describeError(error) };
}
