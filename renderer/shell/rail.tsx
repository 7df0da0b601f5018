import { VisuallyHidden } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBed,
  IconCalendarMonth,
  IconListCheck,
  IconSettings,
  IconSun,
  IconUpload,
  type TablerIcon,
} from '@tabler/icons-react';
import { HEALTH_TONE } from '../connections/connection-words.ts';
import { go, type ScreenName, useRoute } from '../core/route.ts';
import { useQuery } from '../core/use-query.ts';
import { Bell } from './bell.tsx';
import classes from './shell.module.css';

interface PlaceProps {
  readonly screen: ScreenName;
  readonly label: string;
  readonly icon: TablerIcon;
  readonly waiting?: number;
  readonly keys?: string;
}

function PlaceButton({ screen, label, icon: Icon, waiting = 0, keys }: PlaceProps) {
  const isHere = useRoute(
    (route) =>
      route.screen === screen ||
      route.screen.startsWith(`${screen}/`) ||
      (screen === 'channels' && route.screen === 'connections'),
  );
  return (
    <button
      type="button"
      className={classes['place']}
      aria-current={isHere ? 'page' : undefined}
      aria-keyshortcuts={keys}
      title={keys === undefined ? undefined : `${label}: ${keys}`}
      onClick={() => go(screen)}
    >
      <Icon size={20} stroke={1.7} aria-hidden="true" />
      <span>{label}</span>
      {waiting > 0 ? (
        <span className={classes['badge']}>
          {waiting > 99 ? '99+' : waiting}
          <VisuallyHidden> to do</VisuallyHidden>
        </span>
      ) : null}
    </button>
  );
}

/** The ways to every screen; a count only where somebody must act. */
export function Rail() {
  const needs = useQuery('today.read', {}).value?.needs ?? [];
  const conflicts = needs.filter((need) => need.kind === 'conflict' && need.severity === 'high').length;
  const feeds = needs.filter((need) => need.kind === 'quarantine').length;
  const connections = useQuery('connections.list', {}).value?.rows ?? [];
  const unlinked = connections.filter((row) => HEALTH_TONE[row.health] === 'danger').length;
  const due = useQuery('checklists.list', {}).value?.due ?? [];
  const failed = connections.reduce((sum, row) => sum + row.failedJobs, 0);
  return (
    <nav className={classes['rail']} aria-label="Screens">
      <span className={classes['bell']}>
        <Bell />
      </span>
      <PlaceButton screen="today" label="Today" icon={IconSun} waiting={needs.length} />
      <PlaceButton screen="calendar" label="Calendar" icon={IconCalendarMonth} />
      <PlaceButton screen="stays" label="Stays" icon={IconBed} />
      <PlaceButton screen="conflicts" label="Conflicts" icon={IconAlertTriangle} waiting={conflicts} />
      <PlaceButton screen="lists" label="Lists" icon={IconListCheck} waiting={due.length} />
      <PlaceButton screen="channels" label="Channels" icon={IconArrowsExchange} waiting={feeds + unlinked} />
      <PlaceButton screen="sync" label="Sync" icon={IconUpload} waiting={failed} keys="Y" />
      <span className={classes['spring']} />
      <PlaceButton screen="settings" label="Settings" icon={IconSettings} />
    </nav>
  );
}
