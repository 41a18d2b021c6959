import type { EventRow } from '#schemas/audit/event-row';

/** Events about the plant: its tree, alarms, captures and what people make of them. */
export const PLANT_EVENTS = {
  'plant.changed': { severity: 'info', resource: 'plant', says: 'The plant’s tree was changed' },
  'plant.removed': {
    severity: 'warning',
    resource: 'plant',
    says: 'A part of the plant’s tree was removed',
  },
  'plant.imported': { severity: 'warning', resource: 'plant', says: 'A plant file was imported' },
  'plant.undone': {
    severity: 'info',
    resource: 'plant',
    says: 'A change of the plant was undone',
  },
  'document.added': {
    severity: 'info',
    resource: 'plant',
    says: 'A picture or paper was added to the plant',
  },
  'document.changed': {
    severity: 'info',
    resource: 'plant',
    says: 'A picture or paper of the plant was changed',
  },
  'document.removed': {
    severity: 'warning',
    resource: 'plant',
    says: 'A picture or paper of the plant was deleted',
  },
  'document.restored': {
    severity: 'info',
    resource: 'plant',
    says: 'A deleted picture or paper of the plant was brought back',
  },
  'template.made': { severity: 'info', resource: 'plant', says: 'A machine was kept as a pattern' },
  'template.removed': {
    severity: 'info',
    resource: 'plant',
    says: 'A pattern of machines was deleted',
  },
  'point.removed': { severity: 'warning', resource: 'point', says: 'A point was removed' },
  'process_value.changed': {
    severity: 'info',
    resource: 'process_value',
    says: 'A process value was placed or named',
  },
  'process_value.removed': {
    severity: 'warning',
    resource: 'process_value',
    says: 'A process value was removed with its history',
  },
  'point.changed': { severity: 'info', resource: 'point', says: 'A point was changed' },
  'alarm.raised': { severity: 'info', resource: 'alarm', says: 'An alarm was raised' },
  'alarm.returned': { severity: 'info', resource: 'alarm', says: 'What raised an alarm is over' },
  'alarm.acknowledged': {
    severity: 'info',
    resource: 'alarm',
    says: 'An alarm was acknowledged',
  },
  'alarm.shelved': { severity: 'warning', resource: 'alarm', says: 'An alarm was shelved' },
  'alarm.unshelved': { severity: 'info', resource: 'alarm', says: 'An alarm left the shelf' },
  'alarm.suppressed': {
    severity: 'info',
    resource: 'alarm',
    says: 'An alarm was suppressed by design',
  },
  'alarm.unsuppressed': {
    severity: 'info',
    resource: 'alarm',
    says: 'An alarm is suppressed no more',
  },
  'alarm.out_of_service': {
    severity: 'warning',
    resource: 'alarm',
    says: 'An alarm was taken out of service',
  },
  'alarm.returned_to_service': {
    severity: 'info',
    resource: 'alarm',
    says: 'An alarm was returned to service',
  },
  'alarm.escalated': {
    severity: 'warning',
    resource: 'alarm',
    says: 'An alarm that nobody acknowledged was handed on',
  },
  'alarm.reset': { severity: 'info', resource: 'alarm', says: 'A latched alarm was reset' },
  'alarm.commented': { severity: 'info', resource: 'alarm', says: 'An alarm was commented on' },
  'alarm.marked': {
    severity: 'info',
    resource: 'alarm',
    says: 'An alarm was marked as false, or as not false',
  },
  'alarm.changed': { severity: 'info', resource: 'alarm', says: 'An open alarm changed' },
  'alarm.closed': { severity: 'info', resource: 'alarm', says: 'An alarm was closed' },
  'alarm.usual_forgotten': {
    severity: 'info',
    resource: 'alarm',
    says: 'What is usual of a point is learned anew',
  },
  'alarm.configured': {
    severity: 'warning',
    resource: 'alarm',
    says: 'A rule, an escalation, a shift calendar or a procedure was made or changed',
  },
  'alarm.configuration_removed': {
    severity: 'warning',
    resource: 'alarm',
    says: 'A rule, an escalation, a shift calendar or a procedure was removed',
  },
  'capture.made': { severity: 'info', resource: 'capture', says: 'Waveforms were to be captured' },
  'capture.labelled': {
    severity: 'info',
    resource: 'capture',
    says: 'Somebody said what holds in a capture',
  },
  'capture.unlabelled': {
    severity: 'info',
    resource: 'capture',
    says: 'A label of a capture was taken back',
  },
  'capture.protected': { severity: 'info', resource: 'capture', says: 'A capture is protected' },
  'capture.released': {
    severity: 'warning',
    resource: 'capture',
    says: 'A capture is protected no more',
  },
  'capture.noted': { severity: 'info', resource: 'capture', says: 'A capture was noted' },
  'capture.plot_noted': {
    severity: 'info',
    resource: 'capture',
    says: 'A note was pinned to a plot of a capture',
  },
  'capture.plot_note_removed': {
    severity: 'info',
    resource: 'capture',
    says: 'A note was taken off a plot of a capture',
  },
  'capture.deleted': { severity: 'warning', resource: 'capture', says: 'A capture was deleted' },
  'capture.removed': {
    severity: 'info',
    resource: 'capture',
    says: 'Old captures were removed by retention',
  },
  'capture.set_made': {
    severity: 'info',
    resource: 'capture',
    says: 'A set of labelled captures was made for jobs',
  },
  'capture.rule_made': {
    severity: 'info',
    resource: 'capture',
    says: 'A rule for captures was made',
  },
  'capture.rule_changed': {
    severity: 'info',
    resource: 'capture',
    says: 'A rule for captures was changed',
  },
  'capture.rule_deleted': {
    severity: 'warning',
    resource: 'capture',
    says: 'A rule for captures was deleted',
  },
  'dashboard.made': { severity: 'info', resource: 'dashboard', says: 'A dashboard was made' },
  'dashboard.changed': { severity: 'info', resource: 'dashboard', says: 'A dashboard was changed' },
  'dashboard.deleted': {
    severity: 'warning',
    resource: 'dashboard',
    says: 'A dashboard was deleted',
  },
  'dashboard.restored': {
    severity: 'info',
    resource: 'dashboard',
    says: 'A deleted dashboard was brought back',
  },
  'diagnosis.made': { severity: 'info', resource: 'diagnosis', says: 'A recording was diagnosed' },
  'diagnosis.changed': { severity: 'info', resource: 'diagnosis', says: 'A diagnosis was changed' },
  'diagnosis.deleted': {
    severity: 'warning',
    resource: 'diagnosis',
    says: 'A diagnosis was deleted',
  },
  'diagnosis.restored': {
    severity: 'info',
    resource: 'diagnosis',
    says: 'A deleted diagnosis was brought back',
  },
} as const satisfies Record<string, EventRow>;
