import type { Pen } from './paint.ts';

/** A closed padlock, 9 pixels wide, from `left`, around `middle`. Fill and stroke colour are the caller's. */
export function paintLock(pen: Pen, left: number, middle: number): void {
  pen.lineWidth = 1.4;
  pen.beginPath();
  pen.arc(left + 4.5, middle - 1.5, 2.6, Math.PI, 0);
  pen.stroke();
  pen.beginPath();
  pen.roundRect(left, middle - 1.5, 9, 6.5, 1.5);
  pen.fill();
}

/** A sheet with two lines. */
export function paintNote(pen: Pen, left: number, middle: number): void {
  pen.lineWidth = 1.2;
  pen.beginPath();
  pen.roundRect(left + 0.6, middle - 5, 7.8, 10, 1.5);
  pen.moveTo(left + 2.6, middle - 1.5);
  pen.lineTo(left + 6.4, middle - 1.5);
  pen.moveTo(left + 2.6, middle + 1.5);
  pen.lineTo(left + 6.4, middle + 1.5);
  pen.stroke();
}
