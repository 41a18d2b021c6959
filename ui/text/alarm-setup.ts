import type { EscalationTarget } from '#schemas/alarms/escalation';
import { many } from './many.ts';

const alarms = (n: number) => many(n, 'alarm');

/** Words about what a site sets up for its alarms: rules, escalation, shifts and procedures, in English. */
export const alarmSetup = {
  parts: {
    label: 'Parts of the rules',
    rules: 'Rules',
    escalation: 'Escalation',
    shifts: 'Shifts',
    procedures: 'Procedures',
  },
  leads: {
    rules:
      'By what alarms are raised. The usual rules raise few and late rather than many: change one only when you know what it would have raised.',
    escalation:
      'Who is told of an alarm that nobody acknowledges, after how long and by which way.',
    shifts: 'Who is on shift when, for escalation to whoever is there.',
    procedures: 'What your site wants done when there is an alarm, beside what Tremolo says.',
  },
  onlyReads: 'You may see these, not change them.',
  partLead:
    'What holds in your part of the plant stands here; what you make or change holds there alone.',
  beyondPart: 'It holds beyond the part of the plant that you may change.',
  part: 'Part of the plant',
  wholeSite: 'The whole site',
  partInstead: 'For alarms there it takes the place of what holds for the whole site.',
  onlyIn: (where: string) => `Only for ${where}`,
  newRule: 'New rule',
  tryAll: 'Try all on the last 7 days',
  tryingAll: (done: number, all: number) => `Trying… ${done} of ${all}`,
  off: 'Off',
  builtIn: 'Of Tremolo',
  standing: (n: number) => `${alarms(n)} ${n === 1 ? 'stands' : 'stand'}`,
  cannotTry: 'Nothing is kept by which it could be tried.',
  wouldHave: (raised: number, perDay: string) =>
    raised === 0
      ? 'Would have raised nothing in the last 7 days.'
      : `Would have raised ${alarms(raised)} in the last 7 days, ${perDay} a day.`,
  changedBy: (name: string, when: string) => `Changed by ${name}, ${when}`,
  edit: 'Change…',
  turnOff: 'Turn off',
  turnOn: 'Turn on',
  turnOffTitle: (name: string) => `Turn off “${name}”?`,
  turnOffSays: (n: number) =>
    n === 0
      ? 'It raises no alarms until somebody turns it on again.'
      : `It raises no alarms until somebody turns it on again. ${alarms(n)} of it ${n === 1 ? 'is' : 'are'} closed.`,
  isOff: (name: string) => `“${name}” is off.`,
  isOn: (name: string) => `“${name}” is judged again.`,
  restore: 'Put back',
  restoreTitle: (name: string) => `Put “${name}” back as it came?`,
  restoreSays: 'What was changed of it is lost. Alarms that it would not raise return.',
  restored: 'It is as it came.',
  remove: 'Remove',
  removeTitle: (name: string) => `Remove “${name}”?`,
  removeSays: (n: number) =>
    n === 0
      ? 'It is gone for good.'
      : `It is gone for good, and ${alarms(n)} of it ${n === 1 ? 'is' : 'are'} closed.`,
  removed: (name: string) => `“${name}” is removed.`,
  save: 'Save',
  kept: (name: string) => `“${name}” is saved.`,

  newPolicy: 'New escalation',
  noPolicies: 'No escalation yet: nobody is told again of an alarm that nobody acknowledges.',
  removePolicySays: 'Alarms that follow it are not escalated any more.',
  onlyNamed: 'For rules that name it.',
  ofPriorities: (priorities: string) => `For alarms of these priorities: ${priorities}.`,
  after: (minutes: number) => (minutes === 0 ? 'At once:' : `After ${minutes} min:`),
  asWanted: 'as each person wants to be told',
  repeats: (minutes: number) => `The last step again every ${minutes} min.`,
  priorities: 'Priorities',
  prioritiesHint: 'None chosen: only for rules that name it.',
  step: (n: number) => `Step ${n}`,
  unacknowledgedFor: 'Not acknowledged for',
  channels: 'By which ways (none chosen: as each person wants)',
  moreSteps: 'Add a step',
  removeStep: 'Remove the step',
  repeat: 'Take the last step again until somebody acknowledges',
  repeatEvery: 'Every',
  isEnabled: 'Escalate',
  who: 'Who',
  choose: 'Choose…',
  moreWho: 'Add somebody',
  targets: {
    person: 'Person',
    team: 'Team',
    role: 'Role',
    shift: 'Whoever is on shift',
  } satisfies Record<EscalationTarget['kind'], string>,
  somebody: 'a person',
  someTeam: 'a team',
  everyRole: (role: string) => `everybody of the role ${role}`,
  onShift: (calendar: string) => `whoever is on shift (${calendar})`,

  newCalendar: 'New shift calendar',
  noCalendars: 'No shift calendar yet.',
  removeCalendarSays: 'Escalations cannot follow it any more.',
  shift: 'Shift',
  moreShifts: 'Add a shift',
  removeShift: 'Remove the shift',

  newProcedure: 'New procedure',
  noProcedures:
    'No procedure of this site yet. Each alarm says what Tremolo knows about its cause.',
  removeProcedureSays: 'Alarms do not show it any more.',
  onlyByRule: 'For rules that name it.',
  offeredFor: (what: string) => `For alarms by: ${what}.`,
  replaces: 'In place of what Tremolo says.',
  forFault: 'Fault',
  forSource: 'Kind of cause',
  noneOfThem: 'None',
  forHint: 'With neither, it is shown only by rules that name it.',
  steps: 'Steps, one in each line',
  links: 'Links, one in each line: title and address',
  replaceBuiltIn: 'Show it in place of what Tremolo says',
} as const;
