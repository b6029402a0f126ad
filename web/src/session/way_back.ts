/** A path inside the application; anything else, above all another host's address in whatever disguise, is the front page. */
export function wayBack(text: string | null): string {
  // eslint-disable-next-line no-control-regex -- browsers drop tabs and line feeds from addresses, so /<tab>/host is //host
  return text && /^\/(?!\/)[^\\\x00-\x20\x7f]*$/.test(text) ? text : "/";
}
