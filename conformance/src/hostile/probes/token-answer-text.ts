import { accepted, rejected } from '../hostile-row.ts'
import { type AnswerTable, answerRows, member } from './on-token-answer.ts'

const noObject = rejected('token-response-malformed')
const ignored = accepted('Unknown members are ignored (RFC 6749 5.1).')
const start = (text: string) => (json: string) => json.replace('{', `{${text}`)

const table: AnswerTable = {
  'access-token-duplicated-by-escape': { expect: member('access_token'), text: start('"\\u0061ccess_token":"x",') },
  'inner-member-duplicated': { expect: member('another'), text: start('"x":{"a":1,"a":2},') },
  'refresh-token-duplicated': { expect: member('refresh_token'), text: start('"refresh_token":"x",') },
  'scope-duplicated': {
    expect: member('scope'),
    text: (json) =>
      start('"scope":"openid",')(json.includes('"scope"') ? json : json.replace('{', '{"scope":"openid",')),
  },
  'members-in-prototype': {
    expect: member('access_token'),
    text: (json) => json.replace(/"access_token":("[^"]*")/, '"__proto__":{"access_token":$1}'),
  },
  'json-comment': { expect: noObject, text: start('/* */') },
  'json-trailing-comma': { expect: noObject, text: (json) => json.replace(/}$/, ',}') },
  'json-nan': { expect: noObject, text: (json) => json.replace(/"expires_in":\d+/, '"expires_in":NaN') },
  'json-twice': { expect: noObject, text: (json) => `${json}\n${json}` },
  'json-prefix-against-scripts': { expect: noObject, text: (json) => `)]}',\n${json}` },
  'json-in-text': { expect: noObject, text: (json) => JSON.stringify(json) },
  'json-deep-member': { expect: ignored, text: start(`"x":${'['.repeat(2000)}${']'.repeat(2000)},`) },
  'json-control-character': { expect: noObject, text: start('"x":"a\nb",') },
  'json-lone-surrogate': {
    expect: member('refresh_token'),
    text: (json) => json.replace(/"refresh_token":"/, '"refresh_token":"\\ud800'),
  },
}

/** Answers of the token endpoint whose JSON is none, or can be read in two ways. */
export const tokenAnswerText = [...answerRows('redeem', table), ...answerRows('refresh', table)]
