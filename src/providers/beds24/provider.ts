import type { Provider } from '../kit/provider.ts';
import { classify } from './classify.ts';
import { beds24Descriptor } from './descriptor.ts';
import { limitsOf } from './limits.ts';
import { pull, pullOne } from './pull.ts';
import { push } from './push.ts';
import { readBack } from './read-back.ts';

/** Beds24, API V2, both ways. */
export const beds24: Provider = {
  descriptor: beds24Descriptor,
  classify,
  limitsOf,
  pull,
  pullOne,
  push,
  readBack,
};
