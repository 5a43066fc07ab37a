import { Browser } from '../browser.ts'
import { describeAnswer } from '../describe-answer.ts'
import type { Answers, Json } from '../recording.ts'
import type { Replay } from '../replay.ts'
import type { LeftOut, Row } from '../row.ts'
import { nameless } from './rows-of.ts'

const methods: Readonly<Record<string, string>> = { '': 'GET', ' HEAD': 'HEAD', ' POST': 'POST', ' OPTIONS': 'OPTIONS' }

/** Discovery and JWKS: documents, methods, and whether CORS is answered. */
export async function replayDocuments(replay: Replay, family: string, answers: Answers): Promise<(Row | LeftOut)[]> {
  const rows: (Row | LeftOut)[] = []
  for (const [name, expected] of Object.entries(answers)) {
    const [, document = '', rest = ''] = /^(discovery|jwks)(.*)$/.exec(name) ?? []
    const url =
      document === 'jwks' ? replay.endpoint('jwks_uri') : replay.server.environments['sandbox-dk'].discoveryUrl
    const method = methods[rest]
    if (rest === ' with Origin') rows.push({ family, name, expected, actual: await withOrigin(url) })
    else if (!document || !method) rows.push({ family, name, why: nameless })
    else {
      const answer = describeAnswer(await new Browser().send(url, { method }))
      rows.push(...documentRows(family, name, expected, answer, replay))
    }
  }
  return rows
}

async function withOrigin(url: string): Promise<Json> {
  const answer = await new Browser().send(url, { headers: { origin: 'https://integrator.example' } })
  const compared = answer.rawHeaders.filter(([name]) => /^(content-type|vary|access-control-.*)$/i.test(name))
  return Object.fromEntries(compared)
}

/** A document is compared as a whole but for its members' values, each of which is a row of its own. */
function documentRows(family: string, name: string, expected: Json, actual: Json, replay: Replay): Row[] {
  const recorded = expected as Record<string, Json>
  const found = actual as Record<string, Json>
  if (typeof recorded.body !== 'object') {
    const kept = Object.fromEntries(Object.entries(found).filter(([member]) => member in recorded))
    return [{ family, name, expected, actual: kept }]
  }
  const members = recorded.body as Record<string, Json>
  const values = (found.body ?? {}) as Record<string, Json>
  const shape = (body: Json) => ({ ...recorded, ...found, body: Object.keys(body as object) })
  return [
    { family, name, expected: { ...recorded, body: Object.keys(members) }, actual: shape(values) },
    ...Object.entries(members).map(([member, value]) => ({
      family,
      name: `${name}: ${member}`,
      expected: value,
      actual: atBase(values[member] ?? null, replay),
    })),
  ]
}

/** The recorded provider has one address; the mock's sites stand for it. */
function atBase(value: Json, { server }: Replay): Json {
  if (typeof value !== 'string' || !value.startsWith(server.url)) return value
  return value.replace(/^http:\/\/[^/]+\/[^/]+\/(account|merchant-authentication-openidconnect)/, 'BASE')
}
