import type { Signal } from '@preact/signals';
import { OUTCOMES } from '#schemas/audit/audit-row';
import { RESOURCE_TYPES } from '#schemas/audit/event-row';
import { SEVERITIES } from '#schemas/audit/severity';
import { endsOf, rangeOfWord } from '../../../parts/form/date-range-value.ts';
import { useAddressSignal } from '../../../session/use-address.ts';
import { auditEvents } from '../../../text/audit-events.ts';
import { titledEvents } from './titled-events.ts';

/** Names of the filters, as they stand in the address. */
export const AUDIT_FILTERS = [
  'q',
  'period',
  'severity',
  'outcome',
  'event',
  'actorId',
  'resourceType',
  'resourceId',
  'address',
  'sessionId',
] as const;
export type AuditFilterName = (typeof AUDIT_FILTERS)[number];
export type AuditFilterSignals = Readonly<Record<AuditFilterName, Signal<string>>>;

/** What narrows the trail, all of it in the address: whoever opens a copied link sees the same. */
export function useAuditFilters(): AuditFilterSignals {
  return Object.fromEntries(
    AUDIT_FILTERS.map((name) => [name, useAddressSignal(name)]),
  ) as unknown as AuditFilterSignals;
}

type Asked = Readonly<Record<string, string | number | undefined>>;

/** The filters as the hub takes them. An address may say anything: what the hub would refuse as a whole is left out. */
export function auditQuery(filters: AuditFilterSignals, nowMs: number): Asked {
  const { q, period, severity, outcome, resourceType, ...others } = filters;
  const known = (value: string, of: readonly string[]) => (of.includes(value) ? value : undefined);
  const plain = Object.entries(others).map(([name, { value }]) => [name, value || undefined]);
  return {
    ...Object.fromEntries(plain),
    q: q.value || undefined,
    ...titledEvents(q.value, auditEvents),
    severity: known(severity.value, SEVERITIES),
    outcome: known(outcome.value, OUTCOMES),
    resourceType: known(resourceType.value, RESOURCE_TYPES),
    ...endsOf(rangeOfWord(period.value), nowMs),
  };
}

/** Loads anew when one of these changes. */
export function auditInputs(filters: AuditFilterSignals): string[] {
  return AUDIT_FILTERS.map((name) => filters[name].value);
}

export function isFiltered(filters: AuditFilterSignals): boolean {
  return auditInputs(filters).some((value) => value !== '');
}
