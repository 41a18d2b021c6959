import type { Clock } from '../../clock.ts';
import type { Log, LogFields } from '../../log.ts';

const QUIET_MS = 1_000;

/** A log that says each message at most once a second and how many were left out: clients decide how often we log. */
export function throttledLog(log: Log, clock: Clock): Log {
  const said = new Map<string, { atMs: number; leftOut: number }>();
  /** Null: keep quiet. */
  const fieldsFor = (message: string, fields: LogFields = {}): LogFields | null => {
    const last = said.get(message);
    if (last !== undefined && clock() - last.atMs < QUIET_MS) {
      last.leftOut++;
      return null;
    }
    said.set(message, { atMs: clock(), leftOut: 0 });
    return last?.leftOut ? { ...fields, leftOut: last.leftOut } : fields;
  };
  return {
    info(message, fields) {
      const said = fieldsFor(message, fields);
      if (said !== null) log.info(message, said);
    },
    warn(message, fields) {
      const said = fieldsFor(message, fields);
      if (said !== null) log.warn(message, said);
    },
    error(message, error, fields) {
      const said = fieldsFor(message, fields);
      if (said !== null) log.error(message, error, said);
    },
  };
}
