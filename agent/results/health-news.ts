import type { SensorHealth } from '#schemas/readings/sensor-health';

/** Said again so often although nothing changed: a hub that started meanwhile knows nothing of it. */
const AGAIN_MS = 60_000;
/** To a hundredth: the bias of a healthy sensor trembles. */
const STEPS = 100;

/** Tells the health of a sensor when it changed, and now and then: a summary each second has no room for what stays the same. */
export class HealthNews {
  #told = '';
  #toldMs = Number.NEGATIVE_INFINITY;

  /** What is to be told now; undefined: nothing new. */
  next(health: SensorHealth | null, nowMs: number): SensorHealth | undefined {
    if (health === null) return undefined;
    const { biasShare } = health;
    const coarse = biasShare === null ? null : Math.round(biasShare * STEPS) / STEPS;
    const news = { ...health, biasShare: coarse && Math.min(1, Math.max(-1, coarse)) };
    const text = JSON.stringify(news);
    if (text === this.#told && Math.abs(nowMs - this.#toldMs) < AGAIN_MS) return undefined;
    this.#told = text;
    this.#toldMs = nowMs;
    return news;
  }
}
