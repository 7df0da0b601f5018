import { placeholdersIn } from './checklist-template.ts';
import { nightsOfSpan, spansOf } from './visit-nights.ts';
import type { ScopedStep, StepScope } from './visit-scope.ts';
import { type DayNumber, stayDate } from './stay-date.ts';

/** What was seen or answered: numbers under the night's date, answers under the question's key. */
export type SeenValue = string | number | boolean;
export type Seen = Readonly<Record<string, SeenValue>>;

export const STEP_ACTS = [
  'ticked',
  'skipped',
  'differs',
  'corrected',
  'noted',
  'begun',
  'paused',
  'taken-over',
  'asked',
] as const;
/**
 * `ticked` and `corrected` do a step, `skipped` leaves it out, `differs` stops it; `noted` keeps what is typed so far.
 * `asked`: the person was asked whether all was really looked at. The rest are about the visit.
 */
export type StepAct = (typeof STEP_ACTS)[number];

/** One line of what was done at a visit. Lines are only ever added, the later one counts. */
export interface StepLine {
  /** {@link RunStep.key} at that time; what is before the @ says which step of the template. */
  readonly step: string;
  readonly at: number;
  readonly by: string;
  readonly act: StepAct;
  readonly seen: Seen;
  readonly note: string;
}

/** Under this key a line says what it was done for; whoever writes lines keeps `seen` as it was judged. */
export const COVERS = 'covers';

export interface Night {
  readonly night: DayNumber;
  readonly target: number;
}

/** The nights that a step is about, with their targets where it belongs to an edit. */
export function nightsOfScope({ edits, edit, span }: StepScope): readonly Night[] {
  if (!edit) return edits.flatMap(({ nights }) => nights);
  return span ? edit.nights.filter(({ night }) => night >= span.first && night <= span.last) : edit.nights;
}

const isAboutNights = ({ step, scope }: ScopedStep): boolean =>
  scope.edit !== null ||
  step.show.includes('nights') ||
  placeholdersIn(`${step.title} ${step.text}`).some((name) => name === 'nights' || name === 'nightCount');

const escaped = (text: string): string => encodeURIComponent(text);

/** Which room and contract type a step is for; the same for a later edit of other nights. */
const placeOf = ({ edit, room, contractType }: StepScope): string =>
  edit
    ? [edit.roomTypeId, room?.externalId ?? '', contractType ?? '']
        .map((part) => escaped(String(part)))
        .join('/')
    : '';

/** "4/881/|20645-20647=0": for what a step is done, in a few letters. */
export function coverOf(scoped: ScopedStep): string {
  if (!isAboutNights(scoped)) return '';
  const isWhole = scoped.scope.edit === null;
  const nights = nightsOfScope(scoped.scope).map(({ night, target }) => ({
    night,
    target: isWhole ? 0 : target,
  }));
  const unique = [...new Map(nights.map((one) => [one.night, one])).values()];
  const said = spansOf(unique).map(({ first, last, target }) => `${first}-${last}=${target}`);
  return `${placeOf(scoped.scope)}|${said.join(',')}`;
}

const MOST_NIGHTS = 1500;

function parseCover(
  text: string,
): { readonly place: string; readonly nights: ReadonlyMap<number, number> } | undefined {
  const [place, said = ''] = text.split('|');
  if (place === undefined) return undefined;
  const nights = new Map<number, number>();
  for (const [, first, last, target] of said.matchAll(/(\d+)-(\d+)=(\d+)/gu)) {
    if (Number(last) - Number(first) > MOST_NIGHTS) continue;
    for (let night = Number(first); night <= Number(last); night += 1) nights.set(night, Number(target));
  }
  return { place, nights };
}

const DOES: Readonly<Partial<Record<StepAct, StepState>>> = {
  ticked: 'done',
  corrected: 'done',
  skipped: 'skipped',
  differs: 'stopped',
};
export type StepState = 'open' | 'done' | 'skipped' | 'stopped';

/** What was done about a step: its state, its numbers by night, its answers, and the line that says so. */
export interface StepRecord {
  readonly state: StepState;
  readonly seen: ReadonlyMap<number, number>;
  readonly answers: Seen;
  readonly line: StepLine | null;
}

interface Kept {
  readonly line: StepLine;
  readonly nights: ReadonlyMap<number, number>;
}

/** Lines by the template's step and what it was for, so that thousands are read once. */
export type LineIndex = ReadonlyMap<string, readonly Kept[]>;

const shelfOf = (stepId: string, place: string): string => `${stepId}|${place}`;

export function indexLines(lines: readonly StepLine[]): LineIndex {
  const index = new Map<string, Kept[]>();
  for (const line of lines) {
    const cover = line.seen[COVERS];
    const { place, nights } = parseCover(typeof cover === 'string' ? cover : '') ?? {
      place: '',
      nights: new Map(),
    };
    const shelf = shelfOf(line.step.split('@')[0] ?? '', place);
    const known = index.get(shelf);
    if (known) known.push({ line, nights });
    else index.set(shelf, [{ line, nights }]);
  }
  return index;
}

/** The last line that says something of each of these nights. A tick for another target says nothing of it. */
function lastByNight(
  kept: readonly Kept[],
  nights: readonly Night[],
  isBound: boolean,
): (StepLine | undefined)[] {
  return nights.map(
    ({ night, target }) =>
      kept.findLast(
        (one) =>
          DOES[one.line.act] && one.nights.has(night) && (!isBound || one.nights.get(night) === target),
      )?.line,
  );
}

function stateOf(found: readonly (StepLine | undefined)[]): StepState {
  const states = found.map((line) => (line ? (DOES[line.act] ?? 'open') : 'open'));
  if (states.includes('stopped')) return 'stopped';
  if (states.includes('open') || states.length === 0) return 'open';
  return states.includes('skipped') ? 'skipped' : 'done';
}

function seenByNight(kept: readonly Kept[], nights: readonly Night[]): ReadonlyMap<number, number> {
  const seen = new Map<number, number>();
  for (const { night } of nights) {
    const value = kept.findLast(({ line }) => typeof line.seen[stayDate(night)] === 'number')?.line.seen[
      stayDate(night)
    ];
    if (typeof value === 'number') seen.set(night, value);
  }
  return seen;
}

/**
 * What was done about a step, by whatever edit it belonged to then: edits are made anew with every change, and what a person
 * did counts for its nights. A new night, or another target where a number was set or compared, makes it open again.
 */
export function recordOf(index: LineIndex, scoped: ScopedStep): StepRecord {
  const { step, scope } = scoped;
  const kept = index.get(shelfOf(step.id, placeOf(scope))) ?? [];
  const nights = nightsOfScope(scope);
  const isBound =
    scope.edit !== null && (step.marks !== undefined || step.requires !== undefined || step.per === 'span');
  const found = isAboutNights(scoped)
    ? lastByNight(kept, nights, isBound)
    : [kept.findLast(({ line }) => DOES[line.act])?.line];
  const line = found.reduce<StepLine | null>(
    (last, one) => (one && (!last || one.at >= last.at) ? one : last),
    null,
  );
  const { [COVERS]: _cover, ...answers } = line?.seen ?? {};
  return { state: stateOf(found), seen: seenByNight(kept, nights), answers, line };
}

/** True where somebody did something for the edit's room and nights. */
export const nightNumbers = (scope: StepScope): DayNumber[] =>
  scope.span ? nightsOfSpan(scope.span) : nightsOfScope(scope).map(({ night }) => night);
