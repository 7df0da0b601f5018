import { BAR_FLAGS } from '../../src/contract/calendar.ts';

/** What the signs are drawn with, on the canvas or in a picture of their own. Fill and stroke colour are the caller's. */
type SignPen = Pick<
  CanvasRenderingContext2D,
  'lineWidth' | 'beginPath' | 'arc' | 'roundRect' | 'moveTo' | 'lineTo' | 'stroke' | 'fill'
>;

/** A closed padlock, 9 pixels wide, from `left`, around `middle`. */
function paintLock(pen: SignPen, left: number, middle: number): void {
  pen.lineWidth = 1.4;
  pen.beginPath();
  pen.arc(left + 4.5, middle - 1.5, 2.6, Math.PI, 0);
  pen.stroke();
  pen.beginPath();
  pen.roundRect(left, middle - 1.5, 9, 6.5, 1.5);
  pen.fill();
}

/** A sheet with two lines. */
function paintNote(pen: SignPen, left: number, middle: number): void {
  pen.lineWidth = 1.2;
  pen.beginPath();
  pen.roundRect(left + 0.6, middle - 5, 7.8, 10, 1.5);
  pen.moveTo(left + 2.6, middle - 1.5);
  pen.lineTo(left + 6.4, middle - 1.5);
  pen.moveTo(left + 2.6, middle + 1.5);
  pen.lineTo(left + 6.4, middle + 1.5);
  pen.stroke();
}

/** A banknote. */
function paintMoney(pen: SignPen, left: number, middle: number): void {
  pen.lineWidth = 1.2;
  pen.beginPath();
  pen.roundRect(left - 0.4, middle - 3.4, 9.8, 6.8, 1);
  pen.stroke();
  pen.beginPath();
  pen.arc(left + 4.5, middle, 1.5, 0, Math.PI * 2);
  pen.fill();
}

/** The small signs of a stay, from the right end inwards. */
export const SIGNS = [
  { flag: BAR_FLAGS.locked, paint: paintLock },
  { flag: BAR_FLAGS.hasNote, paint: paintNote },
  { flag: BAR_FLAGS.unpaid, paint: paintMoney },
] as const;
