import { createHash } from 'node:crypto';
import { type Answer, type Asked, Refusal, stamp } from './answer.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AREAS = [
  'bookings',
  'bookings-personal',
  'bookings-financial',
  'inventory',
  'properties',
  'accounts',
  'channels',
];
const VERBS = ['read', 'write', 'delete', 'all'];

/** What the desk needs for bookings and inventory both ways, and no more. */
export const USUAL_SCOPES: readonly string[] = [
  'read:properties',
  ...['inventory', 'bookings', 'bookings-personal', 'bookings-financial'].flatMap((area) => [
    `read:${area}`,
    `write:${area}`,
  ]),
];

interface Grant {
  readonly scopes: readonly string[];
  readonly deviceName: string;
  readonly createdAt: number;
}
interface Access extends Grant {
  /** Null for a long-life token. */
  readonly refreshToken: string | null;
  expiresAt: number;
}

/** Whoever sent a request. */
export class Caller {
  readonly scopes: ReadonlySet<string>;

  constructor(scopes: readonly string[]) {
    this.scopes = new Set(scopes);
  }

  /** `may('read', 'bookings')`. */
  may(verb: string, area: string): boolean {
    return this.scopes.has(`${verb}:${area}`) || this.scopes.has(`all:${area}`);
  }
}

const refused = (words: string): never => {
  throw new Refusal(400, words);
};

/**
 * Invite codes, refresh tokens and access tokens. Not known, and taken at its strictest: an access token dies with the
 * refresh token it came from; a token that is missing, expired or revoked is answered 401; a missing scope, 403.
 */
export class SignIn {
  /** Life of an access token, told as `expiresIn`. */
  accessSeconds = 86_400;
  readonly #now: () => number;
  readonly #seed: string;
  #made = 0;
  readonly #invites = new Map<string, { scopes: readonly string[]; until: number }>();
  readonly #refresh = new Map<string, Grant & { usedAt: number }>();
  readonly #access = new Map<string, Access>();

  constructor(now: () => number, seed: string) {
    this.#now = now;
    this.#seed = seed;
  }

  /** What a person does in the control panel: a code good once, for 24 hours. */
  inviteCode(scopes: readonly string[] = USUAL_SCOPES): string {
    for (const scope of scopes) {
      const [verb = '', area = ''] = scope.split(':');
      if (!VERBS.includes(verb) || !AREAS.includes(area)) throw new Error(`There is no scope ${scope}.`);
    }
    const code = this.#secret();
    this.#invites.set(code, { scopes, until: this.#now() + DAY });
    return code;
  }

  /** A token for reading that dies after 90 days without use. */
  longLifeToken(scopes: readonly string[] = USUAL_SCOPES): string {
    const token = this.#secret();
    const readOnly = scopes.filter((scope) => scope.startsWith('read:'));
    const createdAt = this.#now();
    const grant = { scopes: readOnly, deviceName: '', createdAt, refreshToken: null };
    this.#access.set(token, { ...grant, expiresAt: createdAt + 90 * DAY });
    return token;
  }

  /** Ends every access token at once; refresh tokens live on. */
  expireAccess(): void {
    this.#access.clear();
  }

  /** Ends a refresh token and the access tokens that came from it, as a person does in the control panel. */
  revoke(refreshToken: string): boolean {
    for (const [token, access] of this.#access)
      if (access.refreshToken === refreshToken) this.#access.delete(token);
    return this.#refresh.delete(refreshToken);
  }

  /** Ends every sign-in at once, as a person does who takes all devices off in the control panel. */
  revokeAll(): void {
    for (const refreshToken of [...this.#refresh.keys()]) this.revoke(refreshToken);
  }

  /** Who sends `token`, or undefined where it is not, or no longer, valid. */
  callerOf(token: string | undefined): Caller | undefined {
    const access = this.#access.get(token ?? '');
    if (!access || access.expiresAt <= this.#now()) return undefined;
    if (access.refreshToken === null) access.expiresAt = this.#now() + 90 * DAY;
    return new Caller(access.scopes);
  }

  setup({ headers }: Asked): Answer {
    const code = headers['code'] ?? refused('code header is required');
    const invite = this.#invites.get(code);
    if (!invite || invite.until <= this.#now()) return refused('invite code is not valid');
    this.#invites.delete(code);
    const refreshToken = this.#secret();
    const createdAt = this.#now();
    const deviceName = headers['devicename'] ?? '';
    this.#refresh.set(refreshToken, { scopes: invite.scopes, deviceName, createdAt, usedAt: createdAt });
    return { status: 200, headers: {}, body: { ...this.#mint(refreshToken), refreshToken } };
  }

  token(asked: Asked): Answer {
    return { status: 200, headers: {}, body: this.#mint(this.#refreshTokenOf(asked)) };
  }

  drop(asked: Asked): Answer {
    this.revoke(this.#refreshTokenOf(asked));
    return { status: 200, headers: {}, body: undefined };
  }

  details({ headers }: Asked, ownerId: number): Answer {
    const access = this.#access.get(headers['token'] ?? refused('token header is required'));
    const secondsLeft = access ? Math.floor((access.expiresAt - this.#now()) / 1000) : 0;
    const isValid = secondsLeft > 0;
    const token = access && {
      ownerId,
      expiresIn: secondsLeft,
      created: stamp(access.createdAt),
      scopes: access.scopes,
      deviceName: access.deviceName,
      linkedProperties: false,
      onlyPropertyId: null,
      whiteListOnly: false,
      whiteList: [],
    };
    const body = { validToken: isValid, ...(isValid && { token }), diagnostics: { requestIp: '127.0.0.1' } };
    return { status: 200, headers: {}, body };
  }

  #refreshTokenOf({ headers }: Asked): string {
    const refreshToken = headers['refreshtoken'] ?? refused('refreshToken header is required');
    const grant = this.#refresh.get(refreshToken);
    return grant && grant.usedAt + 30 * DAY > this.#now()
      ? refreshToken
      : refused('refreshToken is not valid');
  }

  #mint(refreshToken: string): { token: string; expiresIn: number } {
    const grant = this.#refresh.get(refreshToken) ?? refused('refreshToken is not valid');
    const now = this.#now();
    grant.usedAt = now;
    const { scopes, deviceName } = grant;
    const token = this.#secret();
    const expiresAt = now + this.accessSeconds * 1000;
    this.#access.set(token, { scopes, deviceName, createdAt: now, refreshToken, expiresAt });
    return { token, expiresIn: this.accessSeconds };
  }

  /** 160 characters, the same in every run. */
  #secret(): string {
    const from = `${this.#seed}/${++this.#made}`;
    const part = (index: number): string => createHash('sha512').update(`${from}/${index}`).digest('base64');
    return (part(0) + part(1)).replaceAll('=', '').slice(0, 160);
  }
}
