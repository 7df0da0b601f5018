import { z } from 'zod';

/** Reads; changes nothing; may be asked again at any time. */
export interface QueryCall<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly type: 'query';
  readonly says: string;
  readonly input: I;
  readonly output: O;
}

/** Writes. Carries a `commandId`: sent twice, it is applied once and answers the same. Leaves a journal entry. */
export interface CommandCall<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly type: 'command';
  readonly says: string;
  readonly input: I;
  readonly output: O;
}

export type Call = QueryCall | CommandCall;

export function query<I extends z.ZodType, O extends z.ZodType>(spec: {
  says: string;
  input: I;
  output: O;
}): QueryCall<I, O> {
  return { type: 'query', ...spec };
}

export function command<I extends z.ZodType, O extends z.ZodType>(spec: {
  says: string;
  input: I;
  output: O;
}): CommandCall<I, O> {
  return { type: 'command', ...spec };
}

/** Input of a call that needs none. */
export const nothing = z.object({});

/** What a command that changed something answers: how to take it back, while that is still possible. */
export const doneSchema = z.object({
  /** For the notice: "Moved Iyer to 206." */
  message: z.string(),
  /** Give it to `history.undo`; null where the act cannot be taken back. */
  undoId: z.uuid().nullable(),
});
export type Done = z.infer<typeof doneSchema>;
