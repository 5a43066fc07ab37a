import { describeArrival, fieldOf } from '../../flow/arrival.ts'
import { pagesShown } from '../../flow/pages-shown.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, skip } from '../outcome.ts'
import { mustAccept } from './must-accept.ts'
import { isTaken, type Probe, plainAnswer, refusalOf, sendAll } from './probe.ts'

/** hints of who is there and how to speak to them. */
export const hints: readonly CheckDefinition[] = [
  {
    id: 'A-41',
    title: 'id_token_hint with prompt=none is answered with a code for the right user, and for nobody else',
    spec: 'OIDCC 3.1.2.1',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      const { flow } = context
      const own = fieldOf((await plainAnswer(context)).arrival, 'id_token')
      if (!own) return skip('The callback has no ID token (C-06).')
      const silent = await flow.attempt({ prompt: 'none', id_token_hint: own }, { visits: false })
      const accepted: string[] = []
      for (const [what, hint] of await wrongHints(context, own)) {
        const attempt = await flow.attempt({ prompt: 'none', id_token_hint: hint }, { visits: false })
        if (isTaken(attempt)) accepted.push(`id_token_hint that is ${what}`)
      }
      return judge(isTaken(silent) && accepted.length === 0, {
        expected: 'a code for the hint of who is signed in, and no code for a wrong one',
        actual: { id_token_hint: isTaken(silent) ? 'a code' : describeArrival(silent), accepted },
        remedy: 'Look at id_token_hint: answer login_required where somebody else is signed in.',
      })
    },
  },
  mustAccept({
    id: 'A-42',
    title: 'login_hint does no harm',
    spec: 'OIDCC 15.1',
    level: 'MUST',
    sandbox: 'human-login',
    probes: ({ flow }) =>
      [flow.login().loginHint, 'somebody.else@klippe.example', '+4512345678', 'Ærø & Søn'].map((hint, index) => ({
        what: `login_hint ${['of the user', 'of another', 'that is a telephone number', 'with letters beyond ASCII'][index]}`,
        changes: { login_hint: hint },
      })),
    expected: 'a code for each',
    remedy: 'Take login_hint as a hint.',
  }),
  {
    id: 'A-43',
    title: 'ui_locales does no harm, and the pages follow it',
    spec: 'OIDCC 15.1',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const locales = ['da', 'fi', 'en', 'fi da en', 'da-DK', 'xx']
      const probed = await sendAll(
        context,
        locales.map((value) => ({ what: `ui_locales=${value}`, changes: { ui_locales: value } })),
      )
      const refused = probed.flatMap(({ what, attempt }) => {
        const refusal = refusalOf(attempt)
        return refusal === undefined ? [] : [`${what}: ${refusal}`]
      })
      const unheard = context.environment ? await unheardLocales(context) : []
      return judge(refused.length + unheard.length === 0, {
        expected: 'a code for each, and pages in the language that was asked for',
        actual: refused.length + unheard.length === 0 ? 'a code for each' : [...refused, ...unheard],
        remedy: 'Take ui_locales as a wish, and pass over languages that you do not have.',
        severity: refused.length > 0 ? 'fail' : 'warn',
      })
    },
  },
  mustAccept({
    id: 'A-44',
    title: 'claims, claims_locales, display and acr_values do no harm',
    spec: 'OIDCC 15.1',
    level: 'MUST',
    sandbox: 'human-login',
    probes: () =>
      [
        ['claims', '{"id_token":{"auth_time":{"essential":true}}}'],
        ['claims_locales', 'da en'],
        ['display', 'page'],
        ['display', 'popup'],
        ['display', 'touch'],
        ['acr_values', '1 2'],
        ['acr_values', 'urn:example:loa:low'],
      ].map(([name = '', value = '']): Probe => ({ what: `${name}=${value}`, changes: { [name]: value } })),
    expected: 'a code for each',
    remedy: 'Take these parameters as wishes.',
  }),
]

async function wrongHints(
  { flow, target }: CheckContext,
  own: string,
): Promise<readonly (readonly [string, string])[]> {
  const [head = '', claims = '', signature = ''] = own.split('.')
  const forged = `${head}.${claims}.${signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`
  const hints = [['no token', 'garbage'] as const, ['signed wrongly', forged] as const]
  if (!target.lab) return hints
  const { arrival } = await flow.attempt({}, { login: target.lab.other, browser: 'new', visits: true })
  const foreign = arrival.kind === 'callback' ? fieldOf(arrival, 'id_token') : undefined
  return foreign === undefined ? hints : [...hints, ["another user's", foreign]]
}

/** The login page in a clean profile and, on a mock, the consent page, in each language that MobilePay has. */
async function unheardLocales({ flow, target }: CheckContext): Promise<readonly string[]> {
  const problems: string[] = []
  for (const locale of ['da', 'fi', 'en']) {
    const attempts = [await flow.attempt({ ui_locales: locale }, { browser: 'new' })]
    if (target.lab) attempts.push(await flow.attempt({ ui_locales: locale, prompt: 'consent' }, { visits: false }))
    for (const { page } of attempts.flatMap(pagesShown).filter(({ purpose }) => purpose !== 'other')) {
      const language = page.language?.toLowerCase().split('-')[0]
      if (language !== locale) problems.push(`ui_locales=${locale}: the page says lang ${language ?? 'of none'}`)
    }
  }
  return problems
}
