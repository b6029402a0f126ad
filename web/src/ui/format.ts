/** `991825827` as people write it: `991 825 827`, with spaces that do not break. */
export function formatOrgNumber(orgno: string): string {
  return orgno.replace(/^(\d{3})(\d{3})(\d{3})$/, "$1\u00a0$2\u00a0$3");
}

const twoDigits = (n: number) => String(n).padStart(2, "0");

/** `dd.mm.yyyy` in the reader's time zone; the input is RFC 3339 or whatever Date reads. */
export function formatDate(time: string | number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  return `${twoDigits(date.getDate())}.${twoDigits(date.getMonth() + 1)}.${date.getFullYear()}`;
}

export function formatTime(time: string | number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  return `${formatDate(time)} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}:${twoDigits(date.getSeconds())}`;
}

/** Thousands with a thin space that does not break. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}

const weights = [3, 2, 7, 6, 5, 4, 3, 2];

/** Nine digits of which the last is the check digit modulo 11 (Brønnøysundregistrene). */
export function isOrgNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check < 10 && check === Number(text[8]);
}
