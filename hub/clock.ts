/** Milliseconds UTC. Passed in everywhere, so that tests turn it by hand. */
export type Clock = () => number;

export const systemClock: Clock = Date.now;
