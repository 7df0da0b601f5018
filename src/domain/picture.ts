import { cleanJpeg } from './picture-jpeg.ts';
import { cleanPng } from './picture-png.ts';
import { cleanWebp } from './picture-webp.ts';

export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';

/** A picture as it may be kept: what shows it, and nothing of who made it, when, where and with what. */
export interface CleanPicture {
  readonly mediaType: PictureType;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Of one side, and of all: what is larger would take a window's memory when it is shown. */
const LONGEST_SIDE = 16_384;
const MOST_PIXELS = 64_000_000;

/**
 * Tells a picture by its bytes, never by its name, and leaves out everything that is not needed to show it. Undefined where
 * it is none of the three kinds, or is broken, cut off or larger than a screen could be.
 */
export function cleanPicture(bytes: Uint8Array): CleanPicture | undefined {
  const found = cleanPng(bytes) ?? cleanJpeg(bytes) ?? cleanWebp(bytes);
  if (!found) return undefined;
  const { width, height } = found;
  const isSensible =
    width > 0 &&
    height > 0 &&
    width <= LONGEST_SIDE &&
    height <= LONGEST_SIDE &&
    width * height <= MOST_PIXELS;
  return isSensible ? found : undefined;
}
