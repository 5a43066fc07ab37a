import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import type { ProviderSubject } from '../subjects/target.ts'

/** One way in which the mock is run and reached. */
export interface Setup {
  /** As `--only` takes it. */
  readonly name: string
  readonly title: string
  /** A tool that a machine may lack; `REQUIRE` may name it. */
  readonly tool?: string
  /** Checks that cannot come to a judgment here, and why: there they may be untested, and nothing else. */
  readonly untestable?: Readonly<Record<string, string>>
  /** Why it cannot be tried here; undefined where it can. */
  missing?(): string | undefined
  open(generation: Generation, environments: readonly EnvironmentName[]): Promise<ProviderSubject>
}
