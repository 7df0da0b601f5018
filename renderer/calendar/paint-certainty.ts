import type { NightMark } from '../../src/contract/calendar.ts';
import { xOfDay } from './geometry.ts';
import type { Pen } from './paint.ts';
import { paintText } from './paint-shape.ts';
import type { Scene } from './scene.ts';

/** Small, below a night's number, and only where it is worse than acknowledged. A hand is drawn, not written. */
const GLYPHS: Readonly<Record<Exclude<NightMark, 'by-hand'>, string>> = {
  sent: '↑',
  queued: '○',
  unknown: '?',
  differs: '≠',
  refused: '!',
};

function colourOf(scene: Scene, mark: NightMark): string {
  const { palette } = scene;
  if (mark === 'refused' || mark === 'differs') return palette.danger;
  return mark === 'unknown' ? palette.warn : palette.ink2;
}

/** The mark of a night, its middle at `x` and `y`; in the quarter a dot, and only for what needs looking at. */
export function paintMark(pen: Pen, scene: Scene, mark: NightMark, x: number, y: number): void {
  const colour = colourOf(scene, mark);
  if (scene.zoom === 'quarter') {
    if (colour === scene.palette.ink2) return;
    pen.fillStyle = colour;
    pen.fillRect(Math.round(x) - 1.5, y - 1.5, 3, 3);
    return;
  }
  if (mark === 'by-hand') return paintHand(pen, colour, x, y);
  const font = scene.palette.fonts.mark;
  const { width } = scene.sprites.text(font, colour, GLYPHS[mark]);
  paintText(pen, scene, font, colour, GLYPHS[mark], x - (width - 2) / 2, y);
}

/** Four fingers and a palm. */
function paintHand(pen: Pen, colour: string, x: number, y: number): void {
  pen.strokeStyle = colour;
  pen.lineWidth = 1.4;
  pen.lineCap = 'round';
  pen.beginPath();
  for (const [at, top] of [
    [-3, -2.5],
    [-1, -4],
    [1, -4],
    [3, -2.5],
  ] as const) {
    pen.moveTo(x + at, y + 1);
    pen.lineTo(x + at, y + top);
  }
  pen.moveTo(x - 3, y + 1);
  pen.quadraticCurveTo(x - 3, y + 4, x, y + 4);
  pen.quadraticCurveTo(x + 3, y + 4, x + 3, y + 1);
  pen.stroke();
  pen.lineCap = 'butt';
}

/** A night that the desk has closed on the channels: hatched behind its number. */
export function paintClosedNight(pen: Pen, scene: Scene, day: number, top: number, height: number): void {
  const { view, palette } = scene;
  if (!palette.hatchBlock) return;
  pen.fillStyle = palette.hatchBlock;
  pen.fillRect(xOfDay(view, day) + 1, top, view.nightWidth - 1, height);
  if (scene.zoom === 'quarter') return;
  // the hatch would run through the number
  pen.fillStyle = palette.sunken;
  const width = Math.min(20, view.nightWidth - 4);
  pen.fillRect(xOfDay(view, day) + (view.nightWidth - width) / 2, top + 3, width, height - 6);
}
