import type { Contour } from './fill-contours.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const inset = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});

export const rectangle = ({ x, y, width, height }: Box): Contour => [
  x,
  y,
  x + width,
  y,
  x + width,
  y + height,
  x,
  y + height,
];

/** Enough that no facet shows, at 16 pixels as at 1024. */
const stepsFor = (radius: number) => Math.max(8, Math.ceil(radius / 4));

/** Polygon with its corners rounded by quarter-like curves of the given length along the edges. */
function roundCorners(points: readonly (readonly [number, number])[], radius: number): Contour {
  const contour: number[] = [];
  const steps = stepsFor(radius);
  points.forEach(([x, y], i) => {
    const before = points[(i + points.length - 1) % points.length] ?? [x, y];
    const after = points[(i + 1) % points.length] ?? [x, y];
    const start = towards([x, y], before, radius);
    const end = towards([x, y], after, radius);
    for (let step = 0; step <= steps; step += 1) {
      const t = step / steps;
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
      contour.push(a * start[0] + b * x + c * end[0], a * start[1] + b * y + c * end[1]);
    }
  });
  return contour;
}

function towards(
  [x, y]: readonly [number, number],
  [toX, toY]: readonly [number, number],
  length: number,
): readonly [number, number] {
  const distance = Math.hypot(toX - x, toY - y) || 1;
  const share = Math.min(0.5, length / distance);
  return [x + (toX - x) * share, y + (toY - y) * share];
}

/** `radius` is the length that a corner takes from each edge. */
export const roundedRectangle = ({ x, y, width, height }: Box, radius: number): Contour =>
  roundCorners(
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ],
    Math.min(radius, width / 2, height / 2),
  );

export const octagon = ({ x, y, width, height }: Box, cut: number): Contour =>
  roundCorners(
    [
      [x + cut, y],
      [x + width - cut, y],
      [x + width, y + cut],
      [x + width, y + height - cut],
      [x + width - cut, y + height],
      [x + cut, y + height],
      [x, y + height - cut],
      [x, y + cut],
    ],
    cut * 0.18,
  );

/** Pointing up, standing on the box's lower edge. */
export const triangle = ({ x, y, width, height }: Box, radius: number): Contour =>
  roundCorners(
    [
      [x + width / 2, y],
      [x + width, y + height],
      [x, y + height],
    ],
    radius,
  );

/** Part of a ring from `from` to `to`, in turns clockwise from the top. */
export function arc(
  centre: number,
  outer: number,
  inner: number,
  from: number,
  to: number,
): Contour {
  const steps = Math.max(2, Math.ceil((to - from) * 96));
  const rim: number[] = [];
  const hole: number[] = [];
  for (let step = 0; step <= steps; step += 1) {
    const angle = 2 * Math.PI * (from + ((to - from) * step) / steps);
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    rim.push(centre + outer * sin, centre - outer * cos);
    hole.unshift(centre + inner * sin, centre - inner * cos);
  }
  return [...rim, ...hole];
}

export const disc = (centreX: number, centreY: number, radius: number): Contour => {
  const contour: number[] = [];
  for (let step = 0; step < 48; step += 1) {
    const angle = (2 * Math.PI * step) / 48;
    contour.push(centreX + radius * Math.sin(angle), centreY - radius * Math.cos(angle));
  }
  return contour;
};
