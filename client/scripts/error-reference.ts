/**
 * Writes `docs/reference/client-errors.md` from the client's table of errors:
 * `npx node --conditions=source client/scripts/error-reference.ts`.
 */
import { writeFile } from 'node:fs/promises'
import type { ErrorEntry } from '../src/errors/error-entry.ts'
import { errorPageCauses } from '../src/errors/error-page-causes.ts'
import { errorTable } from '../src/errors/error-table.ts'

const target = new URL('../../docs/reference/client-errors.md', import.meta.url)

const kinds: Readonly<Record<keyof typeof errorTable, readonly [className: string, meaning: string]>> = {
  configuration: ['ConfigurationError', 'The set-up or the call is wrong; repeating it does not help.'],
  protocol: ['ProtocolError', 'An answer breaks a rule of the protocol, or ends it without success.'],
  network: ['NetworkError', 'MobilePay could not be reached or can not serve now; repeating later may help.'],
  store: ['StoreError', 'The store of the connections could not be reached or can not serve now.'],
}

/** The reference page of errors, made from the table that they are thrown from. */
export function errorReference(): string {
  return [
    '# Errors of the client',
    '',
    'Everything that `@mobilepay-oidc/client` throws on purpose is a `MobilePayError` with `code` (stable), `message`,',
    '`causes`, `remedy`, `spec`, `details` and `cause`. None of them holds a secret, code, token, verifier or VAT number.',
    'This page is generated: `npx node --conditions=source client/scripts/error-reference.ts`.',
    '',
    ...Object.entries(errorTable).flatMap(([kind, entries]) => section(kind as keyof typeof errorTable, entries)),
    ...errorPage(),
  ].join('\n')
}

function section(kind: keyof typeof errorTable, entries: Readonly<Record<string, ErrorEntry>>): readonly string[] {
  const [className, meaning] = kinds[kind]
  return [`## ${className}`, '', meaning, '', ...Object.entries(entries).flatMap(([code, it]) => entry(code, it))]
}

function entry(code: string, { what, causes, remedy, spec }: ErrorEntry): readonly string[] {
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1)}.`
  return [`### ${code}`, '', sentence, '', ...list(causes), '', `**Remedy:** ${remedy}`, '', `**See:** ${spec}`, '']
}

function errorPage(): readonly string[] {
  return [
    '## When the merchant does not come back',
    '',
    'MobilePay tells nearly every fault of an authorization request to the merchant alone: on a page of its own that',
    'shows a code and no description. `mobilepay doctor` finds most of these causes before a merchant does.',
    '',
    ...Object.entries(errorPageCauses).flatMap(([code, causes]) => [
      `### \`${code}\` on the page`,
      '',
      ...list(causes),
      '',
    ]),
  ]
}

function list(items: readonly string[]): readonly string[] {
  return items.map((item) => `* ${item}`)
}

if (import.meta.main) await writeFile(target, errorReference())
