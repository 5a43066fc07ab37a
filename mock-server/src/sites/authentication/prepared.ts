import type { TokenJob } from '../../engine/engine-job.ts'
import type { Refused } from '../../rules/refusal.ts'

/** A token request held against its grant's rules. */
export type Prepared = { readonly job: TokenJob } | { readonly refused: Refused }
