import type { Environment } from '../domain/connection.ts';
import { Refusal } from '../domain/failure.ts';
import { forgetLedger } from '../store/ledger.ts';
import { dropWebhookSecret, readCredential } from './credentials.ts';
import type { Task, WorkResult } from './engine-world.ts';

/** Lets a channel go that has confirmed that it sells nothing any more: the connection ends, and its sign-in with it. */
export async function letGo(task: Task): Promise<WorkResult> {
  const { world, claim, connection } = task;
  const act = { commandId: null, actor: 'Bellhop', origin: 'sync', act: 'connections.letGo', why: '' };
  world.commit(act, (writer) => {
    world.queue.within(writer.tx).mustHold(claim);
    writer.update('connection', connection.id, {
      ...{ state: 'disconnected', isTold: 0, isClosing: 0 },
      ...{ stateReason: 'It confirmed that it sells nothing any more, and was let go.' },
    });
    forgetLedger(writer.tx, connection.id);
  });
  for (const key of [connection.secretKey, connection.previousSecretKey]) if (key) await drop(task, key);
  return { type: 'done', words: `${connection.name} sells nothing any more and was let go.` };
}

/** What can not be ended there now opens nothing that we still know. */
async function drop({ world, connection, provider, context }: Task, key: string): Promise<void> {
  try {
    const credential = await readCredential(world.secrets, key, connection.environment as Environment);
    if (credential) await provider.revoke?.(credential, context);
    await world.secrets.delete(key);
    await dropWebhookSecret(world.secrets, connection.environment as Environment, connection.id);
  } catch (error) {
    const reason = error instanceof Refusal ? error.failure.code : 'internal';
    world.log.warn('Credentials could not be let go of', { connection: connection.id, reason });
  }
}
