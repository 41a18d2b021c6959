import type { RuleWords } from '#schemas/alarms/built-in-rules';

/** Rules that come with Tremolo, in German. */
export const ruleWords: RuleWords = {
  zone_d: [
    'Schwingung in Zone D',
    'So stark, dass sie die Maschine beschädigen kann (ISO 20816-1, Zone D).',
  ],
  zone_c: [
    'Schwingung in Zone C',
    'Nicht für den Dauerbetrieb: bei Gelegenheit beheben (ISO 20816-1, Zone C).',
  ],
  changed: [
    'Schwingung verändert',
    'Gegenüber dem Ausgangswert um mehr als 25 % der Grenze B/C verändert (Kriterium II).',
  ],
  bearing_advanced: [
    'Lagerschaden, fortgeschritten',
    'Ein Wälzlager zeigt deutlich seine Schadenslinien: jetzt den Tausch planen.',
  ],
  bearing_early: [
    'Lagerschaden, beginnend',
    'Ein Wälzlager zeigt erste Schadenslinien: beobachten und Ersatz bestellen.',
  ],
  machine_fault: [
    'Maschinenschaden',
    'Unwucht, Ausrichtfehler, Lockerung, Schmierungsmangel und dergleichen, stark ausgeprägt.',
  ],
  grown: [
    'Schwingung gewachsen',
    'Mehr als das 2,5-Fache dessen, was in der ersten Betriebsstunde üblich war: auch wo keine Norm die Maschine bewertet.',
  ],
  signal_lost: [
    'Signal verloren',
    'Von einer Messstelle, die überwacht werden soll, wurde nichts gehört.',
  ],
  sensor: [
    'Sensor nicht glaubwürdig',
    'Abgeschnitten, hängengeblieben, verschoben, verrauscht oder mit falscher Uhr.',
  ],
  system_critical: [
    'Tremolo in Gefahr',
    'Broker, Datenbank, Platten, GPUs: Grenzen und Verzögerungen stehen in den Einstellungen.',
  ],
  system_warning: [
    'Tremolo braucht Aufmerksamkeit',
    'Ein Agent ist fort, eine Platte füllt sich, Aufträge warten: Grenzen stehen in den Einstellungen.',
  ],
  anomaly: [
    'Modell sieht eine Auffälligkeit',
    'Das Modell ist sich eines Schadens fast sicher, den keine Regel bestätigt. Aus, bis ein Standort seinem Modell vertraut.',
  ],
};
