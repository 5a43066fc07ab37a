import type { CheckResult, RunResult } from '../run/run-checks.ts'
import type { Verdict } from '../run/verdicts.ts'
import { detailsOf } from './words.ts'

/** What EARL 1.0 (2.7) has for each verdict. */
const outcomes: Readonly<Record<Verdict, string>> = {
  pass: 'earl:passed',
  info: 'earl:passed',
  warn: 'earl:cantTell',
  review: 'earl:cantTell',
  inconclusive: 'earl:cantTell',
  config: 'earl:cantTell',
  fail: 'earl:failed',
  known: 'earl:failed',
  fixed: 'earl:passed',
  inapplicable: 'earl:inapplicable',
  skip: 'earl:untested',
  untested: 'earl:untested',
}

/** W3C EARL 1.0 as JSON-LD: an assertion for each check and environment. */
export function earl({ subject, results }: RunResult): object {
  const environments = [...new Set(results.map(({ environment }) => environment))]
  const checks = [...new Map(results.map((result) => [result.id, result])).values()]
  return {
    '@context': {
      earl: 'http://www.w3.org/ns/earl#',
      dcterms: 'http://purl.org/dc/terms/',
      '@vocab': 'urn:mobilepay-oidc:conformance:',
    },
    '@graph': [
      { '@id': '_:suite', '@type': ['earl:Assertor', 'earl:Software'], 'dcterms:title': 'mobilepay-oidc conformance' },
      ...environments.map((name) => ({
        '@id': subjectId(name),
        '@type': 'earl:TestSubject',
        'dcterms:title': `${subject}, ${name}`,
      })),
      ...checks.map(criterion),
      ...results.map(assertion),
    ],
  }
}

const subjectId = (environment: string) => `urn:mobilepay-oidc:subject:${encodeURIComponent(environment)}`
const checkId = (id: string) => `urn:mobilepay-oidc:check:${id}`

function criterion({ id, title, spec, level }: CheckResult): object {
  return {
    '@id': checkId(id),
    '@type': ['earl:TestCriterion', 'earl:TestRequirement'],
    'dcterms:title': title,
    'dcterms:source': spec,
    level,
  }
}

function assertion(result: CheckResult): object {
  const { id, environment, verdict } = result
  const description = detailsOf(result)
    .map(([label, text]) => `${label}: ${text}`)
    .join('\n')
  return {
    '@type': 'earl:Assertion',
    'earl:assertedBy': { '@id': '_:suite' },
    'earl:subject': { '@id': subjectId(environment) },
    'earl:test': { '@id': checkId(id) },
    'earl:mode': { '@id': 'earl:automatic' },
    'earl:result': {
      '@type': 'earl:TestResult',
      'earl:outcome': { '@id': outcomes[verdict] },
      'dcterms:description': description,
      verdict,
    },
  }
}
