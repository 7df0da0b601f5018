import { type ChildProcess, spawn } from 'node:child_process';
import { decodeJson, type Reply } from '../contract/reply.ts';
import { programOf } from './program.ts';

type Answer = Reply<Record<string, unknown>>;

/** The real host in a process of its own, which a proof may kill at any moment. */
export interface KillableHost {
  readonly child: ChildProcess;
  /** Rejects where the host dies before it has answered. */
  call(name: string, input: unknown, commandId?: string): Promise<Answer>;
  /** Where others reach it, ending with a slash. */
  readonly origin: string;
}

/** Starts the host on a data folder. Secrets are sealed in a file, so that they outlive the process on any machine. */
export async function startKillableHost(folder: string): Promise<KillableHost> {
  const child = spawn(
    process.execPath,
    [programOf('web'), '--data', folder, '--port', '0', '--no-open', '--allow-loopback'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, BELLHOP_PASSPHRASE: 'only for this proof' },
    },
  );
  let said = '';
  for await (const part of child.stdout) {
    said += String(part);
    const [, origin, secret] = /^Bellhop is ready at (\S+)#(\S+)$/m.exec(said) ?? [];
    if (origin === undefined) continue;
    return {
      child,
      origin,
      async call(name, input, commandId = crypto.randomUUID()) {
        const response = await fetch(`${origin}call/${name}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
          body: JSON.stringify({ input, commandId }),
        });
        return decodeJson(await response.text()) as Answer;
      },
    };
  }
  throw new Error(`The host did not start. ${said}`);
}

/** The value of a reply; throws the failure's code and words. */
export async function must(reply: Promise<Answer>): Promise<Record<string, unknown>> {
  const answer = await reply;
  if (!answer.ok) throw new Error(`${answer.failure.code}: ${answer.failure.message}`);
  return answer.value;
}
