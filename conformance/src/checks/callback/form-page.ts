import { attributeOf, type Control, type PageForm, readPage, textIn } from '../../flow/page.ts'
import { mediaTypeOf, textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems } from '../outcome.ts'
import { allowsFormAction, allowsScript, policiesOf, scriptSources } from './content-security-policy.ts'
import { answerOf, type FormPage, formPage } from './front-answer.ts'

/** Breaks out of an attribute in either kind of quotes and out of a comment, and is not what its entities say. */
const hostileState = `'"--><b id=injected>&quot;&#39;&amp;</b><script>void 0</script>`

/** C-11, C-12: the page that carries the answer. */
export const page: readonly CheckDefinition[] = [
  {
    id: 'C-11',
    title: 'The form page submits itself, has a button for browsers without script, and shows no field',
    spec: 'FormPost 2',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const carrier = await formPage(context)
      const broken = formProblems(carrier)
      const buttonless = hasButton(carrier) ? [] : ['the form has no submit button']
      const outcome = judgeProblems(
        [...broken, ...buttonless],
        'one form of hidden inputs that a script submits, and a submit button',
        'Write hidden inputs, a script that the page’s policy allows, and a button inside noscript.',
      )
      return outcome.kind === 'violation' && broken.length === 0 ? { ...outcome, severity: 'warn' } : outcome
    },
  },
  {
    id: 'C-12',
    title: 'Values are escaped in the form page',
    spec: 'FormPost 2; OWASP, cross-site scripting',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const plain = await formPage(context)
      const attempt = await context.flow.attempt({ state: hostileState })
      const { callback } = answerOf(attempt)
      const states = callback.fields.filter(([name]) => name === 'state').map(([, value]) => value)
      const injected = callback.page ? strangers(skeletonOf(plain), skeletonOf(callback.page)) : []
      return judgeProblems(
        [
          ...(states.includes(hostileState) ? [] : ['a state of quotes and markup is not what the input holds']),
          ...injected.map((element) => `state brought the element ${element} into the page`),
        ],
        'the state as text of one attribute, no element from it',
        'Escape & < > " and \' in every value that is written into the page.',
      )
    },
  },
]

/** Elements with the names of their attributes, in order. */
function skeletonOf({ response }: FormPage): readonly string[] {
  return readPage(textOf(response)).elements.map(({ tagName, attrs }) =>
    [tagName, ...attrs.map(({ name }) => name)].join(' '),
  )
}

function strangers(plain: readonly string[], hostile: readonly string[]): readonly string[] {
  const left = [...plain]
  return hostile.filter((element) => {
    const index = left.indexOf(element)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

function formProblems({ page, response }: FormPage): readonly string[] {
  const [form, ...more] = page.forms
  const visible = form?.controls.filter((control) => !isButton(control) && control.type !== 'hidden') ?? []
  return [
    ...(response.status === 200 ? [] : [`the page has the status ${response.status}`]),
    ...(mediaTypeOf(response) === 'text/html' ? [] : ['the Content-Type of the page is not text/html']),
    ...(more.length === 0 ? [] : [`the page has ${page.forms.length} forms`]),
    ...(page.submitsItself ? scriptProblems({ page, response }) : ['the page does not submit itself']),
    ...visible.map(({ name, type }) => `the field ${name} is not hidden (type ${type})`),
    ...policyProblems(form, { page, response }),
  ]
}

function hasButton({ page }: FormPage): boolean {
  return page.forms.some(({ controls }) =>
    controls.some(({ tag, type }) => (tag === 'button' && type === 'submit') || type === 'submit' || type === 'image'),
  )
}

function isButton({ tag, type }: Control): boolean {
  return tag === 'button' || ['submit', 'image', 'button', 'reset'].includes(type)
}

/** A script that the page's own policy forbids submits nothing. */
function scriptProblems({ page, response }: FormPage): readonly string[] {
  const scripts = page.elements.filter(({ tagName }) => tagName === 'script')
  const inline = scripts.filter((script) => attributeOf(script, 'src') === undefined)
  if (inline.length === 0) return []
  const forbidden = policiesOf(response).some((policy) => {
    const sources = scriptSources(policy)
    return sources && !inline.some((script) => allowsScript(sources, textIn(script), attributeOf(script, 'nonce')))
  })
  return forbidden ? ['the Content-Security-Policy forbids the script that submits the form'] : []
}

function policyProblems(form: PageForm | undefined, { response }: FormPage): readonly string[] {
  const forbidden = form && policiesOf(response).some((policy) => !allowsFormAction(policy, form.action))
  return forbidden ? ['form-action of the Content-Security-Policy forbids the redirect URI'] : []
}
