import type { FailureCode } from '../../domain/failure.ts';
import type { ApiRequest, TransportAnswer } from './api-http.ts';
import type { ProviderFailure } from './provider.ts';

type FailedReason = Extract<TransportAnswer, { type: 'failed' }>['reason'];

const AGAIN = 'Bellhop tries again by itself.';
const TRANSPORT_WORDS: Readonly<Record<FailedReason, readonly [FailureCode, string]>> = {
  unreachable: [
    'unavailable',
    `{name} cannot be reached. ${AGAIN} If other pages do not open either, check the internet connection of this computer.`,
  ],
  'timed-out': ['timed-out', `{name} did not answer in {time} seconds. ${AGAIN}`],
  'broken-off': ['unavailable', `{name} broke off before its answer was complete. ${AGAIN}`],
  unreadable: [
    'unexpected-answer',
    '{name} answered in a way that Bellhop cannot read. Nothing was taken over from it.',
  ],
  'too-large': [
    'too-large',
    '{name} sent more than Bellhop reads at once. Nothing was taken over from it. Tell support about this.',
  ],
  cancelled: [
    'cancelled',
    'The request to {name} was called off because Bellhop was being closed or paused.',
  ],
  'refused-address': [
    'address-private',
    'The address of {name} leads to a machine in this network, or is not encrypted. Bellhop asks only channels on the ' +
      'internet, at addresses that begin with https://. Check the address of this channel.',
  ],
};

/** Whether a request does nothing but read. */
export const isReading = (request: ApiRequest): boolean => request.method === 'GET';

export function transportFailure(
  reason: FailedReason,
  facts: { readonly name: string; readonly timeoutMs: number; readonly mayHaveHappened: boolean },
): ProviderFailure {
  const [code, words] = TRANSPORT_WORDS[reason];
  return {
    code,
    words: words
      .replaceAll('{name}', facts.name)
      .replace('{time}', String(Math.round(facts.timeoutMs / 1_000))),
    mayHaveHappened: facts.mayHaveHappened,
    details: { reason },
  };
}

/** An answer that no provider can make sense of. */
export const strangeAnswer = (name: string, problem: string, status: number): ProviderFailure => ({
  code: 'unexpected-answer',
  words: `${name} answered in a way that Bellhop does not understand. Nothing was taken over from it.`,
  details: { problem, status },
});

export const notSignedIn = (name: string): ProviderFailure => ({
  code: 'unauthorised',
  words: `Bellhop has no sign-in for ${name} any more. Sign in again under Channels.`,
  mayHaveHappened: false,
});

/** Something that was about to be sent is not fit to be sent. */
export const unfit = (name: string, what: string): ProviderFailure => ({
  code: 'not-possible',
  words: `Bellhop did not send a request to ${name}, because its ${what} would not have been safe. Tell support about this.`,
  mayHaveHappened: false,
  details: { what },
});
