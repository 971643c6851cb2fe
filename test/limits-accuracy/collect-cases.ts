import { type Followed, followUser } from './follow-user.js';
import { type SimulatedKind, simulateUser } from './simulate-user.js';
import { TYPE_NAMES, type TypeName, USER_TYPES } from './user-types.js';

/** Everybody of one type who was followed through windows of one kind. */
export interface FollowedType {
  readonly kind: SimulatedKind;
  readonly type: TypeName | 'false35';
  readonly users: readonly Followed[];
}

export interface Pool {
  readonly weekly: number;
  readonly fiveHour: number;
}

/** Simulated people of every type, followed once each; other seeds are other people. */
export function collectCases(pool: Pool, seed: number): FollowedType[] {
  const often = { ...USER_TYPES.false, falseHits: 0.35 };
  return (['weekly', 'five_hour'] as const).flatMap((kind) => {
    const count = kind === 'weekly' ? pool.weekly : pool.fiveHour;
    const follow = (type: FollowedType['type'], place: number): FollowedType => ({
      kind,
      type,
      users: Array.from({ length: count }, (_, user) =>
        followUser(
          simulateUser(
            kind,
            type === 'false35' ? often : USER_TYPES[type],
            seed * 1_000_003 + place * 10_007 + user,
          ),
        ),
      ),
    });
    const types = TYPE_NAMES.map(follow);
    return kind === 'weekly' ? [...types, follow('false35', TYPE_NAMES.length)] : types;
  });
}
