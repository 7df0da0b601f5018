import { keepSetting } from '../../store/settings.ts';
import { commandHandler, type Handlers } from '../handler.ts';
import { choosePin, dropPin, provePin, readPeople, recoverOwner, savePerson } from '../people.ts';
import { IDLE_KEY } from '../people-desk.ts';

/** What holds a PIN is an act of its own: nothing of it may stand in the log of commands, not even a digest. */
export const peopleHandlers = {
  'people.list': (_input, here, caller) => readPeople(here, caller),

  'people.save': commandHandler<'people.save'>({
    write: (writer, asked) => savePerson(writer, asked),
    after: (_input, _output, _prepared, here) => here.announce(['people']),
  }),

  'people.setPin': {
    async act(asked, here, caller) {
      const person = await choosePin(here, asked, caller);
      here.people.signIn(caller, person);
      here.announce(['people']);
      return { message: `${person.name} has a new PIN and is signed in.` };
    },
  },

  'people.takeBackPin': commandHandler<'people.takeBackPin'>({
    write(writer, { id }) {
      const { name } = dropPin(writer, id, '');
      return { message: `${name} has no PIN any more. They choose a new one when they sign in.` };
    },
    after: (_input, _output, _prepared, here) => here.announce(['people']),
  }),

  'people.signIn': {
    async act({ id, pin }, here, caller) {
      const person = await provePin(here, id, pin);
      here.people.signIn(caller, person);
      here.announce(['people']);
      return { message: `${person.name} is signed in.` };
    },
  },

  'people.signOut': {
    act(_input, here, caller) {
      here.people.signOut(caller);
      here.announce(['people']);
      return { message: 'Nobody is signed in here now.' };
    },
  },

  'people.touch': {
    act(_input, here, caller) {
      here.people.touch(caller);
      return { isIdle: here.people.signedIn(caller)?.isIdle ?? false };
    },
  },

  'people.recover': {
    async act({ id }, here, caller) {
      const { name } = await recoverOwner(here, id, caller);
      here.announce(['people']);
      return { message: `${name} has no PIN any more. Choose a new one now.` };
    },
  },

  'people.setIdleMinutes': commandHandler<'people.setIdleMinutes'>({
    write(writer, { minutes }) {
      keepSetting(writer.tx, IDLE_KEY, String(minutes));
      return { message: `The PIN is asked for again after ${String(minutes)} min without a touch.` };
    },
    after: (_input, _output, _prepared, here) => here.announce(['people']),
  }),
} satisfies Partial<Handlers>;
