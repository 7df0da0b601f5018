import type { ParsedFeed } from '../../domain/feed.ts';
import { redactText } from '../kit/redact.ts';

/** Why a body is not acted on at all. */
export const REJECTIONS = {
  'empty-body': 'The channel sent an empty answer instead of a calendar.',
  html: 'The channel sent a web page instead of a calendar.',
  json: 'The channel sent an error message instead of a calendar.',
  'not-a-calendar': 'The channel sent something that is not a calendar.',
  truncated: 'The calendar breaks off before its end.',
  'too-large': 'The calendar is larger than 5 MB.',
  'too-many-events': 'The calendar holds more than 20,000 events.',
  'took-too-long': 'Reading the calendar took longer than 30 seconds.',
  'reader-failed': 'The calendar could not be read.',
} as const;
export type RejectionCode = keyof typeof REJECTIONS;

const LONGEST_FIRST_LINE = 80;

/** The first line with anything on it, without secrets and short enough to be shown. */
export function firstLineOf(text: string): string {
  const line = /[^\s\u0000-\u001f][^\r\n]{0,400}/.exec(text)?.[0] ?? '';
  const redacted = redactText(line)
    .replace(/\uFFFD+/g, '…')
    .trim();
  return redacted.length > LONGEST_FIRST_LINE
    ? `${redacted.slice(0, LONGEST_FIRST_LINE).toWellFormed()}…`
    : redacted;
}

/** The answer for a body that is refused whole. The last good state of the feed stays as it is. */
export function rejectedFeed(code: RejectionCode, firstLine = ''): ParsedFeed {
  const shown = firstLine === '' ? '' : ` It begins: ${firstLine}`;
  return {
    verdict: 'rejected',
    channel: 'other',
    producer: '',
    mode: 'stays',
    reasons: [{ code, message: `${REJECTIONS[code]} Nothing was changed.${shown}` }],
    events: [],
    problems: [],
    fingerprint: '',
  };
}
