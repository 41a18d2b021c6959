import { said } from '#schemas/errors/said';
import { Email, UserName } from '#schemas/http/access';
import { FullName, type ImportAnswer, type InviteRequest, RoleKey } from '#schemas/http/people';
import { type Wrong, wrongBy, wrongByRule } from '#schemas/http/wrong';
import { newId } from '#schemas/ids/ids';
import type { AccountKeeper } from './account-keeper.ts';
import { refusalOfRole } from './account-rules.ts';
import { LOWEST_ROLE, type People } from './people.ts';
import type { By, PeopleDeps } from './people-deps.ts';
import { nameKey, newPerson, type Person } from './person.ts';
import { type CsvRow, readPeopleCsv } from './read-people-csv.ts';

type Row = ImportAnswer['rows'][number];

/** What a spreadsheet would run instead of show, should the list ever be opened in one. */
const FORMULA = /^[=+\-@\t\r]/;

/** Makes many accounts at once, all or none, each with an invitation. */
export class PeopleImport {
  readonly #deps: PeopleDeps & { keeper: AccountKeeper; people: People };

  constructor(deps: PeopleDeps & { keeper: AccountKeeper; people: People }) {
    this.#deps = deps;
  }

  /** Looks at a file, and keeps it unless it is a dry run or a row is wrong. Throws `request_invalid`, `confirmation_needed`. */
  async fromCsv(
    { csv, dryRun, confirm }: { csv: string; dryRun: boolean; confirm: boolean },
    by: By,
  ): Promise<ImportAnswer> {
    const rows = this.#checked(readPeopleCsv(csv), by);
    return dryRun ? { kept: false, rows } : this.#keep(rows, confirm, by);
  }

  /** The same for a list of addresses: the part before the `@` becomes the sign-in name. */
  async fromEmails({ emails, role, confirm }: InviteRequest, by: By): Promise<ImportAnswer> {
    const cells = emails.map((email) => ({ name: '', email, full_name: '', role }));
    const rows = this.#checked(
      cells.map((row, i) => ({ line: i + 1, cells: row })),
      by,
    );
    return this.#keep(rows, confirm, by);
  }

  async #keep(rows: Row[], isConfirmed: boolean, by: By): Promise<ImportAnswer> {
    const { people, clock } = this.#deps;
    if (rows.some(({ errors }) => errors.length > 0)) return { kept: false, rows };
    for (const role of new Set(rows.map((row) => row.role))) {
      await people.permitRole(role, isConfirmed, by);
    }
    const made = new Map<Row, Person>(
      rows.map((row) => {
        const { name, email, fullName, role } = row;
        const facts = { userId: newId('us'), name, email, fullName, role, nowMs: clock() };
        return [row, newPerson(facts)];
      }),
    );
    const invites = await people.addInvited([...made.values()], by.actor);
    const inviteOf = new Map(invites.map(({ userId, invite }) => [userId, invite]));
    return {
      kept: true,
      rows: rows.map((row) => {
        const userId = made.get(row)?.userId ?? null;
        const invite = userId === null ? null : (inviteOf.get(userId) ?? null);
        return { ...row, userId, invite };
      }),
    };
  }

  #checked(rows: readonly CsvRow[], by: By): Row[] {
    /** Which line has which name or address: each stands for one person only. */
    const seen = new Map<string, number>();
    return rows.map(({ line, cells }) => {
      const name = cells.name === '' ? this.#nameFrom(cells.email, seen) : cells.name;
      const row: Row = {
        line,
        name,
        email: cells.email === '' ? null : cells.email,
        fullName: cells.full_name === '' ? null : cells.full_name,
        role: cells.role === '' ? LOWEST_ROLE : cells.role,
        errors: [],
        userId: null,
        invite: null,
      };
      this.#checkForm(row);
      this.#checkRole(row, by);
      this.#checkTaken(row, 'name', row.name, seen);
      if (row.email !== null) this.#checkTaken(row, 'email', row.email, seen);
      for (const text of [row.name, row.email]) {
        if (text !== null && !seen.has(nameKey(text))) seen.set(nameKey(text), line);
      }
      return row;
    });
  }

  #checkForm(row: Row): void {
    const checks = [
      ['name', UserName, row.name],
      ['email', Email.nullable(), row.email],
      ['full_name', FullName.nullable(), row.fullName],
      ['role', RoleKey, row.role],
    ] as const;
    for (const [field, schema, value] of checks) {
      const result = schema.safeParse(value);
      for (const issue of result.error?.issues ?? []) note(row, field, wrongByRule(issue));
      if (value !== null && FORMULA.test(value)) {
        note(row, field, said('people_formula'));
      }
    }
  }

  #checkRole(row: Row, { asker }: By): void {
    if (row.role === LOWEST_ROLE) return;
    const refusal = refusalOfRole(asker, this.#deps.keeper.roleOf(row.role), true);
    if (refusal !== null) note(row, 'role', wrongBy(refusal));
  }

  #checkTaken(row: Row, field: 'name' | 'email', text: string, seen: Map<string, number>): void {
    const line = seen.get(nameKey(text));
    if (line !== undefined) {
      note(row, field, said('people_same_line', { line }));
    } else if (this.#deps.directory.find(text) !== null) {
      note(row, field, said('people_account_there'));
    }
  }

  /** The part before the `@`, with a number behind it where that is taken. */
  #nameFrom(email: string, seen: ReadonlyMap<string, number>): string {
    const base = email.split('@')[0].slice(0, 58);
    for (let number = 1; ; number++) {
      const name = number === 1 ? base : `${base}${number}`;
      const isTaken = seen.has(nameKey(name)) || this.#deps.directory.find(name) !== null;
      if (!isTaken || base === '') return name;
    }
  }
}

function note(row: Row, field: string, { sentence, ...why }: Wrong): void {
  row.errors.push({ field, message: sentence, ...why });
}
