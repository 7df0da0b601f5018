import type { Outcome, WireAnswer } from './provider.ts';

/** How soon an answer is needed; decides who goes first and how long is waited. */
export const API_PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;
export type ApiPriority = (typeof API_PRIORITIES)[number];

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the connection's base address, `/bookings`. */
  readonly path: string;
  /** In order; a name may come more than once. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** Beside those of the session. Values are secrets: never logged. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Without the session's headers: for signing in. */
  readonly isSigningIn?: boolean;
  /** What for, in the request log: `pull bookings`. */
  readonly purpose: string;
}

/**
 * The outgoing door of one connection. Never throws: an answer that the provider's `classify` takes for bad is a failure here
 * already. On `unauthorised` the session is opened anew, once for all who wait, and the request sent again, once.
 */
export interface ApiHttp {
  send(request: ApiRequest): Promise<Outcome<WireAnswer>>;
}

/** What carries one request over the wire; the only part that differs in a simulation. */
export interface ApiTransport {
  (request: {
    readonly method: string;
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
    readonly timeoutMs: number;
    readonly maxBytes: number;
    readonly signal: AbortSignal;
  }): Promise<TransportAnswer>;
}
export type TransportAnswer =
  | {
      readonly type: 'answer';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    }
  /** `wasSent` false: the request surely did not arrive. `unreadable`: the answer is not HTTP, or packed wrongly. */
  | {
      readonly type: 'failed';
      readonly reason:
        | 'unreachable'
        | 'timed-out'
        | 'broken-off'
        | 'unreadable'
        | 'too-large'
        | 'cancelled'
        | 'refused-address';
      readonly wasSent: boolean;
    };
