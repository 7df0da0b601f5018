import { parseStayDate, type StayDate } from '../../domain/stay-date.ts';
import type { Property } from './hotel.ts';
import { type Beds24Sandbox, startBeds24 } from './server.ts';

/** The date that a test writes down. */
export const d = (text: string): StayDate => parseStayDate(text) as StayDate;

/** The clock of every sandbox that {@link openBeds24} starts. */
export const clock = {
  at: 0,
  now: (): number => clock.at,
  set(instant: string): void {
    clock.at = Date.parse(instant);
  },
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // what came over the wire is looked at freely in tests
  readonly json: Readonly<Record<string, never>> & readonly Readonly<Record<string, never>>[];
}

/** A client that does what a test says and nothing by itself. */
export interface TestClient {
  readonly sandbox: Beds24Sandbox;
  readonly property: Property;
  readonly token: string;
  readonly refreshToken: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  send(method: string, path: string, init?: RequestInit): Promise<Reply>;
}

const open: Beds24Sandbox[] = [];

export async function call(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, init);
  const text = await response.text();
  const json = (text === '' ? {} : JSON.parse(text)) as Reply['json'];
  return { status: response.status, headers: response.headers, json };
}

/** A sandbox in Lisbon at noon on 2027-03-01 with one property: doubles (3 units, id 501101) and a suite (1, 501102). */
export async function openBeds24(scopes?: readonly string[]): Promise<TestClient> {
  clock.set('2027-03-01T12:00:00Z');
  const sandbox = await startBeds24({ clock, zone: 'Europe/Lisbon' });
  open.push(sandbox);
  const property = sandbox.addProperty({
    name: 'Casa Maresia',
    currency: 'EUR',
    roomTypes: [
      { name: 'Double', qty: 3, dailyPrice: 100 },
      { name: 'Suite', qty: 1, dailyPrice: 200 },
    ],
  });
  const code = sandbox.signIn.inviteCode(scopes);
  const { json } = await call(`${sandbox.baseUrl}/authentication/setup`, { headers: { code } });
  const { token, refreshToken } = json as unknown as { token: string; refreshToken: string };
  const send = (method: string, path: string, init: RequestInit = {}): Promise<Reply> =>
    call(sandbox.baseUrl + path, { ...init, method, headers: { token, ...init.headers } });
  return {
    ...{ sandbox, property, token, refreshToken, send },
    get: (path, headers = {}) => send('GET', path, { headers }),
    post: (path, body, headers = {}) =>
      send('POST', path, {
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
  };
}

export async function closeBeds24(): Promise<void> {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
}
