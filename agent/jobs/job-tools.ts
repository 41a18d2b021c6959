import type { TrainedModel } from '#schemas/models/trained-model';

/** What an execution provider of a job can be. */
export type JobProvider = 'cpu' | 'cuda';

/** The model that Tremolo brings along, ready to score signatures. */
export interface ModelTool {
  readonly rows: number;
  readonly rowLength: number;
  run(input: Float32Array<ArrayBuffer>): Promise<Float32Array>;
  close(): Promise<void>;
}

/** A training step of the usual network on made-up rows. */
export interface TrainingTool {
  readonly rows: number;
  /** Gives the loss before it. */
  step(): Promise<number>;
  close(): Promise<void>;
}

/** One epoch of one network of several. */
export interface EpochTold {
  readonly member: number;
  readonly members: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
}

export interface TrainingOrder {
  readonly recipe: {
    readonly model: TrainedModel;
    readonly seed: number;
    readonly rows: number;
    readonly heldOutRows: number;
    readonly members: number;
    readonly epochs: number;
    readonly batchRows: number;
    readonly learningRate: number;
    readonly weightDecay: number;
  };
  readonly provider: JobProvider;
  /** Where training stands is kept in this file, for trainings with this key. */
  readonly checkpoint: { readonly path: string; readonly key: string };
  readonly say: (text: string) => void;
  readonly onEpoch: (told: EpochTold) => void;
  /** Aborted when it is to stop after the running epoch, which is then kept. */
  readonly pausing: AbortSignal;
}

/** What jobs need of other rooms, handed to them by the process that does them. */
export interface JobTools {
  openModel(provider: JobProvider): Promise<ModelTool>;
  openTraining(provider: JobProvider): Promise<TrainingTool>;
  /** Trains the recipe's model; the .onnx file with its card, or null when it stopped because it was to. */
  train(order: TrainingOrder): Promise<{ onnx: Uint8Array; epochsResumed: number } | null>;
}
