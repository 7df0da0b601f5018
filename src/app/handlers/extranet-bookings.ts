import { bookFromExtranet, cancelFromExtranet, readTwins } from '../extranet-booking.ts';
import { readMail } from '../extranet-booking-mail.ts';
import { commandHandler, type Handlers, type Surroundings } from '../handler.ts';

/** The ledger moves with them, and no journaled table tells of that. */
const announce = (here: Surroundings): void =>
  here.announce(['checklists', 'connections', 'calendar', 'sync']);

export const extranetBookingHandlers = {
  'extranet.readMail': (asked, here) => readMail(here.store.read, asked),

  'extranet.duplicates': (asked, here) => readTwins(here.store.read, asked),

  'extranet.book': commandHandler<'extranet.book'>({
    write: (writer, asked) => bookFromExtranet(writer, asked),
    after: (_input, _output, _prepared, here) => announce(here),
  }),

  'extranet.cancel': commandHandler<'extranet.cancel'>({
    write: (writer, asked) => cancelFromExtranet(writer, asked),
    after: (_input, _output, _prepared, here) => announce(here),
  }),
} satisfies Partial<Handlers>;
