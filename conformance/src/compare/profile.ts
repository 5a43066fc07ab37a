import type { Generation } from '@mobilepay-oidc/fixtures'
import type { Switches } from '@mobilepay-oidc/mock-server'
import type { Side } from './input.ts'
import { switchSignals } from './switch-signals.ts'

export type SwitchName = keyof Switches

const everySwitch: Readonly<Record<SwitchName, true>> = {
  standingGrantSkipsConsent: true,
  nonceReplayRefused: true,
  missingMerchantVat: true,
  strictParameters: true,
  codeReuse: true,
  responseModesAdvertised: true,
  responseModesServed: true,
  refreshSlidingLife: true,
  accessTokenAfterRevocation: true,
  ibmHeadersRequired: true,
  scopeSeparator: true,
  codeVerifierAtRefresh: true,
  consentDenied: true,
  accessTokenTyp2024: true,
  tokenResponseScope2018: true,
}

export const switchNames = Object.keys(everySwitch) as readonly SwitchName[]

/** The switches of the mock in the positions that a run saw. */
export interface Profile {
  readonly generation: Generation | undefined
  readonly switches: Partial<Switches>
  /** What each position was read from. */
  readonly sources: readonly { readonly name: SwitchName; readonly value: unknown; readonly check: string }[]
  /** Switches about which the run says nothing, and those whose checks disagree. */
  readonly unknown: readonly { readonly name: SwitchName; readonly why: string }[]
}

/** Turns what a run saw into a configuration of the mock. */
export function profileOf(side: Side, environment: string, generation: Generation | undefined): Profile {
  const names = switchNames
  const sources = switchSignals.flatMap(({ name, check, read, generation: only }) => {
    const result = only !== undefined && only !== generation ? undefined : side.result(environment, check)
    const value = result && read(result, (id) => side.result(environment, id))
    return value === undefined ? [] : [{ name, value, check }]
  })
  const positions = new Map(
    names.map((name) => [name, new Set(sources.filter((one) => one.name === name).map(({ value }) => value))]),
  )
  const known = names.filter((name) => positions.get(name)?.size === 1)
  return {
    generation,
    switches: Object.fromEntries(known.map((name) => [name, [...(positions.get(name) ?? [])][0]])),
    sources: sources.filter(({ name }) => known.includes(name)),
    unknown: names
      .filter((name) => !known.includes(name))
      .map((name) => ({ name, why: whyUnknown(name, positions.get(name)?.size ?? 0) })),
  }
}

function whyUnknown(name: SwitchName, positions: number): string {
  if (positions > 1) return 'its checks disagree'
  const checks = switchSignals.filter((signal) => signal.name === name).map(({ check }) => check)
  return checks.length === 0 ? 'no check can tell it' : `${checks.join(', ')} did not tell it in this run`
}
