import { Refusal } from '../../domain/failure.ts';
import { providerOf } from '../../providers/registry.ts';
import type { ConnectionRow } from '../../store/connections.ts';
import type { Writer } from '../../store/writer.ts';
import { keepVisit } from '../../sync/worklist.ts';
import { commandHandler, type Handlers, type Surroundings } from '../handler.ts';
import { renameRoom, stopKeeping } from '../manual-keeping.ts';
import { keptByHand, readProfile, saveProfile } from '../manual-profile.ts';
import { checkTemplate, followOurs, readTemplates, saveTemplate } from '../manual-templates.ts';

const announce = (here: Surroundings): void =>
  here.announce(['checklists', 'connections', 'calendar', 'sync']);

/** What is to be done there follows the profile: its list is made anew at once. */
function listAnew(writer: Writer, connection: ConnectionRow): void {
  const provider = providerOf(connection.provider);
  if (provider) keepVisit(writer.tx, connection, provider.descriptor, writer.act.at);
}

export const manualChannelHandlers = {
  'manual.profile': ({ connectionId }, here) =>
    readProfile(here.store.read, connectionId, here.ports.clock.now()),

  'manual.saveProfile': commandHandler<'manual.saveProfile'>({
    write(writer, { connectionId, ...asked }) {
      const connection = keptByHand(writer.tx, connectionId);
      if (Object.keys(asked.answers).length === 0 && asked.address === undefined)
        throw new Refusal('invalid-input', 'There is no answer to be saved.', { field: 'answers' });
      saveProfile(writer, connection, asked);
      listAnew(writer, connection);
      return { message: `What is known of ${connection.name} is saved.`, undoId: null };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'manual.renameRoom': commandHandler<'manual.renameRoom'>({
    write(writer, asked) {
      const connection = keptByHand(writer.tx, asked.connectionId);
      const message = renameRoom(writer, connection, asked);
      listAnew(writer, connection);
      return { message, undoId: null };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'manual.stopKeeping': commandHandler<'manual.stopKeeping'>({
    write(writer, { connectionId, meanwhile, reason }) {
      const connection = keptByHand(writer.tx, connectionId);
      return { message: stopKeeping(writer, connection, meanwhile, reason ?? ''), undoId: null };
    },
    after({ connectionId }, _output, _prepared, here) {
      here.sync.reconsider(connectionId);
      announce(here);
    },
  }),

  'manual.templates': ({ channel }, here) => ({ templates: readTemplates(here.store.read, channel) }),

  'manual.saveTemplate': commandHandler<'manual.saveTemplate'>({
    write(writer, { text }) {
      const { id, version } = saveTemplate(writer, text);
      const message = `${id} is done as your version ${String(version)} says from now on. Ours is kept beside it.`;
      return { message, undoId: null, templateId: id, version };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'manual.checkTemplate': commandHandler<'manual.checkTemplate'>({
    write(writer, { templateId }) {
      checkTemplate(writer, templateId);
      return { message: `${templateId} was compared with the extranet today.`, undoId: null };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'manual.useOurs': commandHandler<'manual.useOurs'>({
    write(writer, { templateId }) {
      const { version } = followOurs(writer, templateId);
      const message = `${templateId} is done as our version ${String(version)} says. Yours is kept and can be saved again.`;
      return { message, undoId: null };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),
} satisfies Partial<Handlers>;
