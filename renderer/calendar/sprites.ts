import type { Palette } from './palette.ts';
import { trace } from './paint-shape.ts';
import { SIGNS } from './paint-signs.ts';

/**
 * Pictures of what is drawn hundreds of times in every frame: the slanted ends of bars, channel squares, names. Copying
 * a picture costs a fraction of drawing letters and slanted edges anew.
 */
export interface Sprite {
  readonly image: ImageBitmap;
  /** In pixels of the page. */
  readonly width: number;
  readonly height: number;
}

/** The words on a bar, and where they and the channel's square stand, from its left corner. */
export interface BarWords {
  readonly squareAt: number;
  readonly textAt: number;
  readonly isPale: boolean;
  readonly text: string;
}

export interface Sprites {
  /** The beginning of a bar: slant, stripe and edge. */
  readonly start: (channel: number, stripe: number, slant: number, height: number) => Sprite;
  /** The beginning together with square and name: one picture to copy instead of three. */
  readonly head: (channel: number, stripe: number, slant: number, height: number, words: BarWords) => Sprite;
  /** The end of a bar. */
  readonly end: (channel: number, slant: number, height: number) => Sprite;
  /** The channel's letter in its square. */
  readonly square: (channel: number) => Sprite;
  /** One of the small signs at a bar's right end, by its place in the list of them. */
  readonly sign: (sign: number) => Sprite;
  /** A line of text, to be drawn with its middle at half the sprite's height. */
  readonly text: (font: string, colour: string, text: string) => Sprite;
}

export const SQUARE = 14;
export const SIGN = 12;
const TEXT_HEIGHT = 18;
const MOST = 4000;
/** Far enough for the other end of a bar to lie outside its picture. */
const FAR = 400;

type SpritePen = OffscreenCanvasRenderingContext2D;

export const squareWidth = (letter: string): number => SQUARE + (letter.length - 1) * 4;

/** @param ratio device pixels per pixel; the pictures hold for one palette and one ratio. */
export function createSprites(palette: Palette, ratio: number): Sprites {
  // numbers and nested maps as keys: these are asked some hundred times in every frame
  const shapes = new Map<number, Sprite>();
  const lines = new Map<string | number, Map<string, Sprite>>();
  let lineCount = 0;
  const measuring = new OffscreenCanvas(1, 1).getContext('2d');

  const make = (width: number, height: number, draw: (pen: SpritePen) => void): Sprite => {
    const canvas = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio));
    const pen = canvas.getContext('2d');
    if (pen) {
      pen.scale(ratio, ratio);
      pen.textBaseline = 'middle';
      pen.imageSmoothingEnabled = false;
      draw(pen);
    }
    const image = canvas.transferToImageBitmap();
    return { image, width: image.width / ratio, height: image.height / ratio };
  };
  const shape = (key: number, width: number, height: number, draw: (pen: SpritePen) => void): Sprite => {
    const known = shapes.get(key);
    if (known) return known;
    const sprite = make(width, height, draw);
    shapes.set(key, sprite);
    return sprite;
  };
  const coloursOf = (channel: number): Palette['channels'][number] =>
    palette.channels[channel] ??
    (palette.channels[palette.channels.length - 1] as Palette['channels'][number]);
  const drawBar = (
    pen: SpritePen,
    channel: number,
    left: number,
    right: number,
    slant: number,
    height: number,
  ) => {
    const { fill, edge } = coloursOf(channel);
    trace(pen, { left, right, top: 0, bottom: height, slant });
    pen.fillStyle = fill;
    pen.fill();
    trace(pen, { left: left + 0.5, right: right - 0.5, top: 0.5, bottom: height - 0.5, slant });
    pen.strokeStyle = edge;
    pen.stroke();
  };

  const keyOf = (kind: number, channel: number, stripe: number, slant: number, height: number): number =>
    (((kind * 32 + channel) * 16 + Math.round(stripe)) * 1024 + Math.round(slant * 100)) * 64 + height;

  const start: Sprites['start'] = (channel, stripe, slant, height) =>
    shape(keyOf(0, channel, stripe, slant, height), Math.ceil(slant + stripe + 1), height, (pen) => {
      drawBar(pen, channel, 0, FAR, slant, height);
      trace(pen, { left: 0, right: slant + stripe, top: 0, bottom: height, slant });
      pen.fillStyle = coloursOf(channel).stripe;
      pen.fill();
    });
  const square: Sprites['square'] = (channel) => {
    const { letter, stripe } = coloursOf(channel);
    const width = squareWidth(letter);
    return shape(keyOf(2, channel, 0, 0, 0), width, SQUARE, (pen) => {
      pen.fillStyle = stripe;
      pen.beginPath();
      pen.roundRect(0, 0, width, SQUARE, 3.5);
      pen.fill();
      pen.font = palette.fonts.letter;
      pen.fillStyle = palette.onChannel;
      pen.textAlign = 'center';
      pen.fillText(letter, width / 2, SQUARE / 2 + 0.5);
    });
  };
  /** A picture of a text (and what belongs to it), remembered by a group and the text. */
  const line = (group: string | number, text: string, draw: () => Sprite): Sprite => {
    const known = lines.get(group)?.get(text);
    if (known) return known;
    if (lineCount++ > MOST) {
      lines.clear();
      lineCount = 0;
    }
    const sprite = draw();
    const ofGroup = lines.get(group) ?? new Map<string, Sprite>();
    lines.set(group, ofGroup.set(text, sprite));
    return sprite;
  };
  const widthOf = (font: string, text: string): number => {
    if (measuring) measuring.font = font;
    return Math.max(1, measuring?.measureText(text).width ?? 1) + 2;
  };

  return {
    start,
    square,
    end: (channel, slant, height) => {
      const width = Math.ceil(slant + 2);
      return shape(keyOf(1, channel, 0, slant, height), width, height, (pen) =>
        drawBar(pen, channel, -FAR, width, slant, height),
      );
    },
    head: (channel, stripe, slant, height, { squareAt, textAt, isPale, text }) => {
      const places = Math.round(squareAt * 8) * 1024 + Math.round(textAt * 8);
      const key = (keyOf(4, channel, stripe, slant, height) * 2 + (isPale ? 1 : 0)) * 1_048_576 + places;
      return line(key, text, () => {
        const { fonts, ink, ink2 } = palette;
        return make(textAt + widthOf(fonts.name, text), height, (pen) => {
          const parts = { start: start(channel, stripe, slant, height), square: square(channel) };
          pen.drawImage(parts.start.image, 0, 0, parts.start.width, height);
          pen.drawImage(parts.square.image, squareAt, (height - SQUARE) / 2, parts.square.width, SQUARE);
          pen.font = fonts.name;
          pen.fillStyle = isPale ? ink2 : ink;
          pen.fillText(text, textAt, height / 2 + 0.5);
        });
      });
    },
    sign: (sign) =>
      shape(keyOf(3, sign, 0, 0, 0), SIGN, SIGN, (pen) => {
        pen.fillStyle = palette.ink2;
        pen.strokeStyle = palette.ink2;
        SIGNS[sign]?.paint(pen, 1, SIGN / 2);
      }),
    text: (font, colour, text) =>
      line(`${font}${colour}`, text, () =>
        make(widthOf(font, text), TEXT_HEIGHT, (pen) => {
          pen.font = font;
          pen.fillStyle = colour;
          pen.fillText(text, 0, TEXT_HEIGHT / 2 + 0.5);
        }),
      ),
  };
}
