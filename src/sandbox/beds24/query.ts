import { parseStayDate, type StayDate } from '../../domain/stay-date.ts';
import { Refusal } from './answer.ts';

/** `{ one }` takes one of the values, `{ many }` any number of them by repeating the key. */
export type Parameter =
  | 'whole-numbers'
  | 'texts'
  | 'text'
  | 'date'
  | 'date-time'
  | 'flag'
  | 'page'
  | { readonly one: readonly string[] }
  | { readonly many: readonly string[] };

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

function isRight(kind: Parameter, value: string): boolean {
  if (typeof kind === 'object') return ('one' in kind ? kind.one : kind.many).includes(value);
  switch (kind) {
    case 'whole-numbers':
      return /^\d{1,15}$/.test(value);
    case 'page':
      return /^[1-9]\d{0,8}$/.test(value);
    case 'date':
      return parseStayDate(value) !== undefined;
    case 'date-time':
      return parseStayDate(DATE_TIME.exec(value)?.[1] ?? '') !== undefined;
    case 'flag':
      return value === 'true' || value === 'false';
    default:
      return value !== '';
  }
}

function wordsFor(name: string, kind: Parameter): string {
  if (typeof kind === 'object')
    return `${name} must be one of ${('one' in kind ? kind.one : kind.many).join(', ')}`;
  switch (kind) {
    case 'date':
      return `${name} must be YYYY-MM-DD`;
    case 'date-time':
      return `${name} must be YYYY-MM-DDTHH:MM:SS`;
    case 'flag':
      return `${name} must be true or false`;
    case 'whole-numbers':
      return `${name} must be an integer`;
    case 'page':
      return `${name} must be an integer from 1`;
    default:
      return `${name} must not be empty`;
  }
}

const isRepeatable = (kind: Parameter): boolean =>
  kind === 'whole-numbers' || kind === 'texts' || (typeof kind === 'object' && 'many' in kind);

/** The checked query of a request. */
export class Query {
  readonly #values: URLSearchParams;

  constructor(values: URLSearchParams) {
    this.#values = values;
  }

  has(...names: readonly string[]): boolean {
    return names.some((name) => this.#values.has(name));
  }

  numbers(name: string): readonly number[] | undefined {
    return this.has(name) ? this.#values.getAll(name).map(Number) : undefined;
  }

  texts(name: string): readonly string[] | undefined {
    return this.has(name) ? this.#values.getAll(name) : undefined;
  }

  text(name: string): string | undefined {
    return this.#values.get(name) ?? undefined;
  }

  date(name: string): StayDate | undefined {
    return parseStayDate(this.text(name) ?? '');
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  get page(): number {
    return Number(this.text('page') ?? 1);
  }
}

/**
 * Checks a query. `limit`, which many clients send, is known to be left unread; any other name that is not documented is
 * refused, the bracketed `roomId[]` among them: whether the real API reads those is not known.
 */
export function readQuery(
  values: URLSearchParams,
  parameters: Readonly<Record<string, Parameter>>,
  required: readonly string[] = [],
): Query {
  for (const name of new Set(values.keys())) {
    if (name === 'limit') continue;
    const kind = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (kind === undefined) throw new Refusal(400, `${name} is not a known parameter`);
    const given = values.getAll(name);
    if (given.length > 1 && !isRepeatable(kind)) throw new Refusal(400, `${name} must be given once`);
    if (!given.every((value) => isRight(kind, value))) throw new Refusal(400, wordsFor(name, kind));
  }
  for (const name of required) if (!values.has(name)) throw new Refusal(400, `${name} is required`);
  return new Query(values);
}
