import { CHANNELS } from '../../src/domain/channel.ts';
import { CHANNEL_LOOKS } from '../styles/channels.ts';
import { createTextFit, type TextFit } from './text-fit.ts';

interface ChannelColours {
  readonly stripe: string;
  readonly fill: string;
  readonly edge: string;
  readonly letter: string;
}

/** All that the painter needs of one theme, read from the custom properties once. */
export interface Palette {
  readonly panel: string;
  readonly sunken: string;
  readonly line: string;
  readonly hair: string;
  readonly ink: string;
  readonly ink2: string;
  readonly brass: string;
  readonly accent: string;
  readonly primary: string;
  readonly danger: string;
  readonly onDanger: string;
  readonly dangerGround: string;
  readonly warn: string;
  readonly weekend: string;
  readonly today: string;
  readonly onChannel: string;
  /** By the code in the bars' `channel` column. */
  readonly channels: readonly ChannelColours[];
  /** Occupancy from empty to full, in equal steps. */
  readonly heat: readonly string[];
  readonly hatchBlock: CanvasPattern | null;
  readonly hatchDanger: CanvasPattern | null;
  readonly hatchWarn: CanvasPattern | null;
  readonly fonts: Fonts;
}

export interface Fonts {
  readonly name: string;
  readonly italic: string;
  readonly small: string;
  readonly strip: string;
  readonly stripStrong: string;
  readonly letter: string;
  /** The small marks of certainty below a night's number. */
  readonly mark: string;
  readonly nameFit: TextFit;
  readonly italicFit: TextFit;
  readonly smallFit: TextFit;
}

const HEAT_STEPS = 8;

/** Mixes two `#rrggbb` colours. */
export function mix(a: string, b: string, share: number): string {
  const part = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
  const channels = [1, 3, 5].map((at) => Math.round(part(a, at) * (1 - share) + part(b, at) * share));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function hatch(
  context: CanvasRenderingContext2D,
  colour: string,
  gap: number,
  weight: number,
): CanvasPattern | null {
  const tile = document.createElement('canvas');
  const scale = 4;
  tile.width = gap * scale;
  tile.height = gap * scale;
  const pen = tile.getContext('2d');
  if (!pen) return null;
  pen.scale(scale, scale);
  pen.strokeStyle = colour;
  pen.lineWidth = weight;
  pen.beginPath();
  for (const offset of [-gap, 0, gap]) {
    pen.moveTo(offset - gap * 0.5, gap * 1.5);
    pen.lineTo(offset + gap * 1.5, -gap * 0.5);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat');
}

/** Patterns are drawn at four times their size and anchored to the content, so that they neither blur nor swim. */
export function anchorHatch(pattern: CanvasPattern | null, x: number, y: number, ratio: number): void {
  const scale = 1 / 4;
  pattern?.setTransform(new DOMMatrix([scale, 0, 0, scale, Math.round(x * ratio) / ratio, y]));
}

function readFonts(context: CanvasRenderingContext2D, family: string): Fonts {
  const fitOf = (font: string): TextFit =>
    createTextFit((text) => {
      context.font = font;
      return context.measureText(text).width;
    });
  const name = `450 13px ${family}`;
  const italic = `italic 400 12px ${family}`;
  const small = `400 12px ${family}`;
  return {
    name,
    italic,
    small,
    strip: `400 12px ${family}`,
    stripStrong: `700 12px ${family}`,
    letter: `700 10px ${family}`,
    mark: `700 11px ${family}`,
    nameFit: fitOf(name),
    italicFit: fitOf(italic),
    smallFit: fitOf(small),
  };
}

/** Reads the tokens that hold for `element` now. Call again when the scheme or the fonts change. */
export function readPalette(element: Element, context: CanvasRenderingContext2D): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim() || '#808080';
  const panel = token('--panel');
  const primary = token('--primary');
  return {
    panel,
    sunken: token('--sunken'),
    line: token('--line'),
    hair: token('--hair'),
    ink: token('--ink'),
    ink2: token('--ink-2'),
    brass: token('--brass'),
    accent: token('--accent'),
    primary,
    danger: token('--danger'),
    onDanger: token('--on-danger'),
    dangerGround: token('--danger-ground'),
    warn: token('--warn'),
    weekend: token('--weekend'),
    today: token('--today'),
    onChannel: token('--on-channel'),
    channels: CHANNELS.map((channel) => {
      const look = CHANNEL_LOOKS[channel];
      const stripe = token(look.stripe);
      const fill = token(look.fill);
      return { stripe, fill, edge: mix(fill, stripe, 0.28), letter: look.letter };
    }),
    heat: Array.from({ length: HEAT_STEPS + 1 }, (_, step) =>
      mix(panel, primary, (step / HEAT_STEPS) * 0.82),
    ),
    hatchBlock: hatch(context, mix(token('--sunken'), token('--ink-2'), 0.3), 8, 1),
    hatchDanger: hatch(context, mix(panel, token('--danger'), 0.5), 7, 1),
    hatchWarn: hatch(context, mix(panel, token('--warn'), 0.5), 7, 1),
    fonts: readFonts(context, token('--font')),
  };
}
