import { type EnvironmentName, environments } from '@mobilepay-oidc/fixtures'
import { canonical, isObject, lenientJson } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { JsonObject } from '../check-context.ts'
import { inapplicable, judgeProblems } from '../outcome.ts'

const otherCountry: Readonly<Record<EnvironmentName, EnvironmentName>> = {
  'sandbox-dk': 'sandbox-fi',
  'sandbox-fi': 'sandbox-dk',
  'production-dk': 'production-fi',
  'production-fi': 'production-dk',
}

/** D-20: the documents of the two countries differ in the browser's host alone. */
export const countriesAgree: CheckDefinition = {
  id: 'D-20',
  title: 'The Danish and the Finnish document agree but for the host that the browser sees',
  spec: 'MP docs',
  level: 'SHOULD',
  sandbox: 'unattended',
  async run(context) {
    const { environment, addresses } = context.target
    if (!environment) return inapplicable('A provider that is not MobilePay has no documents by country.')
    const other = otherCountry[environment]
    const here = await context.document()
    const response = await context.send({ method: 'GET', url: addresses.toServed(environments[other].discovery.url) })
    const there = response.status === 200 ? lenientJson(response.body) : undefined
    if (!isObject(there))
      return { kind: 'inconclusive', reason: `The document of ${other} cannot be read (${response.status}).` }
    const mine = comparable(here, environment, addresses.toReal)
    const theirs = comparable(there, other, addresses.toReal)
    const differing = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter(
      (member) => canonical(mine[member]) !== canonical(theirs[member]),
    )
    const problems = differing.map((member) => `${member} differs from that of ${other}`)
    return judgeProblems(problems, 'the same members and values', 'Make both documents from the same metadata.')
  },
}

/** The document with real addresses and the admin host taken for the same in both countries. */
function comparable(document: JsonObject, name: EnvironmentName, toReal: (url: string) => string): JsonObject {
  const front = `https://${environments[name].sites.admin.host}/`
  return Object.fromEntries(
    Object.entries(document).map(([member, value]) => [
      member,
      typeof value === 'string' ? toReal(value).replace(front, 'https://ADMIN/') : value,
    ]),
  )
}
