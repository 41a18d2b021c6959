import type { AdviceWords } from '#schemas/alarms/built-in-advice';

const FAULT: AdviceWords['fault'] = {
  imbalance: {
    title: 'Unwucht: Der Läufer ist auf einer Seite schwerer',
    steps: [
      'Nachsehen, ob am Läufer etwas haftet oder abgebrochen ist: Schmutz, Eis, eine Schaufel, ein verlorenes Wuchtgewicht.',
      '1X bei mehreren Drehzahlen vergleichen: Unwucht wächst mit dem Quadrat der Drehzahl. Springt der Wert bei einer Drehzahl, ist eher eine Resonanz die Ursache.',
      'Waagerecht und senkrecht vergleichen: etwa gleich und um eine Vierteldrehung versetzt spricht für Unwucht, nur eine Richtung für Lockerung.',
      'Den Läufer beim nächsten Stillstand reinigen, dann vor Ort auf die Gütestufe des Herstellers auswuchten (ISO 21940-11).',
    ],
  },
  misalignment: {
    title: 'Die gekuppelten Wellen fluchten nicht',
    steps: [
      'Kupplung fühlen und ansehen: Wärme, Gummiabrieb, lose Schrauben.',
      '2X mit 1X und axial mit radial vergleichen: Beides hoch spricht für einen Ausrichtfehler.',
      'Überlegen, was sich zuletzt geändert hat: neuer Motor, Rohrspannungen, gesetztes Fundament, andere Temperatur.',
      'Anhalten, sichern und bei Betriebstemperatur mit dem Laser ausrichten; vorher auf Kippfuß prüfen.',
    ],
  },
  looseness: {
    title: 'Etwas ist locker',
    steps: [
      'Fundamentschrauben, Lagerdeckel und Motorfüße prüfen: Eine Hand auf der Fuge spürt die Bewegung oft.',
      'Die Schwingung auf beiden Seiten jeder Fuge vergleichen: Ein großer Unterschied zeigt die Stelle.',
      'Mit dem Drehmoment des Herstellers anziehen. Nie lösen oder anziehen, während die Maschine läuft.',
      'Sind die Schrauben fest, nach Rissen in Rahmen und Verguss suchen und nach einem Lager, das sich in seinem Sitz dreht.',
    ],
  },
  lubrication: {
    title: 'Das Lager läuft trocken oder mit falschem Schmierstoff',
    steps: [
      'Stand, Farbe und Temperatur des Öls prüfen, oder wann zuletzt womit gefettet wurde.',
      'Die Menge des Herstellers vom selben Fett in kleinen Schritten zugeben und dabei die hohen Frequenzen beobachten: Sie sollten binnen Minuten sinken.',
      'Kommen sie nach Stunden wieder, ist das Lager schon geschädigt: seinen Tausch planen.',
      'Zu viel Fett erwärmt ein Lager: aufhören, sobald der Pegel nicht mehr sinkt.',
    ],
  },
  cavitation: {
    title: 'Die Pumpe kavitiert',
    steps: [
      'Hinhören: Es klingt, als liefe Kies durch die Pumpe.',
      'Die Saugseite ansehen: Ventil ganz offen, Sieb sauber, Füllstand im Behälter, Temperatur der Flüssigkeit.',
      'Die Pumpe in die Nähe ihres Bestpunkts zurückbringen: die Druckseite öffnen oder die Drehzahl senken.',
      'Bleibt es dabei, vorhandenen und erforderlichen NPSH-Wert vergleichen lassen; das Laufrad ansehen, wenn die Pumpe das nächste Mal offen ist.',
    ],
  },
  wear: {
    title: 'Allgemeiner Verschleiß',
    steps: [
      'Den Verlauf über Monate ansehen: Stetiges Wachsen ist Verschleiß, eine Stufe ein Ereignis.',
      'Wo es Öl gibt, eine Probe nehmen: Die Partikel verraten, welches Teil verschleißt.',
      'Für den nächsten Stillstand eine Inspektion planen und die Verschleißteile bestellen.',
    ],
  },
  oil_whirl: {
    title: 'Ölfilmwirbel in einem Gleitlager',
    steps: [
      'Temperatur und Druck des Öls prüfen: Kaltes oder dickes Öl begünstigt den Wirbel.',
      'Beobachten, ob die Linie beim 0,42- bis 0,48-Fachen der Drehzahl bleibt, wenn sich diese ändert.',
      'Die Drehzahl nicht über das Doppelte der ersten kritischen Drehzahl anheben: Aus dem Wirbel wird Ölfilmpeitschen, und das zerstört Lager.',
      'Spiel, Last und Geometrie des Lagers prüfen lassen.',
    ],
  },
  inner_race: {
    title: 'Schaden am Innenring eines Wälzlagers',
    steps: [
      'Beobachten, wie die Linien bei BPFI und ihre Seitenbänder mit 1X über Tage wachsen: Verdoppeln sie sich in einer Woche, ist es bald so weit.',
      'Schmierung prüfen und Last und Drehzahl so niedrig halten, wie der Prozess erlaubt.',
      'Das Lager bestellen und den Tausch planen, bevor Zone D erreicht ist.',
      'Das alte Lager aufheben und die Laufbahn ansehen: Das Muster zeigt, warum es ausfiel.',
    ],
  },
  outer_race: {
    title: 'Schaden am Außenring eines Wälzlagers',
    steps: [
      'Beobachten, wie die Linien bei BPFO und ihre Harmonischen über Tage wachsen: Viele Harmonische bedeuten ein fortgeschrittenes Stadium.',
      'Schmierung prüfen und die Last so niedrig halten, wie der Prozess erlaubt.',
      'Das Lager bestellen und den Tausch bei nächster Gelegenheit planen.',
      'Sitz und Ausrichtung prüfen, wenn es offen ist: Ein Außenring versagt in der Lastzone oder durch einen zu engen Sitz.',
    ],
  },
  ball: {
    title: 'Schaden an einem Wälzkörper',
    steps: [
      'Die Linien kommen und gehen, denn der Schaden ist nicht immer im Eingriff: nach mehreren Messungen urteilen, nicht nach einer.',
      'Auf falsches Fett prüfen und auf Strom durch das Lager (Frequenzumrichter ohne isoliertes Lager).',
      'Das Lager bestellen und häufiger nachsehen.',
    ],
  },
  cage: {
    title: 'Schaden am Käfig des Lagers',
    steps: [
      'Ein gebrochener Käfig blockiert ein Lager ohne weitere Warnung: auch bei niedriger Schwingung ernst nehmen.',
      'Die Schmierung sofort prüfen; ein trockener Käfig bricht.',
      'Den Tausch beim nächstmöglichen Stillstand planen, früher, wenn sich Geräusch oder Temperatur ändern.',
    ],
  },
};

const SOURCE: AdviceWords['source'] = {
  severity: {
    title: 'Die Maschine schwingt zu stark',
    steps: [
      'Hingehen: Geräusch, Geruch, Temperatur, Lecks. In Zone D die Maschine anhalten, wenn der Prozess es erlaubt.',
      'Überlegen, was sich geändert hat: Last, Drehzahl, Produkt, ausgeführte Arbeiten.',
      'Die Befunde ihrer Messstellen und das Spektrum ansehen: Die stärkste Linie nennt die Ursache.',
    ],
  },
  significant_change: {
    title: 'Die Schwingung hat sich verändert',
    steps: [
      'Eine Veränderung zählt auch innerhalb einer guten Zone: Etwas ist anders als zu der Zeit, als die Maschine gesund war.',
      'Das Spektrum von jetzt mit dem des Ausgangswerts vergleichen: Welche Linie ist gewachsen?',
      'Wurde die Maschine instand gesetzt oder läuft sie absichtlich anders, einen neuen Ausgangswert nehmen.',
    ],
  },
  finding: {
    title: 'Ein Schaden wurde gefunden',
    steps: ['Die Belege ansehen: welche Linie, wie stark, wie lange.'],
  },
  anomaly: {
    title: 'Das Modell sieht etwas Ungewöhnliches',
    steps: [
      'Keine Regel bestätigt es: Zeitsignal und Spektrum ansehen, bevor Sie handeln.',
      'Ist es nichts, den Alarm als Fehlalarm markieren: Das nächste Training lernt daraus.',
    ],
  },
  figure: {
    title: 'Ein Kennwert liegt jenseits seiner Grenze',
    steps: ['Den Verlauf ansehen: Langsames Steigen ist Verschleiß, eine Stufe ein Ereignis.'],
  },
  signal_lost: {
    title: 'Von dieser Messstelle ist nichts zu hören',
    steps: [
      'Hat der Sensor Strom, leuchtet seine Anzeige? Ist das Kabel heil und das Gateway im Netz?',
      'Schweigen auch andere Messstellen derselben Maschine oder des Bereichs, nach dem suchen, was sie gemeinsam haben.',
      'Die Maschine wird inzwischen nicht überwacht: von Zeit zu Zeit selbst nachsehen.',
    ],
  },
  sensor_health: {
    title: 'Dem Sensor ist nicht zu trauen',
    steps: [
      'Den Messwerten dieser Messstelle nicht trauen, bis das behoben ist.',
      'Prüfen, wie der Sensor sitzt: fest, auf sauberem, ebenem Metall, Kabel befestigt.',
    ],
  },
  process_value: {
    title: 'Ein Prozesswert liegt jenseits seiner Grenze',
    steps: ['Mit der Anzeige vor Ort vergleichen: Liegt es am Prozess oder am Messgerät?'],
  },
  system: {
    title: 'Tremolo selbst braucht jemanden',
    steps: [
      'Unter System nachsehen, was mit Hub, Agenten, GPUs und Platten nicht stimmt.',
      'Während ein Agent fort ist, diagnostizieren andere seine Messstellen, soweit sie Platz haben.',
    ],
  },
};

const SENSOR: AdviceWords['sensor'] = {
  clipped: ['Einen Sensor mit größerem Messbereich nehmen oder einen größeren Bereich einstellen.'],
  flat: ['Den Sensor aus- und einschalten. Bleibt sein Wert gleich, ihn ersetzen.'],
  biased: [
    'Die Versorgungsspannung prüfen und den Sensor neu kalibrieren. Ein gebrochener Kristall zeigt dasselbe.',
  ],
  noisy: ['Den Schirm des Kabels prüfen und seinen Abstand zu Frequenzumrichtern und Motorkabeln.'],
  slow_clock: ['Die angegebene Abtastrate des Sensors prüfen und seine Firmware aktualisieren.'],
};

/** What to do about alarms, in German. */
export const adviceWords: AdviceWords = { fault: FAULT, source: SOURCE, sensor: SENSOR };
