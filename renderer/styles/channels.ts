import { CHANNELS, CHANNEL_FACTS, type Channel } from '../../src/domain/channel.ts';

/** How a channel is drawn: a stripe, a pale fill, and a letter in a rounded square. Never its logo. */
export interface ChannelLook {
  readonly letter: string;
  /** Custom property of `tokens.css` with the strong colour (stripe, square). */
  readonly stripe: `--channel-${string}`;
  /** Custom property with the pale ground that carries `--ink`. */
  readonly fill: `--channel-${string}-fill`;
}

const lookOf = (channel: Channel): ChannelLook => ({
  letter: CHANNEL_FACTS[channel].letter,
  stripe: `--channel-${channel}`,
  fill: `--channel-${channel}-fill`,
});

export const CHANNEL_LOOKS: Readonly<Record<Channel, ChannelLook>> = Object.fromEntries(
  CHANNELS.map((channel) => [channel, lookOf(channel)]),
) as Record<Channel, ChannelLook>;

/** The stripe colour as a CSS value, for DOM parts such as the square in a list. */
export const channelColour = (channel: Channel): string => `var(--channel-${channel})`;
/** The pale fill as a CSS value. */
export const channelFill = (channel: Channel): string => `var(--channel-${channel}-fill)`;
