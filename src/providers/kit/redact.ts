/** What stands for something left out. */
const GONE = '…';
/** Fewer characters than this in path and query, and the last four would give away too much of it. */
const SHORTEST_SECRET = 12;
/** A shorter "secret" would shred every text it is looked for in. */
const SHORTEST_SEARCHED = 4;
/** What stands behind this is not read: no log needs it, and an endless line must not cost endless time. */
const LONGEST_TEXT = 4_000;

/**
 * A feed's address as staff, logs and exports may see it: the host, and the last four characters of its secret part, so
 * that two feeds of one channel can be told apart. An ending such as `.ics` and bare switches behind `?` are passed over,
 * because half of all feeds share them. What is no address at all comes back as a bare ellipsis.
 */
export function maskAddress(address: string): string {
  const [, authority = '', path = ''] =
    /^\s*[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)(.*?)\s*$/is.exec(address) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  if (host === '') return GONE;
  if (path.length > LONGEST_TEXT) return `${host} ${GONE}`;
  const secret = path
    .replace(/#.*$/s, '')
    .replace(/(?:[?&][^=&?]*)+$/, '')
    .replace(/\.[a-z]{3,4}$/i, '');
  const tail = secret.length < SHORTEST_SECRET ? '' : secret.slice(-4);
  return /^[\w~-]{4}$/.test(tail) ? `${host} ${GONE}${tail}` : `${host} ${GONE}`;
}

/** An address inside a text: scheme and host stay, for they say who was asked. */
function maskFound(found: string): string {
  const [, scheme = '', authority = '', rest = ''] =
    /^([a-z0-9+.-]+):\/\/([^/?#\\]*)(.*)$/is.exec(found) ?? [];
  // an unescaped slash in a password puts part of it where the host should be
  if (rest.includes('@')) return `${scheme}://${GONE}`;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return `${scheme}://${host}${rest === '' ? '' : `/${GONE}`}`;
}

const isCompactDate = (token: string): boolean =>
  /^(?:19|20|21)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:T\d{4,6}Z?)?$/.test(token);

/** Cut between words: half a secret would no longer look like one. */
const shorten = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT).replace(/\S*$/, '')}${GONE}`;

/** A long run of letters and digits is a token, a code or a telephone number, unless it is a date. */
function maskToken(token: string): string {
  if (isCompactDate(token)) return token;
  const isNumber = /^\d{7,}$/.test(token);
  const isHex = /^[0-9a-f]{12,}$/i.test(token) && /\d/.test(token);
  const isMixed = token.length >= 16 && /\d/.test(token) && /[a-z]/i.test(token);
  return isNumber || isHex || isMixed ? GONE : token;
}

/**
 * A text fit for a log, a diagnostic export or the small print of a failure: the given secrets, everything behind the
 * host of an address, e-mail addresses, telephone numbers, booking codes and long tokens are gone, and it stays on one
 * line of at most 4,000 characters. Dates stay. It errs on the side of leaving out.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let left = text;
  const known = [...secrets].filter((secret) => secret.length >= SHORTEST_SEARCHED);
  for (const secret of known.sort((a, b) => b.length - a.length)) {
    left = left.replaceAll(secret, /:\/\//.test(secret) ? maskAddress(secret) : GONE);
  }
  return shorten(left)
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi, maskFound)
    .replace(/[^\s@<>"'(),;:/]+@[^\s@<>"'(),;:/]+\.[^\s@<>"'(),;:/.]+/g, `${GONE}@${GONE}`)
    .replace(/(?:\+|\b00)\d[\d ()./-]{5,}\d/g, GONE)
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, GONE)
    .replace(/\bHM[A-Z0-9]{8}\b/g, GONE)
    .replace(/[A-Za-z0-9_]{7,}/g, maskToken);
}
