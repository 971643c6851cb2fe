/** Counts what passes, and tells of one when its turn to fail has come. */
export interface Nth {
  /** From now on: the n-th that passes fails; 0 fails none. */
  arm(nth: number): void;
  /** True for the n-th alone. */
  isTurn(): boolean;
  readonly hasFailed: boolean;
  readonly passed: number;
}

export function createNth(): Nth {
  let nth = 0;
  let passed = 0;
  return {
    arm(next) {
      nth = next;
      passed = 0;
    },
    isTurn() {
      passed += 1;
      return passed === nth;
    },
    get hasFailed() {
      return nth > 0 && passed >= nth;
    },
    get passed() {
      return passed;
    },
  };
}
