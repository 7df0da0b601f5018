import { type ChannelProfile, HUMAN_PLACES } from '../../domain/channel-profile.ts';
import { parseTemplate, renderTemplate, TASK_KINDS } from '../../domain/checklist-template.ts';
import { stayDate } from '../../domain/stay-date.ts';
import { type RunStep, sayEveryNight } from '../../domain/visit.ts';
import type { WorkEdit } from '../../domain/worklist.ts';
import type { Provider } from './provider.ts';

/** What the conformance suite holds against steps for a person, as lists of complaints: none is good. */

const list = (...found: readonly (string | false | undefined)[]): string[] =>
  found.filter((one): one is string => typeof one === 'string');

const isSentence = (text: string): boolean => /^“?\p{Lu}.*\.$/su.test(text) && !text.includes('!');
const isDamaged = (text: string): boolean => /[{}]|undefined|NaN|\[object|\bnull\b/u.test(text);
/** "10-12", "10–12 Jul", "10 to 12 Jul": nobody shall count. */
const isRangeOfDays = (text: string): boolean =>
  /\d\s*[-–—]\s*\d|\b\d{1,2} to \d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/u.test(text);

const isOf = (step: RunStep, edit: WorkEdit): boolean => step.edit?.key === edit.key;
const sets = (step: RunStep): boolean => step.step.marks === 'set';
const compares = (step: RunStep): boolean => step.step.requires === 'after-equals-target';

function wordProblems(step: RunStep): string[] {
  const said = [step.title, step.text, ...step.hints, ...step.inputs.map(({ label }) => label)];
  return list(
    step.title.trim() === '' && 'it has no title',
    !isSentence(step.text) && `no sentence: ${step.text}`,
    step.step.screen.trim() === '' && 'it names no screen',
    said.some(isDamaged) && `something is not filled in: ${said.find(isDamaged) ?? ''}`,
    said.some(isRangeOfDays) && `days stand as a range: ${said.find(isRangeOfDays) ?? ''}`,
  );
}

/** A step that enters a number says which, for which nights, and what is not meant. */
function setProblems(step: RunStep): string[] {
  const nights = step.nights.map(({ night }) => night);
  const target = step.span?.target ?? -1;
  const said = `${step.title} ${step.text}`;
  const saysTarget =
    new RegExp(`\\b${String(target)}\\b`, 'u').test(said) || (target === 0 && /Close room/u.test(said));
  return list(
    nights.length === 0 && 'it sets no night',
    step.nights.some((night) => night.target !== target) && 'its nights have several targets',
    !saysTarget && `the number ${String(target)} is not said`,
    !said.includes(sayEveryNight(nights)) && 'its nights are not named one by one',
    step.edit?.direction === 'closes' &&
      !/ stays? open| number of its own/u.test(said) &&
      'no day stays open',
    step.edit?.direction === 'opens' &&
      !/ as (?:it is|they are)| number of its own/u.test(said) &&
      'no day stays',
    /less than|minus|one fewer|subtract 1/iu.test(said) && 'the number is not absolute',
  );
}

const cellsOf = (steps: readonly RunStep[]): string =>
  steps
    .flatMap(({ nights }) => nights.map(({ night, target }) => `${night}=${String(target)}`))
    .sort()
    .join(' ');

/** An edit is read before, set whole, and compared after, for each room that it is sold as there. */
function editProblems(steps: readonly RunStep[], edit: WorkEdit, profile: ChannelProfile): string[] {
  const own = steps.filter((step) => isOf(step, edit));
  const wanted = edit.nights
    .map(({ night, target }) => `${stayDate(night)}=${String(target)}`)
    .sort()
    .join(' ');
  const rooms = profile.rooms.filter(({ roomTypeId }) => roomTypeId === edit.roomTypeId);
  return rooms.flatMap((room) => {
    const here = own.filter((step) => step.room === room);
    const [first, last] = [here.findIndex(sets), here.findLastIndex(sets)];
    const before = here.findIndex(({ step }) => step.perNight === 'before');
    const compare = here.findIndex(compares);
    const types = new Set(here.filter(sets).map(({ contractType }) => contractType));
    const isSet = edit.direction !== 'verify' && !edit.isSet;
    return list(
      !isSet && first >= 0 && 'something is set that is only to be looked at',
      isSet && first < 0 && 'nothing is set',
      isSet && (before < 0 || before > first) && 'nothing is read before it is changed',
      (compare < 0 || compare < last) && 'nothing is compared after it was set',
      cellsOf(here.filter(compares)) !== wanted && 'not every night is compared',
      ...[...types].map(
        (type) =>
          cellsOf(here.filter((step) => sets(step) && step.contractType === type)) !== wanted &&
          'not every night is set, each once',
      ),
    ).map((problem) => `${room.name}: ${problem}`);
  });
}

/** Everything that is wrong with the steps of a visit. */
export function visitProblems(
  steps: readonly RunStep[],
  edits: readonly WorkEdit[],
  profile: ChannelProfile,
): string[] {
  const keys = steps.map(({ key }) => key);
  const lastClose = steps.findLastIndex((step) => sets(step) && step.edit?.direction === 'closes');
  const firstOpen = steps.findIndex((step) => sets(step) && step.edit?.direction === 'opens');
  const places = HUMAN_PLACES[profile.channel];
  const hosts = [...places.extranetHosts, ...places.guestSites.flatMap((site) => site.hosts)];
  const links = steps.flatMap((step) => step.links.map(({ href }) => new URL(href)));
  return [
    ...list(
      new Set(keys).size !== keys.length && 'two steps have one key',
      firstOpen >= 0 && lastClose > firstOpen && 'something is opened before all is closed',
      !steps.some(({ step }) => step.link === 'extranet') && 'nobody is told where to sign in',
      !steps.some(({ step }) => step.stopIf?.goto === 'conflict') && 'nobody looks for unknown bookings',
      links.some(({ protocol }) => protocol !== 'https:') && 'a link is not encrypted',
      links.some(
        ({ hostname }) => !hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)),
      ) && 'a link leads elsewhere',
    ),
    ...steps.flatMap((step) =>
      [...wordProblems(step), ...(sets(step) ? setProblems(step) : [])].map((one) => `${step.key}: ${one}`),
    ),
    ...edits.flatMap((edit) => editProblems(steps, edit, profile)),
  ];
}

/** Whether each task has its shipped template, and each is what it would be if it was read from a file. */
export function checklistProblems({ descriptor, checklists = [] }: Provider): string[] {
  const tasks = checklists.map(({ task }) => task);
  return [
    ...TASK_KINDS.flatMap((task) =>
      list(tasks.filter((one) => one === task).length !== 1 && `there is not one template for ${task}`),
    ),
    ...checklists.flatMap((template) => {
      const again = parseTemplate(JSON.parse(renderTemplate(template)));
      return list(
        template.channel !== descriptor.channel && `${template.id} is for another channel`,
        template.id !== `${descriptor.channel}.${template.task}` &&
          `${template.id} is not named after its channel`,
        !again.ok && `${template.id} can not be read again`,
      );
    }),
  ];
}
