import type {
  ConditionChange,
  Figures,
  LossCounters,
  PointSummary,
} from '#schemas/broker/messages';
import { newId } from '#schemas/ids/ids';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import {
  type Condition,
  FAULT_LABELS,
  type SeverityGrade,
  type Verdict,
} from '#schemas/readings/finding';
import type { SensorHealth } from '#schemas/readings/sensor-health';
import type { SignalUnit } from '#schemas/units/units';
import { ConditionFilter } from '#signal/diagnosis/condition-filter';
import { scoreRules } from '#signal/diagnosis/rules';
import { joinVerdict } from '#signal/diagnosis/verdict';
import type { Analysis } from '#signal/features/analysis';
import { FEATURE_INDEX } from '#signal/features/features';
import { gradeSeverity } from '#signal/severity/severity';
import { FigureSums, figuresOfWindow } from './figure-sums.ts';
import { HealthNews } from './health-news.ts';
import { Settling } from './settling.ts';
import { shortenFinding, significant } from './significant.ts';
import { StreamClock } from './stream-clock.ts';

const SUMMARY_MS = 1000;
const WHY_MAX = 240;

export interface PointResultsOptions {
  pointId: `pt_${string}`;
  unit: SignalUnit;
  facts: MachineFacts;
  /** The model's thresholds in the order of FAULT_LABELS; null without a model. */
  thresholds: Float32Array | null;
  /** Of the point's sensor. */
  losses: LossCounters;
  /** Of the point's sensor itself; absent where nobody looks. */
  health?: () => SensorHealth | null;
  /** The condition that was last told, by a lane that carried the point before. */
  held: Condition;
  /** When the first summary is due: spread over the second, so that the points do not all report at once. */
  firstSummaryMs: number;
  onChange: (change: ConditionChange) => void;
  onSummary: (summary: PointSummary) => void;
}

/** The analysis integrates; integrating a velocity gives no velocity. */
const VELOCITY_REFUSED: SeverityGrade = {
  graded: false,
  reason: 'The samples are velocities; severity is graded from acceleration only.',
};

/** Scratch of all points of the lane: rule scores of the window at hand. */
const ruleScores = new Float32Array(FAULT_LABELS.length);

/**
 * Joins one point's windows into its condition: changes are told at once, a summary once a second. Right after its start a
 * point keeps the condition that was told before, or stays "warming", while something looks like a fault and has not yet had
 * the time to persist: each restart would otherwise call a bad machine good for some seconds.
 */
export class PointResults {
  readonly levelsKnown: boolean;
  readonly #options: PointResultsOptions;
  readonly #filter: ConditionFilter;
  readonly #sums = new FigureSums();
  readonly #clock = new StreamClock();
  #facts: MachineFacts;
  #rateHz = 0;
  readonly #settling = new Settling();
  readonly #healthNews = new HealthNews();
  #refusal: string | null = null;
  /** Its frames were passed over: the first verdict after that is told at once. */
  #passedOver = false;
  /** The last verdict of the filter, before what its moment adds; null when it has to be joined anew. */
  #joined: Verdict | null = null;
  #told: Condition;
  #nextSummaryMs: number;

  constructor(options: PointResultsOptions) {
    this.#options = options;
    this.levelsKnown = options.unit === 'g' || options.unit === 'm_s2';
    this.#filter = new ConditionFilter(this.levelsKnown ? options.thresholds : null);
    this.#facts = options.facts;
    this.#told = options.held;
    this.#nextSummaryMs = options.firstSummaryMs;
  }

  /** The condition last told. */
  get condition(): Condition {
    return this.#told;
  }

  /** Time of the last window's end, ms UTC. */
  get atMs(): number {
    return this.#clock.atMs;
  }

  /** What a person has changed about the machine counts from the next window on. */
  set facts(facts: MachineFacts) {
    this.#facts = facts;
    this.#joined = null;
  }

  /** A stream begins at this rate, after a gap or at its first frame. Refused, its windows come by `unjudged`. */
  begin(rateHz: number, hopSamples: number, nowMs: number, refusal: string | null): void {
    this.#rateHz = rateHz;
    this.#refusal = refusal;
    this.#clock.begin((hopSamples / rateHz) * 1000, nowMs);
  }

  /** One analysed window with the model's scores in the order of FAULT_LABELS, or null. */
  judged(
    analysis: Analysis,
    scores: Float32Array | null,
    endUs: number,
    arrivedMs: number,
    nowMs: number,
  ): void {
    const streamMs = this.#clock.next(endUs, arrivedMs);
    const isFirst = this.#filter.warming;
    scoreRules(analysis, ruleScores, this.levelsKnown);
    const changed = this.#filter.update(streamMs, ruleScores, scores, this.#grade(analysis));
    this.#sums.add(analysis.features);
    const settles = this.#settling.ends(streamMs, this.#filter);
    if (changed) this.#joined = null;
    // The first figures leave at once: until then nobody can tell a point that was taken over from one that is lost.
    const due = isFirst || nowMs >= this.#nextSummaryMs;
    const returns = this.#passedOver;
    this.#passedOver = false;
    if (!changed && !settles && !due && !returns) return;
    this.#report(this.#verdict(analysis), nowMs, due);
  }

  /** One window that fills a context or belongs to a refused stream: there is nothing to judge, but it is not silent. */
  unjudged(samples: Float32Array, endUs: number, arrivedMs: number, nowMs: number): void {
    this.#clock.next(endUs, arrivedMs);
    if (!this.isDue(nowMs)) return;
    if (this.#refusal !== null) this.#refuse(this.#refusal, samples, nowMs);
    // After a gap, and after another lane, the last verdict stands until the context is full.
    else if (this.#filter.warming && this.#told === 'warming') {
      const verdict = ungraded('warming', 'Not enough signal yet to judge.');
      this.#summarize(verdict, this.#figuresOf(samples), 0, nowMs);
    }
  }

  /** Whether a summary is due, for whoever can spare the work until then. */
  isDue(nowMs: number): boolean {
    return nowMs >= this.#nextSummaryMs;
  }

  /** Samples of which no window is made, and why. To be called when a summary is due. */
  refused(why: string, samples: Float32Array, endUs: number, arrivedMs: number): void {
    this.#passedOver = true;
    this.#clock.begin(0, arrivedMs);
    this.#clock.next(endUs, arrivedMs);
    this.#refuse(why, samples, arrivedMs);
  }

  /** The point leaves this lane: what was judged since its last summary is told, too. */
  close(nowMs: number): void {
    const { windows } = this.#sums;
    if (this.#joined === null || windows === 0) return;
    const verdict = { ...this.#joined };
    // A change that has not been told is for whoever judges the point next.
    if (this.#told !== 'warming') verdict.condition = this.#told;
    for (const finding of verdict.findings) shortenFinding(finding);
    const figures = this.#withSource(this.#sums.take(this.levelsKnown, this.#facts.speedRpm));
    this.#summarize(verdict, figures, windows, nowMs);
  }

  #refuse(why: string, samples: Float32Array, nowMs: number): void {
    const verdict = ungraded('not_graded', why);
    const figures = this.#figuresOf(samples);
    this.#tell(verdict, figures);
    this.#summarize(verdict, figures, 0, nowMs);
  }

  #figuresOf(samples: Float32Array): Figures {
    return this.#withSource(figuresOfWindow(samples, this.levelsKnown, this.#facts.speedRpm));
  }

  /** A speed that the signal told is marked: nobody is to take it for measured. */
  #withSource(figures: Figures): Figures {
    const { speedRpm, speedFromSignal } = this.#facts;
    return speedRpm === null || !speedFromSignal
      ? figures
      : { ...figures, speedSource: 'estimated' };
  }

  #verdict(analysis: Analysis): Verdict {
    // Without findings a verdict has no evidence to be renewed: it stays as it is until something changes.
    if (this.#joined === null || this.#joined.findings.length > 0)
      this.#joined = joinVerdict(this.#filter, analysis, this.levelsKnown);
    const verdict = { ...this.#joined };
    if (this.#settling.holdsBack(verdict.condition, this.#told)) {
      verdict.condition = this.#told;
      verdict.why = 'What looks like a fault has yet to show whether it persists.';
    }
    for (const finding of verdict.findings) shortenFinding(finding);
    const note = this.#clock.note;
    if (note !== null) verdict.why = `${verdict.why} ${note}`.slice(0, WHY_MAX);
    return verdict;
  }

  #report(verdict: Verdict, nowMs: number, due: boolean): void {
    const tells = verdict.condition !== this.#told && verdict.condition !== 'warming';
    if (!tells && !due) return;
    const { windows } = this.#sums;
    const figures = this.#withSource(this.#sums.take(this.levelsKnown, this.#facts.speedRpm));
    if (tells) this.#tell(verdict, figures);
    // A change brings the summary with it, as its figures have gone into the change.
    this.#summarize(verdict, figures, windows, nowMs);
  }

  #tell(verdict: Verdict, figures: Figures): void {
    const { condition: to } = verdict;
    if (to === this.#told) return;
    const { pointId } = this.#options;
    const change = { pointId, atMs: this.#clock.atMs, from: this.#told, to, verdict, figures };
    this.#told = to;
    this.#options.onChange({ changeId: newId('ch'), ...change });
  }

  #summarize(verdict: Verdict, figures: Figures, windows: number, nowMs: number): void {
    while (this.#nextSummaryMs <= nowMs) this.#nextSummaryMs += SUMMARY_MS;
    const health = this.#healthNews.next(this.#options.health?.() ?? null, nowMs);
    this.#options.onSummary({
      pointId: this.#options.pointId,
      atMs: this.#clock.atMs,
      windows,
      figures,
      verdict,
      scores: this.#filter.warming ? null : probabilities(this.#filter),
      losses: { ...this.#options.losses },
      ...(health && { health }),
    });
  }

  #grade(analysis: Analysis): SeverityGrade {
    const { unit } = this.#options;
    if (unit === 'mm_s') return VELOCITY_REFUSED;
    const { features } = analysis;
    const velocityMmS = features[FEATURE_INDEX.velocityMmS];
    const displacementUm = features[FEATURE_INDEX.displacementUm];
    const measured = { unit, sampleRateHz: this.#rateHz, velocityMmS, displacementUm };
    return gradeSeverity(measured, this.#facts);
  }
}

function ungraded(condition: 'warming' | 'not_graded', why: string): Verdict {
  const severity = { graded: false as const, reason: why.slice(0, 160) };
  return { condition, why, severity, findings: [] };
}

/** The model's smoothed scores; 0 for a label that it does not know. */
function probabilities(filter: ConditionFilter): number[] | null {
  if (filter.model === null) return null;
  return Array.from(filter.model.smoothed, (score) => significant(Math.min(1, Math.max(0, score))));
}
