import { expect, test } from './bellhop.ts';

const body = JSON.stringify({ input: {} });

test.describe(() => {
  test.skip(({ way }) => way !== 'browser', 'The desktop listens to no browser and has no secret.');

  test('the browser host answers nobody without its secret, and no page from elsewhere', async ({
    bellhop,
    request,
  }) => {
    const [origin = '', secret = ''] = (bellhop.address ?? '').split('#');
    const status = async (headers: Record<string, string>): Promise<number> =>
      (
        await request.post(`${origin}call/host.info`, {
          headers: { 'content-type': 'application/json', ...headers },
          data: body,
        })
      ).status();
    const authorization = `Bearer ${secret}`;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await status({ authorization, origin: 'https://evil.example' })).toBe(403);
    expect(await status({ authorization, host: 'evil.example' })).toBe(403);
    expect(await status({ authorization })).toBe(200);
  });

  test('the secret stands neither in the address bar nor in the page', async ({ bellhop }) => {
    const secret = (bellhop.address ?? '').split('#')[1] ?? '';
    await expect(bellhop.page.getByRole('main')).toBeVisible();
    expect(bellhop.page.url()).not.toContain(secret);
    expect(await bellhop.page.content()).not.toContain(secret);
  });
});

test('the page can reach nothing but its own host', async ({ bellhop }) => {
  const { page } = bellhop;
  const reached = await page.evaluate(async () => {
    const tries = ['https://example.org/', 'http://127.0.0.1:9/', 'ws://127.0.0.1:9/'];
    const results: string[] = [];
    for (const address of tries) {
      try {
        if (address.startsWith('ws')) new WebSocket(address);
        else await fetch(address, { mode: 'no-cors' });
        results.push(address);
      } catch {
        // refused by the policy
      }
    }
    return results.filter((address) => !address.startsWith('ws'));
  });
  expect(reached).toEqual([]);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.__ran = true';
    document.head.append(script);
    return Reflect.get(window, '__ran') === true;
  });
  expect(ran).toBe(false);
});

test.describe(() => {
  test.skip(
    ({ way }) => way === 'browser',
    'A browser has no bridge; its messages are tried over HTTP beside the host itself.',
  );

  test('the desktop’s page has two functions and nothing of Electron or Node', async ({ bellhop }) => {
    const found = await bellhop.page.evaluate(() => ({
      bridge: Object.keys(Reflect.get(window, 'bellhop') as object).sort(),
      node: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
    }));
    expect(found).toEqual({ bridge: ['call', 'subscribe'], node: [] });
  });

  test('the desktop answers hostile messages with a coded failure', async ({ bellhop }) => {
    const codes = await bellhop.page.evaluate(async () => {
      const bridge = Reflect.get(window, 'bellhop') as {
        call(request: unknown): Promise<{ ok: boolean; failure?: { code: string } }>;
      };
      const hostile: unknown[] = [
        undefined,
        null,
        'host.info',
        [],
        { name: '__proto__', input: {} },
        { name: 'constructor', input: {} },
        { name: 'x'.repeat(10_000), input: {} },
        { name: 'host.backup', input: { file: '/nowhere/x' }, commandId: 'not-a-uuid' },
        { name: 'calendar.read', input: JSON.parse('{"__proto__":{"from":"2027-01-01"}}') },
        { name: 'reservations.read', input: { id: '1 OR 1=1' } },
      ];
      const answers: (string | undefined)[] = [];
      for (const request of hostile) answers.push((await bridge.call(request)).failure?.code);
      return answers;
    });
    for (const code of codes) expect(['invalid-input', 'unknown-call']).toContain(code);
    expect((await bellhop.call('host.info')).ok).toBe(true);
  });
});

test.describe(() => {
  test.skip(({ way }) => way !== 'desktop', 'Tried through the stand-in.');

  test('the desktop’s window stays on its own page and opens no other', async ({ bellhop }) => {
    const { page, desktop } = bellhop;
    const before = page.url();
    await page.evaluate(() => {
      location.href = 'https://example.org/';
      window.open('https://example.org/');
    });
    await expect.poll(() => page.context().pages().length).toBe(1);
    expect((await bellhop.call('host.info')).ok).toBe(true);
    expect(page.url()).toBe(before);
    expect([desktop?.external, desktop?.leaks]).toEqual([[], []]);
  });
});
