import type { Answer } from './answer.ts';

export interface Page {
  /** Rows to a page. */
  readonly size: number;
  /** The address that was asked for, for the link to the next page. */
  readonly address: URL;
}

/** One page in the envelope of every GET. `count` counts the rows of this page; the real API does not say which it means. */
export function pageOf<T>(
  type: string,
  rows: readonly T[],
  page: number,
  { size, address }: Page,
  onWire: (row: T) => unknown,
): Answer {
  const data = rows.slice((page - 1) * size, page * size).map(onWire);
  const nextPageExists = rows.length > page * size;
  const next = new URL(address);
  next.searchParams.set('page', String(page + 1));
  const pages = nextPageExists ? { nextPageExists, nextPageLink: next.href } : { nextPageExists };
  return { status: 200, headers: {}, body: { success: true, type, count: data.length, pages, data } };
}
