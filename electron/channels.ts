/** The only two messages between window and core. */
export const CALL_CHANNEL = 'bellhop:call';
export const EVENT_CHANNEL = 'bellhop:event';
