import type { IMPORT_REASONS } from '#schemas/errors/import-reasons';

/** Why a file of the plant or of people cannot be taken, in German; holes as in the list of reasons. */
export const importReasons: Readonly<Record<keyof typeof IMPORT_REASONS, string>> = {
  csv_unreadable: 'Das ist keine CSV-Datei.',
  csv_unreadable_at: 'Das ist keine CSV-Datei. Sehen Sie in Zeile {line} nach.',
  csv_heads_missing: 'Die erste Zeile muss die Spalten nennen, darunter „kind“ und „path“.',
  csv_column_unknown: 'Diese Spalten gibt es nicht: {names}.',
  csv_column_twice: 'Eine Spalte kommt zweimal vor.',
  row_too_many_cells: 'Die Zeile hat mehr Zellen als die erste Zeile.',
  row_has_no: 'Die Spalte {column} muss hier leer bleiben. Art der Zeile: {kind}.',
  row_no_number: '{text} ist keine Zahl. Zahlen stehen hier mit Punkt, etwa 1234.5.',
  row_gears: 'Zahnradstufen stehen als 17:43 da, mehrere mit | getrennt.',
  row_belts: 'Ein Riemen steht als Länge:treibend:getrieben in mm da, mehrere mit | getrennt.',
  row_speed: 'Die Drehzahl heißt „sensor“, „fixed 1480“, „value pv_… 1“ oder „signal 600 3600“.',
  row_limits: 'Grenzen stehen als 2.3;4.5;7.1 in mm/s da.',
  row_bearing: 'Ein eigenes Lager steht als Name|Kugeln:Kugel mm:Teilkreis mm:Druckwinkel da.',
  row_bearing_unknown:
    '{name} steht nicht im Lagerverzeichnis: |Kugeln:Kugel mm:Teilkreis mm:Druckwinkel anhängen.',
  row_no_name: 'Hier fehlt der Name im Pfad.',
  row_outside: 'Das liegt außerhalb der Anlagenteile, die Ihr Konto ändern darf.',
  row_place_missing: '{path} gibt es noch nicht: Dafür braucht es eine eigene Zeile.',
  row_kind_stays: 'Die Art lässt sich nicht ändern: Es bleibt {kind}.',
  row_no_sensor: 'Eine Messstelle braucht einen Sensor.',
  row_sensor_unheard: 'Von einem Sensor {sensor} mit Achse {axis} war noch nichts zu hören.',
  row_twice: 'Das steht schon in Zeile {row}.',
  name_here: '{name} gibt es hier schon.',
  copies_too_many: 'Höchstens {count} auf einmal: Mehr kommen aus einer Datei.',
  copies_no_name: '{name} ist kein Name.',
  copies_braces:
    'In geschweiften Klammern steht ein Bereich wie 101..120 oder eine Liste mit Kommas.',
  copies_range: '{range} ist kein Bereich von 1 bis {count}.',
  people_file_empty: 'Die Datei ist leer.',
  people_columns:
    'Die erste Zeile nennt höchstens einmal diese Spalten und keine anderen: {columns}.',
  people_needs_column: 'Die Datei braucht eine Spalte „name“ oder eine Spalte „email“.',
  people_nobody: 'In der Datei steht niemand.',
  people_file_too_long: 'Eine Datei fasst höchstens {count} Konten.',
  people_line_cells: 'Zeile {line} hat mehr Zellen als die erste Zeile.',
  people_formula: 'Das fängt an wie eine Formel in einer Tabelle.',
  people_same_line: 'Dasselbe steht in Zeile {line}.',
  people_account_there: 'Dieses Konto gibt es schon.',
};
