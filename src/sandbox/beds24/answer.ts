/** What a request asks for, as it came over the wire. */
export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What is answered, before a fault touches it. `body` undefined is an empty body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One thing that is wrong with an item of a POST. */
export interface ItemError {
  readonly action: string;
  readonly field: string;
  readonly message: string;
}

/** The result of one item of a POST or DELETE. `success: false` beside `new` or `modified` means a part was applied. */
export interface ItemResult {
  readonly success: boolean;
  readonly new?: Readonly<Record<string, unknown>>;
  readonly modified?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly ItemError[];
  readonly warnings?: readonly ItemError[];
}

/** Ends a request as a whole, in the documented error shape. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const errorAnswer = (status: number, error: string): Answer => ({
  status,
  headers: {},
  body: { success: false, type: 'error', code: status, error },
});

/** An instant as the API writes it: UTC, whole seconds. */
export const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
