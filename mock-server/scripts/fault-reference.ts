import { faults } from '../src/faults/catalogue.ts'
import { type Fault, type FaultGroup, faultGroups } from '../src/faults/fault.ts'
import { endpointLabels } from '../src/journal/endpoint-label.ts'

const titles: Readonly<Record<FaultGroup, string>> = {
  discovery: 'Discovery document',
  keys: 'Key set',
  authorize: 'Authorization endpoint',
  callback: 'Callback',
  'id-token': 'ID tokens',
  'access-token': 'Access tokens',
  'token-endpoint': 'Token endpoint',
  refresh: 'Refresh',
  revocation: 'Revocation and introspection',
  merchant: 'Merchants',
  api: 'APIs',
  pages: 'Pages',
  http: 'HTTP',
  wire: 'Wire',
}

/** The reference page of the faults, made from the catalogue. */
export function faultReference(): string {
  return [...introduction(), ...faultGroups.flatMap(section)].join('\n')
}

function introduction(): readonly string[] {
  return [
    '# Faults',
    '',
    `The mock misbehaves on request, in ${faults.length} ways. A fault is switched on in one world, for the next exchange that it`,
    'can act in, and gone after that; `times` and `nth` say otherwise. Nothing else of the world changes.',
    '',
    'Over HTTP:',
    '',
    '```sh',
    'curl -X POST http://localhost:4010/_mock/worlds/default/faults -H "content-type: application/json" \\',
    `  -d '{"fault":"front-id-token-nonce-missing"}'`,
    '```',
    '',
    'On the command line:',
    '',
    '```sh',
    'npx mobilepay-mock ctl faults.add --fault api-too-many-requests --times 3 --parameters \'{"retryAfter":"2"}\'',
    '```',
    '',
    'In process:',
    '',
    '```ts',
    "await mock.control.run('faults.add', {",
    "  world: 'default',",
    "  fault: 'http-503',",
    "  target: { endpoint: 'token', client: 'integrator' },",
    '  nth: 2,',
    "  times: 'always',",
    '})',
    '```',
    '',
    '* `fault`: a name, or an id of another catalogue that stands behind it. A misspelt one is refused with the nearest.',
    '* `target`: `endpoint`, `environment`, `client`, `merchant` (id or VAT number); what is left out does not matter.',
    '* `nth`: it acts from the n-th exchange on that it could act in.',
    '* `times`: in how many exchanges it acts, or `"always"`. Counted faults take turns at a point of the flow, the oldest',
    '  first; those that stay act all together.',
    '* `parameters`: for faults that take some.',
    '',
    '`faults.list` tells what is switched on and how often it has acted, `faults.remove` and `faults.clear` switch off,',
    '`faults.release` lets go what is held. Journal and console name the fault in each exchange that it acted in. Endpoints are',
    'named as in the journal; “all” means every one. Ids beginning with `oidcc-` are modules of the OpenID Foundation’s',
    'conformance suite for relying parties. [Control](control.md) describes the commands.',
    '',
    'This page is generated: `npx node --conditions=source mock-server/scripts/write-fault-reference.ts`.',
    '',
  ]
}

function section(group: FaultGroup): readonly string[] {
  const ofGroup = faults.filter((fault) => fault.group === group)
  return [
    `## ${titles[group]}`,
    '',
    '| fault | what breaks | specification | endpoints | a right client | ids |',
    '|---|---|---|---|---|---|',
    ...ofGroup.map(row),
    '',
  ]
}

function row({ name, breaks, spec, endpoints, expected, ids = [], parameters }: Fault): string {
  const takes = parameters === undefined ? '' : `<br>${parametersOf(parameters)}`
  const where = endpoints.length === endpointLabels.length ? 'all' : endpoints.join(', ')
  const cells = [`\`${name}\`${takes}`, breaks, spec, where, expected, ids.join(', ')]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function parametersOf(schema: NonNullable<Fault['parameters']>): string {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, { default?: unknown }>> }
  const said = Object.entries(properties).map(([name, { default: usual }]) => {
    return usual === undefined ? name : `${name}=${JSON.stringify(usual)}`
  })
  return `parameters: ${said.join(', ')}`
}
