import type { CoursePoint, LimitChange } from './learned.js';

/** The estimate is compared with itself so many windows before. */
const BEFORE = 3;
/** A smaller move is not worth telling of. */
const LEAST_MOVE = Math.log(1.12);
/** It has to stay away for so many windows. */
const RUNNING = 2;

/** The last time the limit moved: the estimate left what had been likely, and stayed away. */
export function detectChange(course: readonly CoursePoint[]): LimitChange | null {
  let before: CoursePoint | undefined;
  let left: CoursePoint | undefined;
  let away = 0;
  for (let index = BEFORE; index < course.length; index += 1) {
    away = hasLeft(course, index) ? away + 1 : 0;
    if (away < RUNNING) continue;
    left = course[index - away + 1];
    before = course[index - away + 1 - BEFORE];
  }
  const last = course.at(-1);
  if (!before || !left || !last) return null;
  const [from, to] = [before.limit.median, last.limit.median];
  // It has come back since.
  return Math.abs(Math.log(to / from)) < LEAST_MOVE / 2 ? null : { from, to, since: left.at };
}

function hasLeft(course: readonly CoursePoint[], index: number): boolean {
  const [now, before] = [course[index]?.limit.median, course[index - BEFORE]?.limit];
  if (now === undefined || before === undefined) return false;
  const isOutside = now < before.low || now > before.high;
  return isOutside && Math.abs(Math.log(now / before.median)) >= LEAST_MOVE;
}
