import type { ReasonRows } from '#schemas/errors/reason-rows';

/** Why a file of the plant or of people cannot be taken, as a whole or one of its rows. */
export const IMPORT_REASONS = {
  csv_unreadable: ['request_invalid', 'This is no CSV file.'],
  csv_unreadable_at: ['request_invalid', 'This is no CSV file. Look at line {line}.'],
  csv_heads_missing: [
    'request_invalid',
    'The first line has to name the columns, "kind" and "path" among them.',
  ],
  csv_column_unknown: ['request_invalid', 'There is no column named {names}.'],
  csv_column_twice: ['request_invalid', 'A column is named twice.'],
  row_too_many_cells: ['request_invalid', 'The row has more cells than the first line.'],
  row_has_no: ['request_invalid', 'A {kind} has no {column}.'],
  row_no_number: ['request_invalid', '{text} is not a number as 1234.5.'],
  row_gears: ['request_invalid', 'Gears look like 17:43, stages parted by |.'],
  row_belts: [
    'request_invalid',
    'A belt looks like length:driving:driven in mm, belts parted by |.',
  ],
  row_speed: [
    'request_invalid',
    'Speed is "sensor", "fixed 1480", "value pv_… 1" or "signal 600 3600".',
  ],
  row_limits: ['request_invalid', 'Limits look like 2.3;4.5;7.1 in mm/s.'],
  row_bearing: [
    'request_invalid',
    'A bearing of your own looks like name|balls:ball mm:pitch mm:contact angle.',
  ],
  row_bearing_unknown: [
    'request_invalid',
    '{name} is not in the catalogue: add |balls:ball mm:pitch mm:contact angle.',
  ],
  row_no_name: ['request_invalid', 'A node has a name.'],
  row_outside: [
    'forbidden',
    'This is outside the parts of the plant that your account may change.',
  ],
  row_place_missing: ['conflict', 'There is no {path}: it needs a row of its own.'],
  row_kind_stays: ['conflict', 'Its kind stays as it is: {kind}.'],
  row_no_sensor: ['request_invalid', 'A point has a sensor.'],
  row_sensor_unheard: ['conflict', 'No sensor {sensor} with axis {axis} was heard.'],
  row_twice: ['request_invalid', 'Row {row} says it already.'],
  name_here: ['conflict', 'There is a {name} here already.'],
  copies_too_many: ['request_invalid', 'At most {count} at once: more come from a file.'],
  copies_no_name: ['request_invalid', '{name} is no name.'],
  copies_braces: ['request_invalid', 'Braces hold a range as 101..120, or names parted by commas.'],
  copies_range: ['request_invalid', '{range} is no range of 1 to {count}.'],
  people_file_empty: ['request_invalid', 'The file is empty.'],
  people_columns: [
    'request_invalid',
    'The first line names each of these columns at most once, and no other: {columns}.',
  ],
  people_needs_column: ['request_invalid', 'The file needs a column "name" or a column "email".'],
  people_nobody: ['request_invalid', 'There is nobody in the file.'],
  people_file_too_long: ['request_invalid', 'A file holds {count} accounts at most.'],
  people_line_cells: ['request_invalid', 'Line {line} has more cells than the first line.'],
  people_formula: ['request_invalid', 'Begins as a formula of a spreadsheet does.'],
  people_same_line: ['conflict', 'The same as in line {line}.'],
  people_account_there: ['conflict', 'There is such an account already.'],
} as const satisfies ReasonRows;
