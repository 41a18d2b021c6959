import type { PreflightReport } from '#schemas/broker/preflight';

/** What agents last found of their machines. The broker retains it, so that it is here again after a restart. */
export class PreflightBook {
  readonly #reports = new Map<string, PreflightReport>();

  take(report: PreflightReport): void {
    this.#reports.set(report.agentId, report);
  }

  of(agentId: string): PreflightReport | null {
    return this.#reports.get(agentId) ?? null;
  }
}
