import { z } from 'zod';
import { parseStayDate, type StayDate } from '../domain/stay-date.ts';

/** A real calendar date, `YYYY-MM-DD`, from 2000 to 2100. */
export const stayDateSchema = z
  .string()
  .refine((text) => parseStayDate(text) !== undefined, 'Give a real date as YYYY-MM-DD.')
  .transform((text) => text as StayDate);

export const idSchema = z.int().positive();

/** Epoch milliseconds, UTC. */
export const instantSchema = z.int();

/** What staff type: trimmed, no control characters, so that no text can break a line, a column or a log. */
export const textSchema = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ').trim());

export const nameSchema = (longest = 80) =>
  textSchema(longest).refine((text) => text.length > 0, 'Give a name.');

/** Half-open nights; at least one, at most two years. */
export const nightRangeFields = { arrival: stayDateSchema, departure: stayDateSchema };
