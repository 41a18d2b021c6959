import type { alarmSetup as english } from '../alarm-setup.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

const alarms = (n: number) => many(n, 'Alarm', 'Alarme');
const isOrAre = (n: number) => (n === 1 ? 'wird' : 'werden');

/** Words about what a site sets up for its alarms: rules, escalation, shifts and procedures, in German. */
export const alarmSetup: Said<typeof english> = {
  parts: {
    label: 'Teile der Regeln',
    rules: 'Regeln',
    escalation: 'Eskalation',
    shifts: 'Schichten',
    procedures: 'Anweisungen',
  },
  leads: {
    rules:
      'Wodurch Alarme kommen. Die üblichen Regeln lösen lieber wenige und späte aus als viele: Ändern Sie eine nur, wenn Sie wissen, was sie ausgelöst hätte.',
    escalation:
      'Wem ein Alarm gesagt wird, den niemand quittiert, nach wie langer Zeit und auf welchem Weg.',
    shifts: 'Wer wann Schicht hat, für die Eskalation an die, die da sind.',
    procedures: 'Was Ihr Standort bei einem Alarm getan haben will, neben dem, was Tremolo sagt.',
  },
  onlyReads: 'Sie dürfen das sehen, nicht ändern.',
  partLead:
    'Hier steht, was in Ihrem Teil der Anlage gilt; was Sie anlegen oder ändern, gilt nur dort.',
  beyondPart: 'Sie gilt über den Teil der Anlage hinaus, den Sie ändern dürfen.',
  part: 'Teil der Anlage',
  wholeSite: 'Der ganze Standort',
  partInstead: 'Für Alarme dort tritt sie an die Stelle dessen, was für den ganzen Standort gilt.',
  onlyIn: (where) => `Nur für ${where}`,
  newRule: 'Neue Regel',
  tryAll: 'Alle an den letzten 7 Tagen ausprobieren',
  tryingAll: (done, all) => `Wird ausprobiert … ${done} von ${all}`,
  off: 'Aus',
  builtIn: 'Von Tremolo',
  standing: (n) => `${alarms(n)} ${n === 1 ? 'steht' : 'stehen'} an`,
  cannotTry: 'Nichts ist behalten, woran sie sich ausprobieren ließe.',
  wouldHave: (raised, perDay) =>
    raised === 0
      ? 'Hätte in den letzten 7 Tagen nichts ausgelöst.'
      : `Hätte in den letzten 7 Tagen ${alarms(raised)} ausgelöst, ${perDay} am Tag.`,
  changedBy: (name, when) => `Geändert von ${name}, ${when}`,
  edit: 'Ändern …',
  turnOff: 'Abschalten',
  turnOn: 'Einschalten',
  turnOffTitle: (name) => `„${name}“ abschalten?`,
  turnOffSays: (n) =>
    n === 0
      ? 'Sie löst keine Alarme aus, bis jemand sie wieder einschaltet.'
      : `Sie löst keine Alarme aus, bis jemand sie wieder einschaltet. ${alarms(n)} davon ${isOrAre(n)} abgeschlossen.`,
  isOff: (name) => `„${name}“ ist aus.`,
  isOn: (name) => `„${name}“ wird wieder beurteilt.`,
  restore: 'Zurückstellen',
  restoreTitle: (name) => `„${name}“ zurückstellen, wie sie kam?`,
  restoreSays:
    'Was an ihr geändert wurde, geht verloren. Alarme, die sie nicht auslösen würde, gehen.',
  restored: 'Sie ist, wie sie kam.',
  remove: 'Entfernen',
  removeTitle: (name) => `„${name}“ entfernen?`,
  removeSays: (n) =>
    n === 0
      ? 'Sie ist endgültig weg.'
      : `Sie ist endgültig weg, und ${alarms(n)} davon ${isOrAre(n)} abgeschlossen.`,
  removed: (name) => `„${name}“ ist entfernt.`,
  save: 'Speichern',
  kept: (name) => `„${name}“ ist gespeichert.`,

  newPolicy: 'Neue Eskalation',
  noPolicies:
    'Noch keine Eskalation: Ein Alarm, den niemand quittiert, wird niemandem noch einmal gesagt.',
  removePolicySays: 'Alarme, die ihr folgen, werden nicht mehr eskaliert.',
  onlyNamed: 'Für Regeln, die sie nennen.',
  ofPriorities: (priorities) => `Für Alarme dieser Prioritäten: ${priorities}.`,
  after: (minutes) => (minutes === 0 ? 'Sofort:' : `Nach ${minutes} min:`),
  asWanted: 'wie jede Person es wünscht',
  repeats: (minutes) => `Den letzten Schritt alle ${minutes} min wieder.`,
  priorities: 'Prioritäten',
  prioritiesHint: 'Keine gewählt: nur für Regeln, die sie nennen.',
  step: (n) => `Schritt ${n}`,
  unacknowledgedFor: 'Nicht quittiert seit',
  channels: 'Auf welchen Wegen (keiner gewählt: wie jede Person es wünscht)',
  moreSteps: 'Schritt hinzufügen',
  removeStep: 'Schritt entfernen',
  repeat: 'Den letzten Schritt wiederholen, bis jemand quittiert',
  repeatEvery: 'Alle',
  isEnabled: 'Eskalieren',
  who: 'Wem',
  choose: 'Wählen …',
  moreWho: 'Jemanden hinzufügen',
  targets: { person: 'Person', team: 'Team', role: 'Rolle', shift: 'Wer gerade Schicht hat' },
  somebody: 'eine Person',
  someTeam: 'ein Team',
  everyRole: (role) => `alle mit der Rolle ${role}`,
  onShift: (calendar) => `wer gerade Schicht hat (${calendar})`,

  newCalendar: 'Neuer Schichtplan',
  noCalendars: 'Noch kein Schichtplan.',
  removeCalendarSays: 'Eskalationen können ihm nicht mehr folgen.',
  shift: 'Schicht',
  moreShifts: 'Schicht hinzufügen',
  removeShift: 'Schicht entfernen',

  newProcedure: 'Neue Anweisung',
  noProcedures:
    'Noch keine Anweisung dieses Standorts. Jeder Alarm sagt, was Tremolo über seine Ursache weiß.',
  removeProcedureSays: 'Alarme zeigen sie nicht mehr.',
  onlyByRule: 'Für Regeln, die sie nennen.',
  offeredFor: (what) => `Für Alarme durch: ${what}.`,
  replaces: 'Anstelle dessen, was Tremolo sagt.',
  forFault: 'Schaden',
  forSource: 'Art der Ursache',
  noneOfThem: 'Keine',
  forHint: 'Mit keinem von beiden zeigen sie nur Regeln, die sie nennen.',
  steps: 'Schritte, einer je Zeile',
  links: 'Verweise, einer je Zeile: Titel und Adresse',
  replaceBuiltIn: 'Anstelle dessen zeigen, was Tremolo sagt',
};
