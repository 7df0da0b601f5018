import { createHash } from 'node:crypto';
import { type CallName, contract, isCallName } from '../contract/index.ts';
import { encodeJson, decodeJson, type Reply, type Request, requestSchema } from '../contract/reply.ts';
import type { FailureCode } from '../domain/failure.ts';
import { Refusal } from '../domain/failure.ts';
import { findCommand, logCommand } from '../store/command-log.ts';
import type { Writer } from '../store/writer.ts';
import type { Caller } from './core.ts';
import type { ActHandler, CommandHandler, Handlers, Surroundings } from './handler.ts';

type AnyCommand = CommandHandler<never, unknown>;
type AnyQuery = (input: unknown, here: Surroundings, caller: Caller) => unknown;

const fail = (code: FailureCode, message: string, details?: Record<string, unknown>): Reply<never> => ({
  ok: false,
  failure: details ? { code, message, details } : { code, message },
});

/** Slower than this and a clerk notices. */
const SLOW_MS = 40;

/** Carries calls to handlers: parses, applies commands once, times, and turns whatever is thrown into a failure. */
export function createDispatch(
  handlers: Handlers,
  here: Surroundings,
): (request: Request, caller: Caller) => Promise<Reply<unknown>> {
  const underWay = new Map<string, Promise<Reply<unknown>>>();

  const failureOf = (error: unknown, name: string): Reply<never> => {
    if (error instanceof Refusal) return { ok: false, failure: error.failure };
    here.ports.log.warn('A call failed in an unforeseen way', { name, error: String(error).slice(0, 300) });
    return fail(
      'internal',
      'Bellhop made a mistake here. Nothing was changed. Try again; if it stays, ask for help.',
      {
        call: name,
      },
    );
  };

  async function runQuery(name: CallName, input: unknown, caller: Caller): Promise<Reply<unknown>> {
    const handler = handlers[name] as AnyQuery;
    return { ok: true, value: await handler(input, here, caller) };
  }

  async function runCommand(
    name: CallName,
    input: unknown,
    commandId: string,
    caller: Caller,
  ): Promise<Reply<unknown>> {
    const doer = handlers[name] as AnyCommand | ActHandler<never>;
    if ('act' in doer) return { ok: true, value: await doer.act(input as never, here, caller) };
    const handler = doer;
    const inputHash = createHash('sha256').update(encodeJson(input)).digest('base64url');
    const before = answered(here, commandId, name, inputHash);
    if (before) return before;
    const prepared = await handler.prepare?.(input as never, here);
    const act = { commandId, actor: caller.actor, origin: caller.origin, act: name, why: reasonIn(input) };
    const write = (writer: Writer): unknown => {
      const said = handler.write(writer, input as never, prepared, here);
      const value = withUndo(said, handler, writer, commandId);
      keepAnswer(writer, name, inputHash, value, handler);
      return value;
    };
    let output: unknown;
    try {
      output = here.commit(act, write);
    } catch (error) {
      await handler.refused?.(prepared, here);
      throw error;
    }
    try {
      await handler.after?.(input as never, output as never, prepared, here);
    } catch (error) {
      here.ports.log.warn('What follows a command failed', { name, error: String(error).slice(0, 300) });
    }
    return { ok: true, value: output };
  }

  return async (request, caller) => {
    const asked = requestSchema.safeParse(request);
    if (!asked.success) return fail('invalid-input', 'This request is not one that Bellhop knows.');
    const { name, input, commandId } = asked.data;
    if (!isCallName(name))
      return fail('unknown-call', 'Bellhop knows no such call.', { call: name.slice(0, 80) });
    const call = contract[name];
    const parsed = call.input.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const field = issue?.path.join('.') ?? '';
      return fail('invalid-input', issue?.message ?? 'Something in this form is not right.', {
        call: name,
        field,
      });
    }
    if (call.type === 'command' && !commandId)
      return fail('invalid-input', 'A command needs its own id.', { call: name });
    const began = here.ports.clock.now();
    try {
      if (call.type === 'query') return await runQuery(name, parsed.data, caller);
      const id = commandId as string;
      const same = underWay.get(id);
      if (same) return await same;
      const run = runCommand(name, parsed.data, id, here.people.admit(name, caller));
      underWay.set(id, run);
      try {
        return await run;
      } finally {
        underWay.delete(id);
      }
    } catch (error) {
      return failureOf(error, name);
    } finally {
      const took = here.ports.clock.now() - began;
      if (took > SLOW_MS) here.ports.log.info('Slow call', { name, ms: took });
    }
  };
}

function reasonIn(input: unknown): string {
  const { reason, knowinglyReason } = input as { reason?: unknown; knowinglyReason?: unknown };
  return String(reason ?? knowinglyReason ?? '');
}

/** The answer that this command got before, or undefined where it is new. */
function answered(
  here: Surroundings,
  commandId: string,
  name: string,
  inputHash: string,
): Reply<unknown> | undefined {
  const row = findCommand(here.store.read, commandId);
  if (!row) return undefined;
  if (row.name !== name || row.inputHash !== inputHash)
    return fail('invalid-input', 'This command id was used for something else.', { call: name });
  return { ok: true, value: decodeJson(row.reply) };
}

function withUndo(value: unknown, handler: AnyCommand, writer: Writer, commandId: string): unknown {
  if (typeof value !== 'object' || value === null || !('undoId' in value)) return value;
  return { ...value, undoId: handler.canUndo && writer.changes.length > 0 ? commandId : null };
}

function keepAnswer(
  writer: Writer,
  name: string,
  inputHash: string,
  value: unknown,
  handler: AnyCommand,
): void {
  const message =
    typeof value === 'object' && value !== null && 'message' in value ? String(value.message) : '';
  logCommand(writer.tx, {
    commandId: writer.act.commandId as string,
    name,
    inputHash,
    reply: encodeJson(value),
    at: writer.act.at,
    canUndo: handler.canUndo && writer.changes.length > 0 ? 1 : 0,
    message,
  });
}
