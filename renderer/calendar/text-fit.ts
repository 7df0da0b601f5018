/** Cuts texts to a width. Widths of characters are measured once per font; measuring in every frame would cost most of it. */
export interface TextFit {
  /** Width of a text in pixels. */
  readonly width: (text: string) => number;
  /** The text, or as much of it as fits with an ellipsis; empty where not even two characters would. */
  readonly fit: (text: string, room: number) => string;
  /** The text, or as many of its first words as fit; where not even the first does, what of it says something. */
  readonly fitWords: (text: string, room: number) => string;
}

const ELLIPSIS = '…';
const MOST_TEXTS = 20_000;
/** A word cut to fewer letters says nothing. */
const SHORTEST_CUT = 4;

/** @param measure width of a text in the font that this instance stands for. */
export function createTextFit(measure: (text: string) => number): TextFit {
  const characters = new Map<string, number>();
  const widths = new Map<string, number>();
  const characterWidth = (character: string): number => {
    const known = characters.get(character);
    if (known !== undefined) return known;
    const measured = measure(character);
    characters.set(character, measured);
    return measured;
  };
  const width = (text: string): number => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    if (widths.size > MOST_TEXTS) widths.clear();
    let sum = 0;
    for (const character of text) sum += characterWidth(character);
    widths.set(text, sum);
    return sum;
  };
  const fit = (text: string, room: number): string => {
    if (width(text) <= room) return text;
    let left = room - characterWidth(ELLIPSIS);
    let kept = '';
    for (const character of text) {
      left -= characterWidth(character);
      if (left < 0) break;
      kept += character;
    }
    return kept.length < 2 ? '' : kept.trimEnd() + ELLIPSIS;
  };
  const fitWords = (text: string, room: number): string => {
    for (let end = text.length; end > 0; end = text.lastIndexOf(' ', end - 1)) {
      const words = text.slice(0, end);
      if (width(words) <= room) return words;
    }
    const cut = fit(text, room);
    return cut.length > SHORTEST_CUT ? cut : '';
  };
  return { width, fit, fitWords };
}
