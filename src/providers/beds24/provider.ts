import type { Provider } from '../kit/provider.ts';
import { classify } from './classify.ts';
import { beds24Descriptor } from './descriptor.ts';
import { limitsOf } from './limits.ts';
import { pull, pullOne } from './pull.ts';
import { push } from './push.ts';
import { pushReservation } from './push-reservation.ts';
import { readBack } from './read-back.ts';
import { listRoomTypes } from './rooms.ts';
import { openSession, revoke, signIn } from './sign-in.ts';
import { verify } from './verify.ts';
import { parseWebhook } from './webhook.ts';

/** Beds24, API V2, both ways. */
export const beds24: Provider = {
  descriptor: beds24Descriptor,
  classify,
  limitsOf,
  signIn,
  openSession,
  revoke,
  verify,
  listRoomTypes,
  pull,
  pullOne,
  push,
  readBack,
  pushReservation,
  parseWebhook,
};
