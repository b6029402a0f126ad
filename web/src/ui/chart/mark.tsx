const square = "M-4,-4H4V4H-4Z";

/** Shapes by series, so that colour is never alone in telling them apart. */
const markers: Record<string, string> = {
  "0": "M0,-4.5A4.5,4.5 0 1 1 -0.01,-4.5Z",
  "1": square,
  "2": "M0,-5.5L5,3.5H-5Z",
  "3": "M0,-6L6,0L0,6L-6,0Z",
  "4": "M-5.5,-1.7H-1.7V-5.5H1.7V-1.7H5.5V1.7H1.7V5.5H-1.7V1.7H-5.5Z",
  "5": "M0,5.5L-5,-3.5H5Z",
  refusals: "M-4.5,-2.2L-2.2,-4.5L0,-2.2L2.2,-4.5L4.5,-2.2L2.2,0L4.5,2.2L2.2,4.5L0,2.2L-2.2,4.5L-4.5,2.2L-2.2,0Z",
  rest: square,
};

export function Marker({ name, x, y }: { name: string; x: number; y: number }) {
  return (
    <path
      className="chart-marker"
      d={markers[name] ?? square}
      transform={`translate(${x.toFixed(1)},${y.toFixed(1)})`}
    />
  );
}

/** Stripes and dots of the bars, in the series' colour on the page's own. */
const textures: { name: string; size: number; lines: string; angle?: number }[] = [
  { name: "0", size: 8, lines: "M0,0H8V8H0Z" },
  { name: "1", size: 6, lines: "M0,0H3V6H0Z", angle: 45 },
  { name: "2", size: 6, lines: "M3,1A2,2 0 1 1 2.99,1Z" },
  { name: "3", size: 5, lines: "M0,0H5V3H0Z" },
  { name: "4", size: 7, lines: "M0,0H7V2.5H2.5V7H0Z" },
  { name: "5", size: 6, lines: "M0,0H4V6H0Z" },
  { name: "refusals", size: 6, lines: "M0,0H3.5V6H0Z", angle: -45 },
  { name: "rest", size: 7, lines: "M3.5,2A1.5,1.5 0 1 1 3.49,2Z" },
];

/** What a picture and its legend are filled with, under ids that begin with `prefix`. */
export function Fills({ prefix }: { prefix: string }) {
  return (
    <svg className="chart-fills" aria-hidden width="0" height="0">
      <defs>
        {textures.map(({ name, size, lines, angle }) => (
          <pattern
            key={name}
            id={`${prefix}-${name}`}
            data-series={name}
            className="chart-series"
            patternUnits="userSpaceOnUse"
            width={size}
            height={size}
            patternTransform={angle === undefined ? undefined : `rotate(${angle})`}
          >
            <rect className="chart-fill-ground" width={size} height={size} />
            <path className="chart-fill-lines" d={lines} />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

/** How the series looks in the picture, beside its name. */
export function Swatch({ name, isBar, fills }: { name: string; isBar: boolean; fills: string }) {
  return (
    <svg
      className="chart-swatch chart-series"
      data-series={name}
      aria-hidden
      width="28"
      height="16"
      viewBox="0 0 28 16"
    >
      {isBar ? (
        <rect className="chart-bar" fill={`url(#${fills}-${name})`} x="1" y="1" width="26" height="14" />
      ) : (
        <>
          <line className="chart-line" x1="0" x2="28" y1="8" y2="8" />
          <Marker name={name} x={14} y={8} />
        </>
      )}
    </svg>
  );
}
