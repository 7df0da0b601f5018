import { BAR_FLAGS, BAR_KINDS } from '../../src/contract/calendar.ts';
import { BLOCK, ECHO, HOLD } from './bar-index.ts';
import type { BarShape } from './geometry.ts';
import { outline, paintSprite, paintText } from './paint-shape.ts';
import type { Pen } from './paint.ts';
import type { Scene } from './scene.ts';
import { SQUARE, squareWidth } from './sprites.ts';

/** Blocks (hatched), holds (dotted) and echoes (dashed in the colour of where they come from). */
export function paintClosed(pen: Pen, scene: Scene, slot: number, kind: number, shape: BarShape): string {
  const { palette, index } = scene;
  const bar = index.order[slot] as number;
  const colours = palette.channels[index.calendar.bars.channel[bar] as number];
  const box = [
    shape.left + 0.5,
    shape.top + 0.5,
    shape.right - shape.left - 1,
    shape.bottom - shape.top - 1,
  ] as const;
  if (box[2] < 2) return '';
  pen.beginPath();
  pen.roundRect(...box, Math.min(4, box[2] / 3));
  if (kind === BLOCK) {
    pen.fillStyle = palette.sunken;
    pen.fill();
    if (palette.hatchBlock) {
      pen.fillStyle = palette.hatchBlock;
      pen.fill();
    }
    pen.strokeStyle = palette.line;
    pen.lineWidth = 1;
    pen.stroke();
  } else {
    if (!index.shadow[slot]) {
      pen.fillStyle = palette.panel;
      pen.fill();
    }
    pen.strokeStyle = kind === ECHO ? (colours?.stripe ?? palette.ink2) : palette.ink2;
    pen.lineWidth = kind === ECHO ? 1.25 : 1.5;
    pen.lineCap = kind === HOLD ? 'round' : 'butt';
    pen.setLineDash(kind === HOLD ? [0.5, 3.5] : [4, 3]);
    pen.stroke();
    pen.setLineDash([]);
    pen.lineCap = 'butt';
  }
  const flag = (index.calendar.bars.flags[bar] as number) & BAR_FLAGS.conflict;
  if (flag && kind !== ECHO) {
    pen.strokeStyle = palette.danger;
    pen.lineWidth = 2;
    pen.stroke();
  }
  if (scene.selected !== undefined && scene.selected === keyOf(scene, bar)) outline(pen, scene, shape);
  if (index.shadow[slot]) return '';
  return paintClosedText(pen, scene, bar, kind, shape);
}

const keyOf = (scene: Scene, bar: number): string => {
  const { kind, id } = scene.index.calendar.bars;
  return `${BAR_KINDS[kind[bar] as number]}-${id[bar]}`;
};

function paintClosedText(pen: Pen, scene: Scene, bar: number, kind: number, shape: BarShape): string {
  const { palette, index } = scene;
  const { fonts } = palette;
  const fit = kind === BLOCK ? fonts.smallFit : fonts.italicFit;
  const label = index.labels[bar] ?? '';
  const middle = (shape.top + shape.bottom) / 2;
  const start = paintOrigin(pen, scene, bar, kind, shape, middle);
  if (scene.zoom === 'quarter') return '';
  // a single night is narrow: rather a smaller margin than a cut word
  const margin = Math.min(Math.max((shape.right - start - fit.width(label)) / 2, 3), 7);
  const left = start + margin;
  const text = fit.fitWords(label, shape.right - 2 - left);
  if (!text) return '';
  if (kind === BLOCK) {
    // the hatch would run through the letters
    const width = fit.width(text);
    pen.fillStyle = palette.sunken;
    pen.fillRect(left - 2, middle - 8, width + 4, 16);
  }
  paintText(pen, scene, kind === BLOCK ? fonts.small : fonts.italic, palette.ink2, text, left, middle);
  return text;
}

/** The square of the channel whose feed closed or holds the nights. Answers where the words may begin. */
function paintOrigin(
  pen: Pen,
  scene: Scene,
  bar: number,
  kind: number,
  shape: BarShape,
  middle: number,
): number {
  const { bars } = scene.index.calendar;
  const start = Math.max(shape.left, 0);
  const channel = bars.channel[bar] as number;
  const width = squareWidth(scene.palette.channels[channel]?.letter ?? '');
  const isFromFeed = ((bars.flags[bar] as number) & BAR_FLAGS.fromFeed) !== 0;
  if (!isFromFeed || kind === ECHO || shape.right - start < width + 8) return start;
  paintSprite(pen, scene.sprites.square(channel), start + 5, middle - SQUARE / 2, scene.ratio);
  return start + 5 + width;
}
