/** Whose move it is after an error: the caller mends the request, the plant mends a part, or we mend a bug. */
export type ErrorTurn = 'caller' | 'plant' | 'ours';

/**
 * The closed list of error codes. A code is stable for ever: problem documents, logs and screens name it.
 * `status` is the HTTP status that a door answers with.
 */
export const ERROR_CODES = {
  frame_damaged: { status: 400, turn: 'plant', title: 'The frame is damaged' },
  frame_unsupported: { status: 400, turn: 'plant', title: 'The frame has an unsupported form' },
  recording_unreadable: { status: 400, turn: 'caller', title: 'The recording cannot be read' },
  request_invalid: { status: 400, turn: 'caller', title: 'The request is not valid' },
  settings_invalid: { status: 500, turn: 'plant', title: 'The settings are not valid' },
  not_signed_in: { status: 401, turn: 'caller', title: 'Sign in first' },
  credentials_wrong: { status: 401, turn: 'caller', title: 'Name or password is wrong' },
  code_wrong: { status: 401, turn: 'caller', title: 'The code is wrong or used up' },
  proof_wrong: { status: 403, turn: 'caller', title: 'Password or code is wrong' },
  account_inactive: { status: 403, turn: 'caller', title: 'The account may not work now' },
  duty_first: { status: 403, turn: 'caller', title: 'Something else has to be done first' },
  link_invalid: { status: 403, turn: 'caller', title: 'The link is used up or expired' },
  password_weak: { status: 422, turn: 'caller', title: 'The password will not do' },
  setup_link_invalid: {
    status: 403,
    turn: 'caller',
    title: 'The setup link is used up or expired',
  },
  forbidden: { status: 403, turn: 'caller', title: 'Not permitted' },
  not_found: { status: 404, turn: 'caller', title: 'Not found' },
  conflict: { status: 409, turn: 'caller', title: 'Conflicts with what is there' },
  confirmation_needed: { status: 409, turn: 'caller', title: 'Confirm this first' },
  method_not_allowed: { status: 405, turn: 'caller', title: 'This address does not do that' },
  unsupported_media_type: {
    status: 415,
    turn: 'caller',
    title: 'Not a type that this address takes',
  },
  too_large: { status: 413, turn: 'caller', title: 'Too large' },
  too_many_requests: { status: 429, turn: 'caller', title: 'Too many requests' },
  file_damaged: { status: 422, turn: 'plant', title: 'The file is damaged' },
  model_refused: { status: 422, turn: 'caller', title: 'The model cannot be used' },
  provider_unavailable: {
    status: 503,
    turn: 'plant',
    title: 'The execution provider is not available',
  },
  /** Only ever said by a screen, which cannot ask the hub. */
  hub_unreachable: { status: 503, turn: 'plant', title: 'The hub cannot be reached' },
  broker_unreachable: { status: 503, turn: 'plant', title: 'The broker cannot be reached' },
  storage_full: { status: 507, turn: 'plant', title: 'The disk is full' },
  storage_failed: { status: 500, turn: 'plant', title: 'The store failed' },
  internal: { status: 500, turn: 'ours', title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; turn: ErrorTurn; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** A reason of the closed list (`schemas/errors/reasons.ts`), and what its sentence is filled with. */
export interface Reason {
  readonly name: string;
  readonly about: Readonly<Record<string, string | number>>;
}

/**
 * The one error base. `message` is a sentence for the person, free of secrets and internals;
 * `cause` keeps what really happened for the log.
 */
export class TremoloError extends Error {
  readonly code: ErrorCode;
  /** Which reason of the closed list it is, for who reads other words than `message`; null: none of them. */
  readonly reason: Reason | null;

  constructor(
    code: ErrorCode,
    sentence: string,
    options: { cause?: unknown; reason?: Reason } = {},
  ) {
    const { reason = null, ...own } = options;
    super(sentence, own);
    this.name = 'TremoloError';
    this.code = code;
    this.reason = reason;
  }

  /** Whose turn it is, by the code. */
  get turn(): ErrorTurn {
    return ERROR_CODES[this.code].turn;
  }
}

/** A sentence for a log from anything that was thrown, cause chain included. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (because: ${describeError(error.cause)})`;
  return `${error.message}${cause}`;
}
