import { mailLayoutOf } from '../../../domain/confirmation-mail-layout.ts';
import confirmation from './confirmation.json' with { type: 'json' };

/** How this channel's confirmations are written, as far as hotels have shown them. */
export const gommtMail = mailLayoutOf(confirmation);
