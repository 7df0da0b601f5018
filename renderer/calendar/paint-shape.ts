import { polygonOf, type BarShape } from './geometry.ts';
import type { Pen } from './paint.ts';
import type { Sprite } from './sprites.ts';
import type { Scene } from './scene.ts';

/** Lays the outline of a shape as the current path. */
export function trace(
  pen: Pick<Pen, 'beginPath' | 'moveTo' | 'lineTo' | 'closePath'>,
  shape: BarShape,
): void {
  const corners = polygonOf(shape);
  pen.beginPath();
  pen.moveTo(corners[0] as number, corners[1] as number);
  for (let at = 2; at < corners.length; at += 2) pen.lineTo(corners[at] as number, corners[at + 1] as number);
  pen.closePath();
}

/** The mark of the selected bar. */
export function outline(pen: Pen, scene: Scene, shape: BarShape): void {
  trace(pen, {
    ...shape,
    left: shape.left - 1,
    right: shape.right + 1,
    top: shape.top - 1,
    bottom: shape.bottom + 1,
  });
  pen.lineWidth = 2;
  pen.strokeStyle = scene.palette.ink;
  pen.stroke();
}

/** A length in whole device pixels: pictures copied to fractions of them would blur. */
export const snap = (length: number, ratio: number): number => Math.round(length * ratio) / ratio;

export const paintSprite = (pen: Pen, sprite: Sprite, x: number, y: number, ratio: number): void =>
  pen.drawImage(sprite.image, snap(x, ratio), snap(y, ratio), sprite.width, sprite.height);

/** A line of text from `x`, its middle at `middle`. */
export function paintText(
  pen: Pen,
  scene: Scene,
  font: string,
  colour: string,
  text: string,
  x: number,
  middle: number,
): void {
  const sprite = scene.sprites.text(font, colour, text);
  paintSprite(pen, sprite, x, middle - sprite.height / 2, scene.ratio);
}
