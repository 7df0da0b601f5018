import { Button, type ButtonProps } from '@mantine/core';
import type { MouseEventHandler, ReactNode } from 'react';
import { ariaKeys, KeyCap } from './key-cap.tsx';

interface ActButtonProps extends ButtonProps {
  readonly children: ReactNode;
  /** Printed on the button; wiring it up is the screen's part. */
  readonly keys?: string | undefined;
  readonly onClick?: MouseEventHandler<HTMLButtonElement> | undefined;
  readonly type?: 'button' | 'submit';
  readonly title?: string;
  readonly autoFocus?: boolean;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string;
  readonly 'data-autofocus'?: boolean;
}

/** A button with its key printed on it. */
export function ActButton({ keys, children, type = 'button', ...rest }: ActButtonProps) {
  return (
    <Button
      type={type}
      {...(keys ? { rightSection: <KeyCap keys={keys} />, 'aria-keyshortcuts': ariaKeys(keys) } : {})}
      {...rest}
    >
      {children}
    </Button>
  );
}
