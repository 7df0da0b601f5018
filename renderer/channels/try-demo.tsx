import { switchHotel } from '../core/switch-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';

/** Opens the demo hotel, where this way of starting Bellhop can. */
export function TryDemo() {
  const info = useQuery('host.info', {}).value;
  if (!info?.abilities.switchHotel || info.hotel === 'demo') return null;
  return (
    <ActButton variant="default" onClick={() => void switchHotel('demo')}>
      Try the demo hotel
    </ActButton>
  );
}
