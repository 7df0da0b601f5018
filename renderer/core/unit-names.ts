/** More than a hotel of this kind has; stops a typing slip such as 201-20600. */
const MOST = 200;

/**
 * Unit names from fast typing: "201-206, 208 Garden" becomes 201 … 206, 208, Garden. Ranges keep leading zeros and a
 * common prefix ("A1-A3"). Undefined where a range runs backwards or is too long.
 */
export function unitNames(text: string): string[] | undefined {
  const names: string[] = [];
  for (const part of text.split(/[,;\n]+|\s+(?=\S)/).map((one) => one.trim())) {
    if (part === '') continue;
    const range = /^(\D*)(\d+)\s*(?:-|–|\.\.)\s*(\D*)(\d+)$/.exec(part);
    if (!range || !(range[3] === '' || range[3] === range[1])) {
      names.push(part);
      continue;
    }
    const [, prefix = '', first = '', , last = ''] = range;
    const size = Number(last) - Number(first) + 1;
    if (size < 1 || size > MOST) return undefined;
    for (let at = 0; at < size; at++)
      names.push(`${prefix}${String(Number(first) + at).padStart(first.length, '0')}`);
  }
  const unique = [...new Set(names)];
  return unique.length > MOST ? undefined : unique;
}
