/**
 * What the report does in a browser: filters, and opens the evidence. Everything that comes from a provider becomes a
 * text node.
 */
export const script = `
const find = (selector, root = document) => [...root.querySelectorAll(selector)]
const form = document.querySelector('form')
const checks = find('.check')
const texts = new Map(checks.map((check) => [check, check.textContent.toLowerCase()]))

function filter() {
  const data = new FormData(form)
  const verdicts = new Set(data.getAll('verdict'))
  const wanted = ['family', 'level', 'environment', 'fact'].map((name) => [name, data.get(name)])
  const words = data.get('text').toLowerCase().split(/\\s+/).filter(Boolean)
  let shown = 0
  for (const check of checks) {
    const has = ([name, value]) => value === '' || check.dataset[name].split(' ').includes(value)
    const fits = verdicts.has(check.dataset.verdict) && wanted.every(has) && words.every((word) => texts.get(check).includes(word))
    check.hidden = !fits
    if (fits) shown += 1
  }
  for (const section of find('section')) section.hidden = find('.check', section).every((check) => check.hidden)
  document.querySelector('.count').textContent = shown + ' of ' + checks.length + ' shown'
}

form.addEventListener('input', filter)
form.addEventListener('reset', () => setTimeout(filter))
form.addEventListener('submit', (event) => event.preventDefault())
filter()

let evidence
function readEvidence() {
  evidence ??= (async () => {
    const packed = Uint8Array.from(atob(document.getElementById('evidence').textContent.trim()), (c) => c.charCodeAt(0))
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
    return new Response(stream).json()
  })()
  return evidence
}

function element(name, text, className = '') {
  const made = document.createElement(name)
  made.textContent = text
  made.className = className
  return made
}

const lines = (headers) => Object.entries(headers).map(([name, value]) => name + ': ' + value)

function shown(message, start, parts) {
  const form = message.form ? [message.form.map(([name, value]) => name + '=' + value).join('\\n')] : []
  const body = message.bodyOf ? message.bodyOf.map((number) => parts[number]).join('') : (message.body ?? '')
  return [start, ...lines(message.headers), '', ...form, body].join('\\n').trimEnd()
}

async function fill(details, id) {
  const { exchanges, parts } = await readEvidence()
  const exchange = exchanges[id]
  if (!exchange) return details.append(element('p', 'The evidence does not have this exchange.'))
  const { request, response } = exchange
  details.append(
    element('h3', 'Request'), element('pre', shown(request, request.method + ' ' + request.url, parts)),
    element('h3', 'Answer'), element('pre', shown(response, 'Status ' + response.status, parts)),
  )
}

function openEvidence(list) {
  if (list.dataset.open) return
  list.dataset.open = 'yes'
  const ids = list.dataset.evidence.split(' ')
  list.replaceChildren(...ids.map((id) => {
    const details = element('details', '', 'exchange')
    details.append(element('summary', id))
    details.addEventListener('toggle', () => fill(details, id), { once: true })
    return details
  }))
}

for (const check of checks) {
  const open = () => check.open && find('[data-evidence]', check).forEach(openEvidence)
  check.addEventListener('toggle', open)
  open()
}
`
