import { InferenceSession, Tensor } from 'onnxruntime-node';
import { refused } from '#schemas/errors/refused';
import { Random, type RandomState } from '#signal/synth/random';
import { adamInputs, adamScalars, adamStep } from './adam.ts';
import { differentiate } from './differentiate.ts';
import { binaryCrossEntropy } from './loss.ts';
import { type Architecture, type DropoutMask, TrainingNetwork, type Weights } from './network.ts';
import { encodeGraph } from './onnx/encode-graph.ts';

/** Where training runs. */
export type TrainingProvider = 'cpu' | 'cuda';

export interface TrainerOptions {
  readonly architecture: Architecture;
  readonly inputLength: number;
  readonly labels: number;
  readonly seed: number;
  readonly provider: TrainingProvider;
  /** Where to start from; random by the seed where absent. */
  readonly weights?: Weights;
  /** Runs the session's part of each step, for whoever measures it. */
  readonly timed?: <Result>(run: () => Promise<Result>) => Promise<Result>;
}

/** Rows to learn from: inputs [rows, inputLength], targets and weights [rows, labels]. */
export interface Batch {
  readonly rows: number;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  readonly weights: Float32Array;
}

/** All that the next step depends on. */
export interface TrainerSnapshot {
  readonly steps: number;
  /** Parameters and their moments by name. */
  readonly values: ReadonlyMap<string, Float32Array>;
  readonly dropout: RandomState;
}

/** A parameter's name among the inputs (and, with `new_` before it, outputs) of a step, and its moments'. */
const stateNames = (name: string) => [name, `moment1_${name}`, `moment2_${name}`] as const;

/**
 * Trains a network: forward, backward and optimiser are one ONNX graph, and running its session is one step. Parameters and
 * moments go in and come out as tensors that the next step is handed.
 */
export class Trainer {
  readonly #options: TrainerOptions;
  readonly #random: Random;
  readonly #state = new Map<string, Tensor>();
  #masks: readonly DropoutMask[] = [];
  #parameters: readonly string[] = [];
  #session: InferenceSession | null = null;
  #steps = 0;

  constructor(options: TrainerOptions) {
    this.#options = options;
    this.#random = new Random(options.seed).fork('dropout');
  }

  /** Builds the graph and its session. @throws TremoloError provider_unavailable */
  async start(): Promise<void> {
    const { seed, weights, provider } = this.#options;
    const net = new TrainingNetwork(seed, weights);
    writeStep(net, this.#options);
    this.#masks = net.masks;
    this.#parameters = net.parameters.map((parameter) => parameter.name);
    for (const { name, shape, initial } of net.parameters) {
      const [value, moment1, moment2] = stateNames(name);
      this.#state.set(value, new Tensor('float32', initial, shape));
      this.#state.set(moment1, new Tensor('float32', new Float32Array(initial.length), shape));
      this.#state.set(moment2, new Tensor('float32', new Float32Array(initial.length), shape));
    }
    try {
      // One thread: sums then always run in the same order, so that a seed gives the same weights again.
      const session = { executionProviders: [provider], intraOpNumThreads: 1 };
      this.#session = await InferenceSession.create(encodeGraph(net.graph, 'training'), session);
    } catch (error) {
      throw refused('training_impossible', { provider }, { cause: error });
    }
  }

  /** One step on one batch; gives the loss before it. */
  async step(batch: Batch, learningRate: number, weightDecay: number): Promise<number> {
    const session = this.#session;
    if (session === null) throw new Error('the trainer is not started');
    this.#steps++;
    const { labels, inputLength, timed = (run) => run() } = this.#options;
    const feeds: Record<string, Tensor> = Object.fromEntries(this.#state);
    feeds.inputs = new Tensor('float32', batch.inputs, [batch.rows, inputLength]);
    feeds.targets = new Tensor('float32', batch.targets, [batch.rows, labels]);
    feeds.weights = new Tensor('float32', batch.weights, [batch.rows, labels]);
    const scalars = adamScalars(this.#steps, learningRate, weightDecay);
    for (const [name, value] of Object.entries(scalars)) {
      feeds[name] = new Tensor('float32', Float32Array.of(value), []);
    }
    for (const mask of this.#masks) feeds[mask.value.name] = this.#drawMask(mask, batch.rows);
    const results = await timed(() => session.run(feeds));
    for (const name of this.#state.keys()) this.#state.set(name, results[`new_${name}`] as Tensor);
    return results.loss!.data[0] as number;
  }

  /** The parameters as they are now. */
  weights(): Weights {
    return new Map(
      this.#parameters.map((name) => [name, (this.#state.get(name)!.data as Float32Array).slice()]),
    );
  }

  /** As it stands between two steps. */
  snapshot(): TrainerSnapshot {
    const values = [...this.#state].map(
      ([name, { data }]) => [name, (data as Float32Array).slice()] as const,
    );
    return { steps: this.#steps, values: new Map(values), dropout: this.#random.save() };
  }

  /** Goes on from a snapshot of a trainer with the same options; once started. */
  restore({ steps, values, dropout }: TrainerSnapshot): void {
    for (const [name, { dims }] of this.#state) {
      const data = values.get(name);
      if (data === undefined) throw new Error(`the snapshot has no ${name}`);
      this.#state.set(name, new Tensor('float32', data.slice(), dims));
    }
    this.#steps = steps;
    this.#random.resume(dropout);
  }

  /** Frees the session. */
  async stop(): Promise<void> {
    await this.#session?.release();
    this.#session = null;
  }

  #drawMask({ value, rate }: DropoutMask, rows: number): Tensor {
    const dims = value.shape.map((dim) => (dim === 'batch' ? rows : dim));
    const kept = 1 / (1 - rate);
    const data = new Float32Array(dims.reduce((product, n) => product * n, 1));
    for (let i = 0; i < data.length; i++) data[i] = this.#random.uniform() < rate ? 0 : kept;
    return new Tensor('float32', data, dims);
  }
}

/** Writes forward, loss, backward and optimiser into the network's graph. */
function writeStep(net: TrainingNetwork, options: TrainerOptions): void {
  const { graph } = net;
  const rows = graph.input('inputs', ['batch', options.inputLength]);
  const targets = graph.input('targets', ['batch', options.labels]);
  const weights = graph.input('weights', ['batch', options.labels]);
  const logits = options.architecture(net, rows);
  const loss = binaryCrossEntropy(net, logits, targets, weights);
  const gradients = differentiate(
    graph,
    loss,
    net.parameters.map((parameter) => parameter.value),
  );
  const inputs = adamInputs(net);
  for (const { name, shape, value } of net.parameters) {
    const [valueName, name1, name2] = stateNames(name);
    const state = { value, moment1: graph.input(name1, shape), moment2: graph.input(name2, shape) };
    const next = adamStep(net, state, gradients.get(name)!, inputs);
    graph.output(`new_${valueName}`, next.value);
    graph.output(`new_${name1}`, next.moment1);
    graph.output(`new_${name2}`, next.moment2);
  }
  graph.output('loss', loss);
}
