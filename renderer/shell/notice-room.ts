import { useNotifications } from '@mantine/notifications';
import { useEffect } from 'react';

const ROOT = ".mantine-Notifications-root[data-position='bottom-left']";

/**
 * Keeps room for the notices below the screen while there are any, so that nothing that can be pressed ever lies under one.
 * The style sheet takes the height from `--notice-height`.
 */
export function useNoticeRoom(): void {
  const isShown = useNotifications().notifications.length > 0;
  useEffect(() => {
    const notices = document.querySelector<HTMLElement>(ROOT);
    if (!isShown || !notices) return undefined;
    const { style } = document.documentElement;
    const watch = new ResizeObserver(() =>
      style.setProperty('--notice-height', `${notices.offsetHeight + 14}px`),
    );
    watch.observe(notices);
    return () => {
      watch.disconnect();
      style.removeProperty('--notice-height');
    };
  }, [isShown]);
}
