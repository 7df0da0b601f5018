import { type ChannelProfile, guestPageLink, HUMAN_PLACES } from './channel-profile.ts';
import { type Placeholder, SHOW_LABELS, type ShowKey, type TemplateStep } from './checklist-template.ts';
import { sayNightCount } from './say-nights.ts';
import { addNights, dayNumber, rangesOf, type StayDate, stayDate } from './stay-date.ts';
import { nightNumbers } from './visit-lines.ts';
import {
  checkoutDaysOf,
  datesOf,
  daysBeforeOf,
  sayDay,
  sayEveryNight,
  sayNightsAndRest,
} from './visit-nights.ts';
import { roomsOf, type StepScope } from './visit-scope.ts';

export interface Filling {
  readonly profile: ChannelProfile;
  readonly scope: StepScope;
  /** To have the year said where it is another one. */
  readonly today?: StayDate | undefined;
}

const NOT_NOTED = 'not noted yet';
const listed = (names: readonly string[]): string => (names.length > 0 ? names.join(', ') : NOT_NOTED);
const sayDays = (dates: readonly StayDate[], today: StayDate | undefined): string =>
  dates.map((date) => sayDay(date, today)).join(', ');

/** Nights of the same room type in the whole visit: the day after some may have a number of its own. */
function workedNights({ edits, edit }: StepScope): ReadonlySet<number> {
  const same = edit ? edits.filter(({ roomTypeId }) => roomTypeId === edit.roomTypeId) : [];
  return new Set(same.flatMap(({ nights }) => nights.map(({ night }) => night as number)));
}

/** What a bulk form wants as its end. Where nobody tried yet, the last night, and {@link hintsFor} says so. */
function endDate({ profile, scope, today }: Filling): string {
  if (!scope.span) return '';
  const last = stayDate(scope.span.last);
  return sayDay(profile.answers.bulkEndIncluded.value === false ? addNights(last, 1) : last, today);
}

function valueOf(name: Placeholder, filling: Filling): string {
  const { profile, scope, today } = filling;
  const nights = datesOf([...new Set(nightNumbers(scope))].sort((a, b) => a - b));
  const property = profile.answers.property.value;
  switch (name) {
    case 'propertyName':
      return property?.name ?? NOT_NOTED;
    case 'propertyId':
      return property?.id ?? NOT_NOTED;
    case 'programmes':
      return listed(profile.answers.programmes.value ?? []);
    case 'nights':
      // a whole visit has nights of several rooms: what stays open is said with each
      if (!scope.edit) return sayEveryNight(nights, today);
      return sayNightsAndRest(nights, {
        isClosing: scope.edit?.direction === 'closes',
        alsoWorked: workedNights(scope),
        today,
      });
    case 'nightCount':
      return sayNightCount(nights.length);
    case 'firstNight':
      return nights[0] ? sayDay(nights[0], today) : '';
    case 'lastNight':
      return sayDays(nights.slice(-1), today);
    case 'checkoutDay':
      return sayDays(checkoutDaysOf(nights), today);
    case 'dayBefore':
      return sayDays(daysBeforeOf(nights).slice(0, 1), today);
    case 'roomName':
      return scope.room?.name ?? NOT_NOTED;
    case 'roomId':
      return scope.room?.externalId ?? NOT_NOTED;
    case 'ratePlans':
      return listed(scope.room?.plans ?? []);
    case 'contractType':
      return scope.contractType ?? 'the only one';
    case 'target':
      return scope.span ? String(scope.span.target) : '';
    case 'endDate':
      return endDate(filling);
  }
}

/** A text with what it names. Names come last: one that holds curly brackets fills nothing in. */
export const fillText = (text: string, filling: Filling): string =>
  text.replace(/\{([A-Za-z]+)\}/gu, (_all, name: string) => valueOf(name as Placeholder, filling));

export interface ShownValue {
  readonly key: ShowKey;
  readonly label: string;
  readonly value: string;
}

/** What is shown large and can be copied; what is not known is left out. */
export const shownValues = ({ show }: TemplateStep, filling: Filling): ShownValue[] =>
  show.flatMap((key) => {
    const value = valueOf(key, filling);
    const isKnown =
      value !== '' && value !== NOT_NOTED && !(key === 'contractType' && !filling.scope.contractType);
    return isKnown ? [{ key, label: SHOW_LABELS[key], value }] : [];
  });

export interface StepLink {
  readonly label: string;
  readonly href: string;
}

/** Where the step leads: the extranet, or the page that guests see, for the whole run of nights and for one of them. */
export function linksOf({ link, guestPage }: TemplateStep, { profile, scope }: Filling): StepLink[] {
  if (link === 'extranet') return [{ label: 'Open the extranet', href: profile.address }];
  if (link !== 'guest-page') return [];
  const sites = HUMAN_PLACES[profile.channel].guestSites.filter(({ key }) => !guestPage || key === guestPage);
  const ranges = rangesOf(datesOf(nightNumbers(scope)));
  return sites.flatMap(({ key, name }) => {
    const pages = profile.answers.guestPages.value ?? {};
    const template = Object.hasOwn(pages, key) ? pages[key] : undefined;
    if (template === undefined) return [];
    return ranges.flatMap((stay) => {
      const short = { arrival: stay.arrival, departure: addNights(stay.arrival, 1) };
      const isLong = short.departure < stay.departure;
      const count = sayNightCount(dayNumber(stay.departure) - dayNumber(stay.arrival));
      const from = sayDay(stay.arrival);
      return [
        { label: `${name}: ${from}, ${count}`, href: guestPageLink(template, stay) },
        ...(isLong ? [{ label: `${name}: ${from}, 1 night`, href: guestPageLink(template, short) }] : []),
      ];
    });
  });
}

/** What is not in the template and has to be known at this step. */
export function hintsFor(step: TemplateStep, filling: Filling): string[] {
  const { profile, scope, today } = filling;
  const usesEnd = step.show.includes('endDate') || step.text.includes('{endDate}');
  const hints: string[] = [];
  if (usesEnd && scope.span && profile.answers.bulkEndIncluded.value === null) {
    const after = sayDay(addNights(stayDate(scope.span.last), 1), today);
    hints.push(
      `Nobody has noted yet whether this form counts its end date in. Compare the night of ${after} afterwards, and answer it in the profile.`,
    );
  }
  if (step.show.includes('propertyName') && profile.answers.property.value === null)
    hints.push('Nobody has noted yet the name and number of the property there. Add them in the profile.');
  if (scope.edit && step.show.includes('roomName') && roomsOf(profile, scope.edit).length === 0)
    hints.push('Nobody has noted yet what this room is called in the extranet. Add its name in the profile.');
  if (step.link === 'guest-page' && linksOf(step, filling).length === 0)
    hints.push('Nobody has noted yet the address of this page. Search for the property there yourself.');
  return hints;
}
