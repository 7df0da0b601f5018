import { polygonOf, type BarShape } from './geometry.ts';
import type { Pen } from './paint.ts';
import type { Scene } from './scene.ts';

/** Lays the outline of a shape as the current path. */
export function trace(pen: Pen, shape: BarShape): void {
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
