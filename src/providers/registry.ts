import { agodaMail } from './agoda/mail/layout.ts';
import { agoda } from './agoda/provider.ts';
import { beds24 } from './beds24/provider.ts';
import { bookingExtranetMail } from './booking-extranet/mail/layout.ts';
import { bookingExtranet } from './booking-extranet/provider.ts';
import { gommtMail } from './gommt/mail/layout.ts';
import { gommt } from './gommt/provider.ts';
import { ical } from './ical/provider.ts';
import type { Provider } from './kit/provider.ts';

/**
 * The list of providers, and the only file that reaches into their folders. Feeds in iCal are one provider for every
 * channel that writes one: what differs between channels is data in its descriptors.
 */
export { feedDescriptor, type FeedDescriptor, LEAST_POLL_MINUTES } from './ical/descriptor.ts';
export { createFeedReader, type FeedReader } from './ical/feed-reader.ts';
export { readFeed, type ReadFeedOptions } from './ical/read-feed.ts';
export { renderFeed, type RenderedEvent, type RenderOptions } from './ical/render.ts';

/** Every channel that Bellhop can be connected to; those with an API have the transport `http`, those that people work `human`. */
export const PROVIDERS: readonly Provider[] = [beds24, ical, agoda, gommt, bookingExtranet];

/** By its id, as it stands in a connection; undefined where this Bellhop does not know it. */
export const providerOf = (id: string): Provider | undefined =>
  PROVIDERS.find(({ descriptor }) => descriptor.id === id);

/** How the confirmation mails of channels that people work are written. */
export const MAIL_LAYOUTS = [agodaMail, gommtMail, bookingExtranetMail] as const;
