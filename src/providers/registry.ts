/**
 * The list of providers, and the only file that reaches into their folders. Feeds in iCal are one provider for every
 * channel that writes one: what differs between channels is data in its descriptors.
 */
export { feedDescriptor, type FeedDescriptor, LEAST_POLL_MINUTES } from './ical/descriptor.ts';
export { createFeedReader, type FeedReader } from './ical/feed-reader.ts';
export { readFeed, type ReadFeedOptions } from './ical/read-feed.ts';
export { renderFeed, type RenderedEvent, type RenderOptions } from './ical/render.ts';
