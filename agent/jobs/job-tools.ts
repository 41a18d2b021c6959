import type { CaptureDataset } from '#schemas/captures/dataset';
import type { ModelCard } from '#schemas/models/model-card';
import type { TrainedModel } from '#schemas/models/trained-model';
import type { FaultLabel } from '#schemas/readings/finding';

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
  /** Macro AUROC on machines that it does not learn from; null where they hold no fault. */
  readonly auroc: number | null;
}

/** Rows that are made before training, and after it to measure on. */
export interface RowsTold {
  readonly stage: 'synthesizing' | 'measuring';
  readonly rows: number;
  readonly ofRows: number;
}

/** Labelled captures on this machine, as `schemas/captures/dataset.ts` has them, each with its file. */
export interface CapturedTracks {
  readonly sha256: string;
  readonly tracks: readonly (CaptureDataset['tracks'][number] & { readonly path: string })[];
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
  /** Labelled captures to learn from beside the made-up machines. */
  readonly captured: CapturedTracks | null;
  readonly provider: JobProvider;
  /** Where training stands is kept in this file, for trainings with this key. */
  readonly checkpoint: { readonly path: string; readonly key: string };
  readonly say: (text: string) => void;
  readonly onEpoch: (told: EpochTold) => void;
  readonly onRows: (told: RowsTold) => void;
  /** Aborted when it is to stop after the running epoch, which is then kept. */
  readonly pausing: AbortSignal;
}

export interface ScoringOrder {
  /** SHA-256 of the model’s file; null: the model that Tremolo brings along. */
  readonly model: string | null;
  readonly modelsFolder: string;
  readonly provider: JobProvider;
  readonly source: 'synthesized' | 'recordings';
  /** Labelled captures to score on instead of either. */
  readonly captured: CapturedTracks | null;
  /** Where recordings lie on this agent; null: nowhere. */
  readonly recordingsFolder: string | null;
  readonly seed: number;
  readonly recordings: number;
  readonly healthyRecordings: number;
  readonly onProgress: (
    stage: 'recordings' | 'healthy' | 'scoring',
    done: number,
    of: number,
  ) => void;
}

/** Scores row by row, in the order of the labels: those that the model knows and of which the recordings say whether they hold. */
export interface ScoredModel {
  readonly card: ModelCard;
  readonly sha256: string;
  readonly labels: readonly FaultLabel[];
  readonly thresholds: readonly number[];
  readonly mixed: {
    readonly scores: Float32Array;
    readonly truth: Float32Array;
    /** Of each label; null where it holds in none or in all. */
    readonly aurocs: readonly (number | null)[];
  };
  readonly healthy: { readonly scores: Float32Array };
}

/** What jobs need of other rooms, handed to them by the process that does them. */
export interface JobTools {
  /** Fetches a set of labelled captures with all its tracks. Throws `not_found`, `hub_unreachable`, `recording_unreadable`. */
  fetchCaptures(
    sha256: string,
    fetch: (sha256: string) => Promise<{ path: string }>,
  ): Promise<CapturedTracks>;
  openModel(provider: JobProvider): Promise<ModelTool>;
  openTraining(provider: JobProvider): Promise<TrainingTool>;
  /** Scores a model on made-up machines, or on recordings. Throws `not_found`, `model_refused`, `recording_unreadable`. */
  scoreModel(order: ScoringOrder): Promise<ScoredModel>;
  /** Trains the recipe's model; the .onnx file with its card, or null when it stopped because it was to. */
  train(order: TrainingOrder): Promise<{ onnx: Uint8Array; epochsResumed: number } | null>;
}
