import type { CallName, CommandName } from '../contract/index.ts';
import type { Act } from '../domain/person.ts';

type Calls = readonly CommandName[];

/** Which commands are part of which act: who may give them is said there. */
const COMMANDS: Readonly<Partial<Record<Act | 'anybody', Calls>>> = {
  anybody: [
    ...(['people.signIn', 'people.signOut', 'people.touch', 'people.setPin', 'people.recover'] as const),
    ...(['host.unlock', 'host.pickFolder', 'host.switchHotel', 'sandbox.plug', 'sandbox.play'] as const),
  ],
  'take-bookings': [
    ...(['reservations.create', 'reservations.change', 'reservations.setStatus'] as const),
    ...(['reservations.cancel', 'extranet.book', 'extranet.cancel', 'guests.merge', 'guests.split'] as const),
    'history.undo',
  ],
  'move-stays': ['stays.move', 'stays.split', 'stays.lock'],
  'close-nights': ['blocks.create', 'blocks.change', 'blocks.remove'],
  'do-checklists': [
    ...(['checklists.begin', 'checklists.tick', 'checklists.skip', 'checklists.differs'] as const),
    ...(['checklists.pause', 'checklists.goOn', 'checklists.enterSweep', 'manual.addPicture'] as const),
  ],
  'second-person': ['checklists.second'],
  'resolve-conflicts': ['conflicts.resolve', 'conflicts.merge'],
  'retry-sync': ['sync.retry', 'sync.cancel', 'sync.run', 'feeds.refresh', 'connections.refreshRooms'],
  'override-cancellation': ['reservations.freeNights', 'feeds.release'],
  'take-in-doubt': ['feeds.decide'],
  'change-prices': [
    ...(['rates.savePlan', 'rates.removePlan', 'rates.set'] as const),
    ...(['sync.takeBack', 'sync.takeBackRefused'] as const),
  ],
  'change-sell-rules': ['rates.setRule'],
  'change-rooms': [
    ...(['property.save', 'roomTypes.save', 'roomTypes.remove', 'units.save', 'units.remove'] as const),
  ],
  'link-rooms': ['connections.linkRoom', 'connections.linkRooms', 'connections.linkPlan'],
  'pause-channels': [
    ...(['connections.pause', 'connections.schedule', 'connections.tell', 'feeds.change'] as const),
  ],
  'edit-templates': ['manual.saveTemplate', 'manual.checkTemplate', 'manual.useOurs'],
  'edit-profiles': ['manual.saveProfile', 'manual.renameRoom'],
  'connect-channels': [
    ...(['connections.test', 'connections.add', 'connections.change', 'connections.rotate'] as const),
    ...(['connections.lend', 'connections.confirmRotation', 'checklists.setUp'] as const),
    ...(['feeds.preview', 'feeds.add', 'feeds.replaceAddress', 'exports.add', 'exports.change'] as const),
    ...(['exports.rotate', 'exports.reveal', 'exports.setFolder'] as const),
  ],
  'disconnect-channels': [
    ...(['connections.disconnect', 'feeds.remove', 'exports.remove', 'manual.stopKeeping'] as const),
  ],
  'keep-people': ['people.save', 'people.takeBackPin', 'people.setIdleMinutes'],
  'restore-backup': ['host.backup', 'host.seal'],
};

const ACT_OF = new Map(
  Object.entries(COMMANDS).flatMap(([act, names]) =>
    names.map((name): [CallName, Act | 'anybody'] => [name, act as Act | 'anybody']),
  ),
);

/** Commands that nobody has put into the table; a test keeps it empty. */
export const withoutAct = (commands: readonly CallName[]): CallName[] =>
  commands.filter((name) => !ACT_OF.has(name));

/** What a command is part of. One that is new here is for owners, until somebody has thought of it. */
export const actOf = (name: CallName): Act | 'anybody' => ACT_OF.get(name) ?? 'keep-people';
