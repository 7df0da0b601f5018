/** What a key asks for. */
export type Act =
  | { readonly do: 'step'; readonly across: number; readonly down: number; readonly extend: boolean }
  | { readonly do: 'edge'; readonly to: 'first' | 'last' }
  | {
      readonly do:
        | 'open'
        | 'new'
        | 'move'
        | 'resize'
        | 'split'
        | 'park'
        | 'lock'
        | 'block'
        | 'close'
        | 'rates'
        | 'why'
        | 'find'
        | 'go-to'
        | 'today'
        | 'zoom-in'
        | 'zoom-out'
        | 'previous-conflict'
        | 'next-conflict'
        | 'undo'
        | 'redo'
        | 'menu'
        | 'give-up';
    };

/** The part of a keyboard event that matters here. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

type Plain = Exclude<Act, { readonly do: 'step' | 'edge' }>['do'];

const LETTERS: Readonly<Record<string, Plain>> = {
  n: 'new',
  m: 'move',
  r: 'resize',
  s: 'split',
  p: 'park',
  l: 'lock',
  b: 'block',
  c: 'close',
  e: 'rates',
  w: 'why',
  g: 'go-to',
  t: 'today',
  '/': 'find',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '−': 'zoom-out',
  '[': 'previous-conflict',
  ']': 'next-conflict',
  enter: 'open',
  escape: 'give-up',
  contextmenu: 'menu',
};
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  arrowleft: [-1, 0],
  arrowright: [1, 0],
  arrowup: [0, -1],
  arrowdown: [0, 1],
  pageup: [0, -8],
  pagedown: [0, 8],
};

/** The act of a key pressed on the chart, or undefined for keys that are not the chart's. */
export function actOf(event: Key): Act | undefined {
  const key = event.key.toLowerCase();
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') return { do: event.shiftKey ? 'redo' : 'undo' };
    return key === 'y' ? { do: 'redo' } : undefined;
  }
  const step = STEPS[key];
  if (step) return { do: 'step', across: step[0], down: step[1], extend: event.shiftKey };
  if (key === 'home' || key === 'end') return { do: 'edge', to: key === 'home' ? 'first' : 'last' };
  if (key === 'f10' && event.shiftKey) return { do: 'menu' };
  const plain = LETTERS[key];
  return plain && { do: plain };
}
