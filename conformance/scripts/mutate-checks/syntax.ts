/** A node of the syntax tree, as ESTree has it. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** What a result tells people beside its verdict and what was found; by the name of the member. */
const toldMembers: ReadonlySet<string> = new Set(['title', 'spec', 'expected', 'remedy'])

/** The same as arguments: from which one on a function is only told what to say. */
const toldArguments: ReadonlyMap<string, number> = new Map(
  Object.entries({ judgeProblems: 1, inapplicable: 0, skip: 0, untested: 0 }),
)

export function isFunction({ type }: Node): boolean {
  return type.includes('Function')
}

/** Methods of lists that call what they are given, and are done with it when they return. */
const callingMethods: ReadonlySet<string> = new Set(['map', 'flatMap', 'filter', 'find', 'some', 'every', 'from'])

/** Whether functions among the arguments are called by the time that the node has its value. */
export function callsAtOnce({ type, callee }: Node): boolean {
  return type === 'CallExpression' && isNode(callee) && callingMethods.has(nameOf(callee.property))
}

/** The children of a node that only say something to people. */
export function toldIn(node: Node): readonly unknown[] {
  if (node.type === 'Property' && toldMembers.has(nameOf(node.key))) return [node.value]
  if (node.type !== 'CallExpression') return []
  const first = toldArguments.get(nameOf(node.callee))
  return first === undefined ? [] : (node.arguments as readonly unknown[]).slice(first)
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node.name) : ''
}

/** What is not there any more when the code runs. */
export function isType({ type }: Node): boolean {
  return type.startsWith('TS') && !/^TS(As|Satisfies|NonNull)/.test(type)
}

/** In the order of the source; a shorthand such as `{ a }` is one place, though it is two nodes. */
export function childrenOf(node: Node): readonly Node[] {
  return node.shorthand === true || /^(Import|Export)Specifier$/.test(node.type) ? [] : ownChildrenOf(node)
}

function ownChildrenOf(node: Node): readonly Node[] {
  const children = Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode))
  return children.sort((one, other) => one.start - other.start)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
