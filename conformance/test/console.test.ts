import { describe, expect, it } from 'vitest'
import { families as all } from '../src/checks/families.ts'
import { renderConsole } from '../src/reports/console.ts'
import { colored, paintFor, plain } from '../src/reports/paint.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { StandIn } from './support/stand-in.ts'

/** Those that the stand-in is made for. */
const families = all.filter(({ id }) => id === 'D' || id === 'K')
const checks = families.flatMap((family) => family.checks)

async function runOfTwo() {
  const broken = new StandIn('sandbox-dk')
  delete broken.document.jwks_uri
  const mended = new StandIn('sandbox-fi')
  mended.document.code_challenge_methods_supported = ['S256']
  const targets = [broken.target, mended.target]
  return runChecks({ subject: 'stand-in', targets, checks, today: '2026-11-24' })
}

describe('the console report', () => {
  it('tells failures first, each with its environments, then what is fixed, then the families', async () => {
    const text = renderConsole(await runOfTwo(), families, plain)
    expect(text).toContain(
      [
        'FAIL  D-08 The required members are present',
        '  in        sandbox-dk',
        '  rule      MUST, OIDD 3; RFC 8414 2',
        '  expected  issuer; authorization_endpoint; token_endpoint; jwks_uri; response_types_supported; subject_types_supported; id_token_signing_alg_values_supported',
        '  actual    jwks_uri is missing',
        '  remedy    Add the missing members.',
        '  evidence  sandbox-dk/001',
      ].join('\n'),
    )
    const places = ['FAIL', 'FIXED', 'D  Discovery', 'K  JWKS', '100 verdicts'].map((word) => text.indexOf(word))
    expect(places).toEqual([...places].sort((one, other) => one - other))
    expect(places[0]).toBeGreaterThan(0)
    expect(text).toContain('Take the entry out of the known deviations.')
  })

  it('names the environments of a verdict only where it is not the same in all', async () => {
    const text = renderConsole(await runOfTwo(), families, plain)
    expect(text).toMatch(/known +D-05 {2}The issuer equals the URL at which the document was retrieved\n/)
    expect(text).toMatch(/skip +K-01 {2}jwks_uri answers 200 with JSON \(sandbox-dk\)\n/)
  })

  it('has colors on a terminal alone, and not where nobody wants them', () => {
    expect(paintFor({ isTTY: true }, {})).toBe(colored)
    expect(paintFor({ isTTY: true }, { NO_COLOR: '1' })).toBe(plain)
    expect(paintFor({}, {})).toBe(plain)
    expect(colored('fail', 'x')).toContain('\u001b[31m')
  })
})
