import type { Paint } from '../reports/paint.ts'
import { jsonRows } from './json-rows.ts'
import { paragraph, shorten, table } from './layout.ts'
import type { Row, SeenAnswer, SeenBody, SeenExchange, Step } from './step.ts'
import type { TokenTeller } from './token-lines.ts'

const margin = '       '
const deeper = `${margin}  `

/** A step for a person. */
export function printStep(step: Step, teller: TokenTeller, paint: Paint): string {
  const { number, of, title, explanation, specification, members, exchanges, tokens, result } = step
  const lines = [
    '',
    paint('bold', ` ${number}/${of}   ${title}`),
    ...paragraph(explanation, margin),
    paint('dim', `${margin}${specification}`),
    ...exchanges.flatMap((exchange) => ['', ...exchangeLines(exchange, members, paint)]),
    ...tokens.flatMap((token) => ['', ...teller.lines(token, margin, paint)]),
    ...(result.length > 0 ? ['', `${margin}The integrator now has`, ...table(result, deeper, paint)] : []),
    ...failureLines(step, paint),
  ]
  return `${lines.join('\n')}\n`
}

function exchangeLines(exchange: SeenExchange, members: Step['members'], paint: Paint): readonly string[] {
  const { by, method, address, requestHeaders, parameters, answer } = exchange
  return [
    `${margin}The ${by} sends`,
    `${margin}→ ${paint('bold', `${method} ${address}`)}`,
    ...headerLines(requestHeaders, paint),
    ...table(parameters, deeper, paint),
    ...(answer ? answerLines(answer, members, paint) : [`${margin}← no answer`]),
  ]
}

function answerLines({ status, headers, body }: SeenAnswer, members: Step['members'], paint: Paint): readonly string[] {
  return [
    `${margin}← ${paint('bold', String(status))}${carrier(body)}`,
    ...headerLines(headers, paint),
    ...table(bodyRows(body, members), deeper, paint),
  ]
}

function headerLines(headers: readonly Row[], paint: Paint): readonly string[] {
  return headers.map(([name, value]) => paint('dim', `${deeper}${name}: ${shorten(value)}`))
}

function carrier(body: SeenBody): string {
  if (body.kind === 'form') return `  a page whose form sends itself to ${body.target}`
  return body.kind === 'fragment' ? `  a redirect to ${body.target}, and behind the #` : ''
}

function bodyRows(body: SeenBody, members: Step['members']): readonly Row[] {
  if (body.kind === 'json') return jsonRows(body.members, members)
  if (body.kind === 'text') return [['body', body.text]]
  return body.kind === 'none' ? [] : body.fields
}

function failureLines({ failure }: Step, paint: Paint): readonly string[] {
  if (!failure) return []
  const text = failure.remedy === undefined ? failure.message : `${failure.message} ${failure.remedy}`
  return ['', paint('fail', `${margin}This step failed.`), ...paragraph(text, margin)]
}
