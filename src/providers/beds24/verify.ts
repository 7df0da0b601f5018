import type { ExternalProperty } from '../../domain/connection.ts';
import type { Outcome, ProviderContext } from '../kit/provider.ts';
import { done, failed, strangeAnswer } from './failures.ts';
import { listProperties } from './rooms.ts';
import { detailsSchema } from './wire.ts';

/** What is needed, what it is needed for, and what to tick. `delete` is never asked for. */
const NEEDED: readonly (readonly [scope: string, words: string])[] = [
  ['read:properties', 'It can not read rooms and prices. Tick Properties: read.'],
  ['read:inventory', 'It can not read back what Beds24 shows. Tick Inventory: read.'],
  ['write:inventory', 'It can not change availability, prices and restrictions. Tick Inventory: write.'],
  ['read:bookings', 'It can not read bookings. Tick Bookings: read.'],
  ['write:bookings', 'It can not send bookings from the desk. Tick Bookings: write.'],
  ['read:bookings-personal', 'It does not see the names of guests. Tick Bookings personal: read.'],
  ['write:bookings-personal', 'It can not send the names of guests. Tick Bookings personal: write.'],
  ['read:bookings-financial', 'It does not see what bookings cost. Tick Bookings financial: read.'],
  ['write:bookings-financial', 'It can not send what bookings cost. Tick Bookings financial: write.'],
];

/** For each scope that is missing, what does not work without it. */
export function missingScopes(scopes: readonly unknown[]): string[] {
  const granted = new Set(scopes.map((scope) => String(scope).trim().toLowerCase()));
  return NEEDED.filter(([scope]) => !granted.has(scope) && !granted.has(scope.replace(/^\w+/, 'all'))).map(
    ([, words]) => words,
  );
}

/** What the sign-in may do and which properties it reaches. Without the right to read properties it names none. */
export async function verify(
  context: ProviderContext,
): Promise<
  Outcome<{ readonly properties: readonly ExternalProperty[]; readonly missing: readonly string[] }>
> {
  const answer = await context.http.send({
    method: 'GET',
    path: '/authentication/details',
    purpose: 'look at the sign-in',
  });
  if (!answer.ok) return answer;
  const read = detailsSchema.safeParse(answer.value.body);
  if (read.data?.token === undefined)
    return failed(strangeAnswer('it does not say what the sign-in may do', false));
  const missing = missingScopes(read.data.token.scopes);
  const properties = await listProperties(context);
  if (properties.ok) return done({ properties: properties.value, missing });
  return properties.failure.code === 'forbidden' ? done({ properties: [], missing }) : properties;
}
