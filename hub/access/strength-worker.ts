/** Runs in a worker: reading the dictionaries and judging a password would hold the hub’s event loop for a moment. */
import { strengthOf } from '#schemas/access/password-strength';

declare const self: Worker;

self.onmessage = ({
  data,
}: MessageEvent<{ id: number; password: string; words: readonly string[] }>) => {
  self.postMessage({ id: data.id, strength: strengthOf(data.password, data.words) });
};
