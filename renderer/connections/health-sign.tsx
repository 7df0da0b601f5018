import {
  IconAlertTriangle,
  IconCircleCheck,
  IconEyeExclamation,
  IconGauge,
  IconHourglass,
  IconKey,
  IconLinkOff,
  IconPlayerPause,
  IconPlugConnectedX,
  IconSparkles,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Health } from './connection-words.ts';
import { HEALTH_TONE } from './connection-words.ts';
import { Sign } from '../ui/sign.tsx';

const SHAPES: Readonly<Record<Health, TablerIcon>> = {
  'needs-sign-in': IconKey,
  failing: IconAlertTriangle,
  silent: IconHourglass,
  unmapped: IconLinkOff,
  slow: IconGauge,
  paused: IconPlayerPause,
  new: IconSparkles,
  healthy: IconCircleCheck,
  disconnected: IconPlugConnectedX,
};

/** A shape of its own for each health, beside the words that say it. */
export function HealthSign({ health, exposed = 0 }: { readonly health: Health; readonly exposed?: number }) {
  if (health === 'healthy' && exposed > 0)
    return (
      <Sign tone="warn">
        <IconEyeExclamation size={17} stroke={2} />
      </Sign>
    );
  const Shape = SHAPES[health];
  return (
    <Sign tone={health === 'healthy' ? 'ok' : HEALTH_TONE[health]}>
      <Shape size={17} stroke={2} />
    </Sign>
  );
}
