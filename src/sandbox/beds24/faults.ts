import type { Lasting } from '../faults.ts';
import type { Answer } from './answer.ts';

/**
 * What the API can get wrong, on demand. `applied: true` lets the request take effect before the answer is lost or
 * refused; without it nothing has happened.
 */
export type Beds24Fault =
  // the wire
  | { readonly kind: 'timeout'; readonly applied?: boolean }
  | { readonly kind: 'reset'; readonly applied?: boolean }
  | { readonly kind: 'slow'; readonly ms: number }
  // refusals; 429 comes with credit headers and without `Retry-After` unless one is given, in seconds
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly applied?: boolean;
      readonly retryAfter?: number;
      /** What it says, in the documented error shape. */
      readonly error?: string;
    }
  // the right answer, badly written
  | { readonly kind: 'wrong-content-type'; readonly type?: string }
  | { readonly kind: 'malformed-json' }
  | { readonly kind: 'empty-body' }
  | { readonly kind: 'html' }
  // `documented`: the header names of the published description, which the wire does not use
  | { readonly kind: 'credit-headers'; readonly how: 'missing' | 'documented' }
  // a wrong answer, well written
  | { readonly kind: 'page-repeats' }
  | { readonly kind: 'ids-as-text' }
  | { readonly kind: 'prices-as-text' }
  | { readonly kind: 'unknown-status'; readonly status?: string }
  | { readonly kind: 'inverted-dates' }
  | { readonly kind: 'negative-availability' }
  | { readonly kind: 'no-new-ids' }
  | { readonly kind: 'rewrite'; readonly rewrite: (body: unknown) => unknown };

/** Which requests a fault strikes: all, or those of a method, or whose path ends in `path`. */
export interface Aim {
  readonly method?: string;
  readonly path?: string;
}

interface Planned {
  readonly fault: Beds24Fault;
  readonly aim: Aim;
  readonly untilAt: number;
  left: number;
}

/** The faults that wait, in the order in which they were asked for. */
export class Beds24Faults {
  #planned: Planned[] = [];

  /** Adds a fault behind those that wait already. The answer clears this one. */
  inject(fault: Beds24Fault, lasting: Lasting = 'once', aim: Aim = {}): () => void {
    const isObject = typeof lasting === 'object';
    const left = lasting === 'once' ? 1 : isObject && 'times' in lasting ? lasting.times : Infinity;
    const untilAt = isObject && 'untilAt' in lasting ? lasting.untilAt : Infinity;
    const planned = { fault, aim, untilAt, left };
    this.#planned.push(planned);
    return () => {
      planned.left = 0;
    };
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault for a request, counted as played. */
  take(now: number, method: string, path: string): Beds24Fault | undefined {
    this.#planned = this.#planned.filter(({ left, untilAt }) => left > 0 && now < untilAt);
    const found = this.#planned.find(
      ({ aim }) => (aim.method ?? method) === method && path.endsWith(aim.path ?? ''),
    );
    if (found) found.left--;
    return found?.fault;
  }
}

type Json = Record<string, unknown>;

/** A copy in which `change` has looked at every object. */
function everywhere(value: unknown, change: (object: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((entry) => everywhere(entry, change));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, everywhere(entry, change)]),
  );
  return change(copy);
}

const asText =
  (isMeant: (name: string) => boolean) =>
  (object: Json): Json =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) =>
        typeof value === 'number' && isMeant(name) ? [name, String(value)] : [name, value],
      ),
    );

const MONEY = /^(price\d*|deposit|tax|commission|amount|lineTotal)$/;
const DOCUMENTED: Readonly<Record<string, string>> = {
  'x-five-min-limit-remaining': 'X-FiveMinCreditLimit-Remaining',
  'x-five-min-limit-resets-in': 'X-FiveMinCreditLimit-ResetsIn',
  'x-request-cost': 'X-RequestCost',
};

function headersFor(answer: Answer, how: 'missing' | 'documented'): Answer {
  const headers = Object.entries(answer.headers).flatMap(([name, value]) => {
    const documented = DOCUMENTED[name];
    if (documented === undefined) return [[name, value]];
    return how === 'missing' ? [] : [[documented, String(Math.floor(Number(value)))]];
  });
  return { ...answer, headers: Object.fromEntries(headers) };
}

function change(object: Json, fault: Beds24Fault): Json {
  switch (fault.kind) {
    case 'ids-as-text':
      return asText((name) => /(^id|Id)$/.test(name))(object);
    case 'prices-as-text':
      return asText((name) => MONEY.test(name))(object);
    case 'unknown-status':
      return 'arrival' in object ? { ...object, status: fault.status ?? 'onHold' } : object;
    case 'inverted-dates':
      return 'arrival' in object
        ? { ...object, arrival: object['departure'], departure: object['arrival'] }
        : object;
    case 'negative-availability':
      return 'numAvail' in object ? { ...object, numAvail: -1 } : object;
    case 'no-new-ids': {
      const { new: _new, ...rest } = object;
      return rest;
    }
    default:
      return object;
  }
}

/** The answer as the fault leaves it. Faults of the wire leave it whole. */
export function spoil(answer: Answer, fault: Beds24Fault): Answer {
  if (fault.kind === 'credit-headers') return headersFor(answer, fault.how);
  if (fault.kind === 'rewrite') return { ...answer, body: fault.rewrite(answer.body) };
  return { ...answer, body: everywhere(answer.body, (object) => change(object, fault)) };
}
