import { Refusal } from '../../domain/failure.ts';
import { maySecond, type SeenValue } from '../../domain/visit.ts';
import { changeTask, endedTasks, findTask, addStep, openTasks } from '../../store/manual-tasks.ts';
import type { Writer } from '../../store/writer.ts';
import { readVisit } from '../../sync/visit-now.ts';
import { HOLD_MS, resumeVisit, skipStep, stopVisit, tickStep } from '../../sync/visit-tick.ts';
import { manualChannel, manualConnections } from '../checklist-channels.ts';
import { setUpByHand } from '../checklist-setup.ts';
import { enterSweep, readSweep } from '../checklist-sweep.ts';
import { readRun, taskLine } from '../checklist-view.ts';
import { commandHandler, type Handlers, type Surroundings } from '../handler.ts';

const LATELY_MS = 7 * 86_400_000;
const MOST_ENDED = 50;

/** A tick moves no journaled table, so views are told of it by hand. */
const announce = (here: Surroundings): void =>
  here.announce(['checklists', 'connections', 'calendar', 'sync']);

/** Who does it, and when. */
const at = ({ act }: Writer) => ({ by: act.actor, at: act.at });

type Values = Readonly<Record<string, SeenValue | null>>;

/** What was typed, as the step's judge wants it: a number's field may hold text that is none. */
const entryOf = ({ nights, answers }: { nights?: Values | undefined; answers?: Values | undefined }) => ({
  nights: Object.fromEntries(
    Object.entries(nights ?? {}).map(([night, value]) => [
      night,
      typeof value === 'boolean' ? String(value) : value,
    ]),
  ),
  answers: answers ?? {},
});

function theTask(writer: Writer, taskId: number) {
  const task = findTask(writer.tx, taskId);
  if (!task) throw new Refusal('not-found', 'This list is no longer there. Look again at what is due.');
  return task;
}

export const checklistHandlers = {
  'checklists.list': (_input, here) => {
    const { read } = here.store;
    const since = here.ports.clock.now() - LATELY_MS;
    return {
      channels: manualConnections(read).map((connection) => manualChannel(here, connection)),
      due: openTasks(read).map(({ id }) => taskLine(here, id)),
      ended: endedTasks(read, since, MOST_ENDED).map(({ id }) => taskLine(here, id)),
    };
  },

  'checklists.read': ({ taskId }, here) => readRun(here, taskId),

  'checklists.begin': commandHandler<'checklists.begin'>({
    write(writer, { taskId, isTakeOver }) {
      const { by, at: now } = at(writer);
      const task = theTask(writer, taskId);
      if (task.endedAt !== null) throw new Refusal('changed-meanwhile', 'This list is over.');
      const isHeld = task.holder !== '' && task.holder !== by && now - (task.heldAt ?? 0) < HOLD_MS;
      if (isHeld && isTakeOver !== true)
        throw new Refusal(
          'changed-meanwhile',
          `${task.holder} is doing this now. Ask them, or take it over.`,
          { holder: task.holder },
        );
      const act = isHeld ? 'taken-over' : 'begun';
      if (task.holder !== by) addStep(writer.tx, { taskId, step: '', at: now, by, act, note: task.holder });
      changeTask(writer.tx, taskId, { holder: by, heldAt: now, begunAt: task.begunAt ?? now });
      return { message: isHeld ? `Taken over from ${task.holder}.` : 'It is yours now.' };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'checklists.tick': commandHandler<'checklists.tick'>({
    write(writer, { taskId, version, step, note, surely, ...typed }) {
      const entry = { ...entryOf(typed), note: note ?? '', isSure: surely === true };
      return { ...tickStep(writer.tx, { taskId, version, step, ...at(writer) }, entry) };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'checklists.skip': commandHandler<'checklists.skip'>({
    write: (writer, { taskId, version, step, reason }) =>
      skipStep(writer.tx, { taskId, version, step, ...at(writer) }, reason),
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'checklists.differs': commandHandler<'checklists.differs'>({
    write: (writer, { taskId, version, step, note, ...typed }) =>
      stopVisit(writer.tx, { taskId, version, step, ...at(writer) }, entryOf(typed), note),
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'checklists.pause': commandHandler<'checklists.pause'>({
    write(writer, { taskId }) {
      const { by, at: now } = at(writer);
      const task = theTask(writer, taskId);
      if (task.endedAt === null && task.holder === by) {
        addStep(writer.tx, { taskId, step: '', at: now, by, act: 'paused' });
        changeTask(writer.tx, taskId, { holder: '', heldAt: null });
      }
      return { message: 'Left where it is. What is done stays done.' };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'checklists.goOn': commandHandler<'checklists.goOn'>({
    write(writer, { taskId, reason }) {
      resumeVisit(writer.tx, { taskId, ...at(writer) }, reason);
      return { message: 'It goes on where it was stopped.' };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'checklists.second': commandHandler<'checklists.second'>({
    write(writer, { taskId, name }) {
      const { at: now } = at(writer);
      const { task, lines } = readVisit(writer.tx, taskId, now);
      if (task.endedAt === null) throw new Refusal('not-possible', 'First everything has to be done.');
      if (!maySecond(lines, name))
        throw new Refusal('not-possible', `${name} did some of it. Somebody else has to look.`);
      addStep(writer.tx, {
        taskId,
        step: '',
        at: now,
        by: name,
        act: 'noted',
        note: 'Looked as the second person.',
      });
      const isWhole = task.state === 'done-unverified';
      changeTask(writer.tx, taskId, { secondBy: name, ...(isWhole ? { state: 'done' } : {}) });
      return { message: `${name} has looked. It is done.` };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'checklists.setUp': commandHandler<'checklists.setUp'>({
    write(writer, asked) {
      const { id, name } = setUpByHand(writer, asked);
      return { message: `${name} is kept by hand from now on.`, undoId: null, connectionId: id };
    },
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'checklists.sweep': (asked, here) => readSweep(here.store.read, asked, here.ports.clock.now()),

  'checklists.enterSweep': commandHandler<'checklists.enterSweep'>({
    write: (writer, asked) => enterSweep(writer, asked),
    after: (_input, _output, _prepared, here) => announce(here),
  }),
} satisfies Partial<Handlers>;
