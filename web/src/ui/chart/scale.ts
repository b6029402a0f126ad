/** Whole numbers from 0 to at least `max`, at steps of 1, 2 or 5 times a power of ten, about `count` of them. */
export function niceTicks(max: number, count: number): number[] {
  const rough = Math.max(max, 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  const steps = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: steps + 1 }, (_, i) => i * step);
}

/** Which of `count` places along `width` are labelled, when a label needs `room`. */
export function labelledPlaces(count: number, width: number, room: number): number[] {
  const every = Math.max(1, Math.ceil((count * room) / Math.max(width, 1)));
  return Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
}
