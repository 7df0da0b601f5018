import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type Bellhop, expect, test } from './bellhop.ts';
import { goTo } from './go-to.ts';

test.use({ hotel: 'demo' });
test.skip(({ way }) => way !== 'browser', 'The same page and the same core in every way in; once is enough.');

interface Task {
  readonly id: number;
  readonly connectionId: number;
  readonly channel: string;
  readonly state: string;
  readonly words: string;
}
interface Night {
  readonly night: string;
  readonly expected: number;
  readonly target: number;
}
interface Run extends Task {
  readonly current: string | null;
  readonly endedAt: number | null;
  readonly run: readonly {
    readonly key: string;
    readonly title: string;
    readonly asks: 'nothing' | 'before' | 'after';
    readonly nights: readonly Night[];
  }[];
}
interface Lists {
  readonly due: readonly Task[];
  readonly ended: readonly Task[];
}

const ask = async <T>(bellhop: Bellhop, name: string, input: unknown = {}): Promise<T> => {
  const reply = await bellhop.call(name, input);
  expect(reply.ok, `${name}: ${JSON.stringify(reply.failure)}`).toBe(true);
  return reply.value as unknown as T;
};
const lists = (bellhop: Bellhop): Promise<Lists> => ask(bellhop, 'checklists.list');
const readRun = (bellhop: Bellhop, taskId: number): Promise<Run> =>
  ask(bellhop, 'checklists.read', { taskId });
const channelsDue = async (bellhop: Bellhop): Promise<string[]> =>
  (await lists(bellhop)).due.map(({ channel }) => channel).sort();

/** Three nights well ahead on which a room type has as many left on each, so that one number is set for all of them. */
async function evenNights(bellhop: Bellhop): Promise<{ roomTypeId: number; nights: readonly string[] }> {
  const { nights, rooms } = await ask<{
    nights: string[];
    rooms: { roomTypeId: number; cells: { target: number }[] }[];
  }>(bellhop, 'checklists.sweep', { connectionId: 2, nights: 60 });
  for (let at = 5; at + 3 <= nights.length; at += 1)
    for (const { roomTypeId, cells } of rooms) {
      const [first, ...rest] = cells.slice(at, at + 3).map(({ target }) => target);
      if (first !== undefined && first > 1 && rest.every((target) => target === first))
        return { roomTypeId, nights: nights.slice(at, at + 4) };
    }
  throw new Error('The demo hotel has no three even nights.');
}

/** Books them at the desk. Answers the reservation, and its first night. */
async function book(bellhop: Bellhop): Promise<{ id: number; roomTypeId: number; night: string }> {
  const { roomTypeId, nights } = await evenNights(bellhop);
  const { id } = await ask<{ id: number }>(bellhop, 'reservations.create', {
    ...{ roomTypeId, unitId: null, arrival: nights[0], departure: nights[3] },
    ...{ guestName: 'Nele Prova', contact: '', guests: 2, priceMinor: null, paidMinor: 0 },
    ...{ note: '', source: 'phone' },
  });
  return { id, roomTypeId, night: nights[0] ?? '' };
}

const BOTH = ['agoda', 'gommt'];

/** Works through a list as a careful person does, by keys alone; counts what is pressed besides the numbers. */
async function walk(bellhop: Bellhop, taskId: number): Promise<number> {
  const { page } = bellhop;
  let presses = 0;
  const enter = async (): Promise<void> => {
    await page.keyboard.press('Enter');
    presses += 1;
  };
  for (;;) {
    const { endedAt, current, run } = await readRun(bellhop, taskId);
    if (endedAt !== null) return presses;
    const step = run.find(({ key }) => key === current);
    if (!step) {
      // nobody is that quick: it asks once whether every number was looked at
      await expect(page.getByText('All of it was ticked within seconds.', { exact: false })).toBeVisible();
      await enter();
      await expect.poll(async () => (await readRun(bellhop, taskId)).endedAt).not.toBeNull();
      continue;
    }
    await expect(page.getByRole('heading', { level: 2, name: step.title, exact: true })).toBeVisible();
    await expect(page.getByText(new RegExp(`^Step ${run.indexOf(step) + 1} of `))).toBeVisible();
    if (step.asks === 'nothing') await enter();
    else
      for (const { expected, target } of step.nights) {
        await page.keyboard.type(String(step.asks === 'before' ? expected : target));
        await enter();
      }
    await expect.poll(async () => (await readRun(bellhop, taskId)).current).not.toBe(current);
  }
}

test('a booking makes one list each, done by keys within fourteen presses; the calendar shows by hand', async ({
  bellhop,
}) => {
  const { page } = bellhop;
  await goTo(page, '#/lists');
  await expect(page.getByText('Every channel that is kept by hand was told')).toBeVisible();
  const { id: reservation, roomTypeId, night } = await book(bellhop);
  await expect.poll(() => channelsDue(bellhop), { timeout: 2_000, intervals: [50] }).toEqual(BOTH);

  await test.step('Agoda, from the Lists screen', async () => {
    const button = page.getByRole('button', { name: /^Begin: Agoda/ });
    await expect(button).toBeVisible();
    if ((await button.getAttribute('aria-keyshortcuts')) === null) await page.keyboard.press('ArrowDown');
    const task = (await lists(bellhop)).due.find(({ channel }) => channel === 'agoda');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Checklist · Agoda');
    const presses = 1 + (await walk(bellhop, task?.id ?? 0));
    test.info().annotations.push({ type: 'key presses besides the numbers', description: String(presses) });
    expect(presses).toBeLessThanOrEqual(14);
    await expect(page.getByText('The calendar shows it as entered by hand just now.')).toBeVisible();
  });

  await test.step('Enter opens the next list: GoMMT', async () => {
    const task = (await lists(bellhop)).due[0];
    await expect(page.getByRole('button', { name: 'Next: GoMMT' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Checklist · GoMMT');
    await walk(bellhop, task?.id ?? 0);
    expect((await lists(bellhop)).due).toEqual([]);
  });

  await test.step('the night says that it was done by hand; the status line says how long ago', async () => {
    await expect(page.getByRole('button', { name: /^Agoda by hand/ })).toBeVisible();
    const { answers } = await ask<{ answers: { certainty: string }[] }>(bellhop, 'sync.cell', {
      roomTypeId,
      night,
    });
    expect(answers.map(({ certainty }) => certainty)).toEqual(['by-hand', 'by-hand']);
  });

  await test.step('cancelled: open again; and booked and cancelled before anybody began: gone', async () => {
    await ask(bellhop, 'reservations.cancel', { id: reservation, reason: 'Guest ill' });
    await expect.poll(() => channelsDue(bellhop), { timeout: 2_000, intervals: [50] }).toEqual(BOTH);
    await goTo(page, '#/lists');
    await expect(page.getByRole('button', { name: /^Begin: Agoda, Set .* left on / })).toBeVisible();
    const again = await book(bellhop);
    // it takes just what the cancellation gave: nothing is left to be entered
    await expect.poll(() => channelsDue(bellhop), { timeout: 2_000, intervals: [50] }).toEqual([]);
    expect((await lists(bellhop)).ended.slice(0, 2).map(({ state }) => state)).toEqual(['gone', 'gone']);
    await ask(bellhop, 'reservations.cancel', { id: again.id, reason: 'Mistake' });
    await expect.poll(() => channelsDue(bellhop)).toEqual(BOTH);
  });
});

const rulesHold = async (page: Page, where: string): Promise<void> => {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode()
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' · ')}`),
    where,
  ).toEqual([]);
};

test('what differs stops the list with the procedure; it goes on with a reason, and resumes after a pause', async ({
  bellhop,
}) => {
  const { page } = bellhop;
  await book(bellhop);
  await expect.poll(() => channelsDue(bellhop)).toEqual(BOTH);
  const task = (await lists(bellhop)).due.find(({ channel }) => channel === 'agoda');
  await goTo(page, `#/lists/${task?.id}`);
  await expect(page.getByRole('heading', { level: 2, name: 'Open YCS, right property' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Step 2 of /)).toBeVisible();

  await test.step('paused and taken up again: what is done stays done', async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lists');
    await goTo(page, `#/lists/${task?.id}`);
    await expect(page.getByText(/^Step 2 of /)).toBeVisible();
  });

  await test.step('D stops it, and says what to do first', async () => {
    await expect(page.getByRole('heading', { level: 2, name: /^No unknown booking/ })).toBeFocused();
    await page.keyboard.press('d');
    await expect(page.getByLabel('What do you see there?')).toBeFocused();
    await page.keyboard.type('A booking of two nights that we do not have');
    await page.keyboard.press('Enter');
    await expect(page.getByText('A booking of two nights that we do not have')).toBeVisible();
    await expect(page.getByText('Change nothing in the extranet yet')).toBeVisible();
    await rulesHold(page, 'stopped');
  });

  await test.step('it goes on with a reason', async () => {
    await page.keyboard.press('g');
    await page.keyboard.type('It is in Bellhop now');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Step \d+ of /)).toBeVisible();
    expect((await readRun(bellhop, task?.id ?? 0)).state).toBe('open');
  });

  await test.step('made anew under the hands of whoever is at it: said, and read again', async () => {
    await book(bellhop);
    // Bellhop's own screen may be quicker than the person; the tick is right either way or refused in words
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Step \d+ of /)).toBeVisible();
  });
});

test('no number, a wrong number, and a step that is left out', async ({ bellhop }) => {
  const { page } = bellhop;
  await book(bellhop);
  await expect.poll(() => channelsDue(bellhop)).toEqual(BOTH);
  const task = (await lists(bellhop)).due.find(({ channel }) => channel === 'agoda');
  const taskId = task?.id ?? 0;
  await goTo(page, `#/lists/${taskId}`);
  const at = async (number: number): Promise<void> => {
    await expect(page.getByText(new RegExp(`^Step ${number} of `))).toBeVisible();
  };
  for (const number of [1, 2, 3]) {
    await at(number);
    await page.keyboard.press('Enter');
  }
  await at(4);
  const fields = page.getByRole('textbox', { name: /you see now$/ });
  await expect(fields.first()).toBeFocused();

  await test.step('an empty field is asked for, below zero is refused, both beside the field', async () => {
    await fields.last().press('Enter');
    await expect(page.getByText(/^Type the number that you see for /).first()).toBeVisible();
    await expect(fields.first()).toBeFocused();
    await page.keyboard.type('-2');
    await fields.last().press('Enter');
    await expect(page.getByText(/a number below zero was typed/)).toBeVisible();
    await fields.first().fill('');
  });

  const { run } = await readRun(bellhop, taskId);
  const nights = run[3]?.nights ?? [];
  await fields.first().focus();
  for (const { expected } of nights) {
    await page.keyboard.type(String(expected));
    await page.keyboard.press('Enter');
  }
  await at(5);
  await page.keyboard.press('Enter');
  await at(6);

  await test.step('a number that is not the target is asked about; Esc goes back, and it is corrected', async () => {
    await expect(fields.first()).toBeFocused();
    for (const { target } of nights) {
      await page.keyboard.type(String(target + 1));
      await page.keyboard.press('Enter');
    }
    await expect(page.getByText('Is it surely so?')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('Is it surely so?')).toBeHidden();
    for (const [index, { target }] of nights.entries()) await fields.nth(index).fill(String(target));
    await fields.last().press('Enter');
    await at(7);
  });

  await test.step('the look as a guest is left out, with a reason: the list ends unproven', async () => {
    await page.keyboard.press('s');
    await page.keyboard.type('The page is down');
    await page.keyboard.press('Enter');
    await at(8);
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => {
        await page.keyboard.press('Enter');
        return (await readRun(bellhop, taskId)).endedAt;
      })
      .not.toBeNull();
    expect((await readRun(bellhop, taskId)).state).toBe('done-unverified');
  });
});

test('a sweep takes differences only, by keys; paper comes out as one page a list', async ({ bellhop }) => {
  const { page } = bellhop;
  await goTo(page, '#/lists');
  await page.getByRole('button', { name: 'Sweep Agoda' }).waitFor();
  await page.keyboard.press('1');
  const grid = page.getByRole('grid', { name: /^Agoda, 14 nights/ });
  await expect(grid.getByRole('gridcell').first()).toBeFocused();

  await test.step('one difference, shown before it is kept', async () => {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('9');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '1 difference at Agoda' })).toBeFocused();
    await rulesHold(page, 'sweep');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lists');
    await expect.poll(() => channelsDue(bellhop)).toEqual(['agoda']);
    await expect(page.getByText(/Agoda: Looked through 14 nights: 1 difference/).first()).toBeVisible();
  });

  await test.step('paper: the list on one A4 page, the grid on one', async () => {
    await page.keyboard.press('p');
    await expect(page.getByRole('article').getByText('Open YCS, right property')).toBeVisible();
    expect(await pages(page)).toEqual(['595x842']);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lists');
    await page.keyboard.press('1');
    await expect(grid).toBeVisible();
    await page.keyboard.press('p');
    await expect(page.getByRole('article').getByText(/^Agoda: sweep of 14 nights/)).toBeVisible();
    expect(await pages(page)).toEqual(['842x595']);
  });
});

/** The pages of the paper as they would be printed, each with its size in points. */
async function pages(page: Page): Promise<string[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(
    ([, width, height]) => `${Math.round(Number(width))}x${Math.round(Number(height))}`,
  );
}

test('nobody keeps a channel yet: the screen teaches, and the form begins it', async ({ bellhop }) => {
  const { page } = bellhop;
  await goTo(page, '#/lists');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Keep a channel by hand' });
  await expect(dialog.getByRole('radio', { name: 'Booking.com' })).toBeChecked();
  await dialog.getByLabel('Name of the property there').fill('Casa Maresia');
  await dialog.getByLabel('Its number there').fill('5500123');
  await dialog.getByLabel('Family suite: name there').fill('Family Suite with Terrace');
  await dialog.getByLabel('Family suite: number there').fill('550012304');
  await rulesHold(page, 'set-up');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Sweep Booking.com' })).toBeVisible();
  await expect.poll(() => channelsDue(bellhop)).toEqual([]);

  await test.step('the questions about its extranet are answered where they are asked', async () => {
    await page.getByText(/questions about Booking\.com that nobody has answered/).click();
    await page.getByRole('button', { name: 'Answer them: the questions about Booking.com' }).click();
    const questions = page.getByRole('dialog', { name: 'Questions about Booking.com' });
    await questions.getByText('Yes', { exact: true }).last().click();
    await rulesHold(page, 'questions');
    await questions.getByRole('button', { name: 'Save 1 answer' }).click();
    await expect(questions).toBeHidden();
  });
});
