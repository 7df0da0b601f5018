import { createHash } from 'node:crypto';
import type { ApiRequest } from '../kit/api-http.ts';
import type { Outcome, ProviderContext } from '../kit/provider.ts';
import { done, failed, strangeAnswer } from './failures.ts';
import { readPage, type WirePage } from './wire.ts';

export type Query = readonly (readonly [name: string, value: string])[];

/** No account is so large; pages without end are a fault there. */
const MOST_PAGES = 2_000;

/** Says which rows a page held, in few characters: two pages of one reading are never the same. */
export const printOf = ({ rows }: WirePage): string =>
  createHash('sha256').update(JSON.stringify(rows)).digest('base64url').slice(0, 10);

/** What is wrong with the page that came as number `page`, after those with the given prints. */
export function pageProblem(page: WirePage, number: number, seen: readonly string[]): string | undefined {
  if (page.rows.length === 0)
    return page.hasMore ? 'an empty page is said to have others behind it' : undefined;
  if (seen.includes(printOf(page))) return 'the same page came twice';
  return page.hasMore && number >= MOST_PAGES ? 'its pages do not end' : undefined;
}

/** One page of a GET, by its number. The address is always our own, never one that an answer names. */
export async function getPage(
  { http }: ProviderContext,
  request: Pick<ApiRequest, 'path' | 'purpose'> & { readonly query: Query },
  number: number,
): Promise<Outcome<WirePage>> {
  const query: Query = number > 1 ? [...request.query, ['page', String(number)]] : request.query;
  const answer = await http.send({ method: 'GET', ...request, query });
  return answer.ok ? readPage(answer.value.body) : answer;
}

/** Every row of a GET, page after page. Ends with `unexpected-answer` where a page repeats. */
export async function getAll(
  context: ProviderContext,
  request: Pick<ApiRequest, 'path' | 'purpose'> & { readonly query: Query },
): Promise<Outcome<readonly unknown[]>> {
  const rows: unknown[] = [];
  const seen: string[] = [];
  for (let number = 1; ; number++) {
    const page = await getPage(context, request, number);
    if (!page.ok) return page;
    const problem = pageProblem(page.value, number, seen);
    if (problem !== undefined) return failed(strangeAnswer(problem));
    seen.push(printOf(page.value));
    rows.push(...page.value.rows);
    if (!page.value.hasMore) return done(rows);
  }
}

/** A name as often as it has values, as arrays go there. */
export const repeated = (name: string, values: readonly string[]): Query =>
  values.map((value) => [name, value] as const);
