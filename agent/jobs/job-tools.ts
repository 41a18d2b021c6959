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

/** What jobs need of other rooms, handed to them by the process that does them. */
export interface JobTools {
  openModel(provider: JobProvider): Promise<ModelTool>;
  openTraining(provider: JobProvider): Promise<TrainingTool>;
}
