import { Counter, Gauge, Registry } from 'prom-client';

/** A value, null where it is not known, and under which labels. */
export type Sample = readonly [value: number | null, labels?: Readonly<Record<string, string>>];

/**
 * One answer to Prometheus in its text format 0.0.4, made anew for each, so that what went away is gone from it. A figure that is
 * not known is left out.
 */
export class Sheet {
  readonly #registry = new Registry();

  gauge(name: string, help: string, samples: readonly Sample[]): void {
    const gauge = new Gauge({
      name,
      help,
      labelNames: labelsOf(samples),
      registers: [this.#registry],
    });
    this.#keep(name, samples, (labels, value) => gauge.set(labels, value));
  }

  counter(name: string, help: string, samples: readonly Sample[]): void {
    const counter = new Counter({
      name,
      help,
      labelNames: labelsOf(samples),
      registers: [this.#registry],
    });
    this.#keep(name, samples, (labels, value) => counter.inc(labels, value));
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #keep(
    name: string,
    samples: readonly Sample[],
    put: (labels: Record<string, string>, value: number) => void,
  ): void {
    const known = samples.filter(([value]) => value !== null);
    // prom-client gives a metric that nothing is known of the value 0.
    if (known.length === 0) this.#registry.removeSingleMetric(name);
    for (const [value, labels] of known) put({ ...labels }, value as number);
  }
}

const labelsOf = (samples: readonly Sample[]) => Object.keys(samples[0]?.[1] ?? {});

/** Samples of a table, its keys under one label. */
export const samplesBy = (label: string, values: Iterable<readonly [string, number]>): Sample[] =>
  [...values].map(([key, value]) => [value, { [label]: key }]);
