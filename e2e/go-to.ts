import { expect, type Page } from '@playwright/test';

/** The heading of each screen: of its list, and of the one thing that its number opens. */
const HEADINGS: Readonly<Record<string, RegExp>> = {
  today: /^(Today|\w+day\b.*)$/,
  calendar: /^Calendar$/,
  stays: /^Stays$/,
  'stays/': /^Stay$/,
  conflicts: /^Conflicts$/,
  'conflicts/': /^Conflict$/,
  lists: /^Lists$/,
  'lists/': /^Checklist · /,
  channels: /^Channels$/,
  // called as its connection is
  'connections/':
    /^(?!(\w+day\b.*|Today|Calendar|Stays?|Conflicts?|Lists|Checklist.*|Channels|Sync|Settings)$)/,
  sync: /^Sync$/,
  settings: /^Settings$/,
};

/**
 * Goes there as the rail does, and waits until that screen stands: whatever is looked for next is not found on the one
 * before.
 */
export async function goTo(page: Page, hash: string): Promise<void> {
  const screen = /^#\/([a-z]+\/?)\d*$/.exec(hash)?.[1] ?? '';
  const heading = HEADINGS[screen];
  if (!heading) throw new Error(`No screen is known by ${hash}.`);
  await page.evaluate((where) => void (location.hash = where), hash);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
}
