import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react';
import type { WeekProfile } from '../../src-main/shared/limits.js';
import { formatUsd } from '../../src-main/shared/usd.js';
import { joinClasses } from '../components/join-classes.js';
import styles from './WeekHeat.module.css';
import {
  greatestHour,
  HOURS,
  nameHour,
  sayHour,
  speakHour,
  summarizeWeek,
  WEEKDAYS,
} from './week-heat.js';

interface Props {
  readonly title: string;
  readonly profile: WeekProfile;
}

interface Place {
  readonly day: number;
  readonly hour: number;
}

const STEPS: Readonly<Record<string, readonly [day: number, hour: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};
const SHADES = [1, 2, 3, 4, 5];

/** Each hour of the week: empty, or the darker the more. Arrow keys walk through the hours. */
export function WeekHeat({ title, profile }: Props) {
  const [place, setPlace] = useState<Place | null>(null);
  const id = useId();
  const most = greatestHour(profile);
  const at = place ?? { day: 0, hour: 0 };
  const words = speakHour(profile, at.day, at.hour);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setPlace(
      place
        ? { day: wrap(at.day + step[0], 7), hour: wrap(at.hour + step[1], 24) }
        : { day: 0, hour: 0 },
    );
  };
  const onPointerMove = ({ target }: PointerEvent) => {
    if (!(target instanceof HTMLElement) || target.dataset.hour === undefined) return;
    setPlace({ day: Number(target.dataset.day), hour: Number(target.dataset.hour) });
  };
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption id={id} className="visuallyHidden">
        {summarizeWeek(title, profile)}
      </figcaption>
      <div
        className={styles.grid}
        role="slider"
        tabIndex={0}
        aria-label={`${title}, by hour of the week`}
        aria-valuemin={1}
        aria-valuemax={7 * 24}
        aria-valuenow={at.day * 24 + at.hour + 1}
        aria-valuetext={nameHour(at.day, at.hour)}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setPlace(null)}
        onBlur={() => setPlace(null)}
      >
        {WEEKDAYS.map((weekday, day) => (
          <div key={weekday} className={styles.row} aria-hidden="true">
            <span className={styles.name}>{weekday.slice(0, 2)}</span>
            {HOURS.map((hour) => (
              <span
                key={hour}
                data-day={day}
                data-hour={hour}
                className={joinClasses(
                  styles.cell,
                  styles[shadeOf(profile[day]?.[hour] ?? null, most)],
                  place?.day === day && place.hour === hour && styles.pointed,
                )}
              />
            ))}
          </div>
        ))}
        <div className={styles.row} aria-hidden="true">
          <span className={styles.name} />
          {HOURS.map((hour) => (
            <span key={hour} className={styles.hour}>
              {hour % 6 === 0 && `${hour}`.padStart(2, '0')}
            </span>
          ))}
        </div>
      </div>
      <p className={styles.readout}>
        {place ? (
          words
        ) : (
          <span className={styles.key}>
            <span className={joinClasses(styles.cell, styles.missing)} /> not held
            <span className={joinClasses(styles.cell, styles.shade0)} /> none
            {SHADES.map((shade) => (
              <span key={shade} className={joinClasses(styles.cell, styles[`shade${shade}`])} />
            ))}
            up to {formatUsd(most)} an hour
          </span>
        )}
      </p>
      <p className="visuallyHidden" aria-live="polite">
        {place && sayHour(profile, place.day, place.hour)}
      </p>
    </figure>
  );
}

const wrap = (value: number, count: number) => (value + count) % count;

/** Zero is a colour of its own, and so is what is not held. */
function shadeOf(usd: number | null, most: number): string {
  if (usd === null) return 'missing';
  if (usd <= 0 || most <= 0) return 'shade0';
  return `shade${Math.max(1, Math.min(SHADES.length, Math.ceil((usd / most) * SHADES.length)))}`;
}
