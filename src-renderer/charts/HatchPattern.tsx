interface Props {
  readonly id: string;
  readonly colour: string;
}

/** Slanted lines on a faint ground: unfinished or estimated. */
export function HatchPattern({ id, colour }: Props) {
  return (
    <pattern
      id={id}
      width="5"
      height="5"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width="5" height="5" fill={colour} fillOpacity="0.22" />
      <rect width="2.5" height="5" fill={colour} />
    </pattern>
  );
}
