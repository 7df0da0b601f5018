import { HUMAN_PLACES } from '../src/domain/channel-profile-address.ts';

/** The window is served by a scheme of its own: no `file:`, no port that others could reach. */
export const SCHEME = 'bellhop';
export const WINDOW_HOST = 'app';
export const WINDOW_ADDRESS = `${SCHEME}://${WINDOW_HOST}/index.html`;

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** True for the window's own pages and files, and nothing else. */
export function isOurs(address: string): boolean {
  const url = parse(address);
  return (
    url?.protocol === `${SCHEME}:` && url.host === WINDOW_HOST && url.username === '' && url.password === ''
  );
}

/** Help pages of the channels, each by its beginning. With {@link isChannelPage}, all that Bellhop ever opens in the person's browser. */
export const HELP_PAGES = {
  airbnb: 'https://www.airbnb.com/help/',
  vrbo: 'https://help.vrbo.com/',
  booking: 'https://partner.booking.com/',
} as const;

const CHANNEL_HOSTS = Object.values(HUMAN_PLACES).flatMap(({ extranetHosts, guestSites }) => [
  ...extranetHosts,
  ...guestSites.flatMap(({ hosts }) => hosts),
]);

/** True for an https page of a channel that people keep: its extranet, or what guests see. */
export function isChannelPage(address: string): boolean {
  const url = parse(address);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '')
    return false;
  return CHANNEL_HOSTS.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
}

/** True for an https page below one of {@link HELP_PAGES}. */
export function isHelpPage(address: string): boolean {
  const url = parse(address);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return Object.values(HELP_PAGES).some((page) => url.href.startsWith(page));
}
