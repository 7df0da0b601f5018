import { CHANNEL_FACTS, type Channel } from '../../src/domain/channel.ts';
import { channelColour } from '../styles/channels.ts';
import classes from './ui.module.css';

interface ChannelMarkProps {
  readonly channel: Channel;
  /** With its name for readers; leave out where the name stands beside it. */
  readonly isNamed?: boolean;
  readonly size?: 'small' | 'large';
}

/** The channel's letter in its rounded square: told by letter and by colour, never by colour alone. */
export function ChannelMark({ channel, isNamed = false, size = 'small' }: ChannelMarkProps) {
  const { letter, name } = CHANNEL_FACTS[channel];
  return (
    <span
      className={classes['mark']}
      data-size={size}
      data-long={letter.length > 1 || undefined}
      style={{ background: channelColour(channel) }}
      {...(isNamed ? { role: 'img', 'aria-label': name, title: name } : { 'aria-hidden': true })}
    >
      {letter}
    </span>
  );
}
