import { parseAst } from 'rolldown/parseAst'
import { callsAtOnce, childrenOf, isFunction, isType, type Node, toldIn } from './syntax.ts'

/** A change of the checking code: what stands at a place, and what is put there instead. */
export interface Mutant {
  readonly id: number
  readonly file: string
  readonly line: number
  readonly mutator: string
  readonly was: string
  readonly is: string
}

/** What stands in place of each operator. */
const operators: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
}

/** Methods in whose place another may be called with the same arguments. */
const methods: ReadonlyMap<string, string> = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    filter: 'slice',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
    toLowerCase: 'toUpperCase',
    toUpperCase: 'toLowerCase',
    min: 'max',
    max: 'min',
  }),
)

/** What has been put into a source: its text, every mutant behind a switch. */
export interface Mutated {
  readonly code: string
  readonly mutants: readonly Mutant[]
}

/**
 * Puts every mutant of a source into it at once: `$mutant(7)` tells whether the seventh is on. Left alone is what runs
 * once, when the module is loaded, and what only says something: texts, types, and what computes titles, remedies, what was
 * expected, and reasons to abstain.
 * @param first the number of the first mutant
 */
export function withMutants(file: string, source: string, first: number): Mutated {
  const writer = new Writer(file, source, first)
  const program = parseAst(source, { lang: 'ts' }, file) as unknown as Node
  return { code: writer.write(program, false), mutants: writer.mutants }
}

class Writer {
  readonly mutants: Mutant[] = []
  readonly #file: string
  readonly #source: string
  readonly #first: number

  constructor(file: string, source: string, first: number) {
    this.#file = file
    this.#source = source
    this.#first = first
  }

  /**
   * @param inFunction whether the node runs each time that a function is called
   * @param isCalledAtOnce whether it is a function that is called where it stands
   */
  write(node: Node, inFunction: boolean, isCalledAtOnce = false): string {
    if (isType(node)) return this.#text(node)
    const told = toldIn(node)
    const isInside = inFunction || (isFunction(node) && !isCalledAtOnce)
    const inside = childrenOf(node)
      .filter((child) => !told.includes(child))
      .map((child) => [child, this.write(child, isInside, callsAtOnce(node))] as const)
    const written = new Map(inside)
    let [text, at] = ['', node.start]
    for (const [child, childText] of inside) {
      text += this.#source.slice(at, child.start) + this.#asTest(node, child, childText, inFunction)
      at = child.end
    }
    text += this.#source.slice(at, node.end)
    return inFunction ? this.#mutate(node, text, (child) => written.get(child) ?? this.#text(child)) : text
  }

  /** Conditions are true, and false, whatever they ask. */
  #asTest(parent: Node, child: Node, text: string, inFunction: boolean): string {
    const isTest = parent.test === child && /^(If|Conditional)/.test(parent.type)
    if (!isTest || !inFunction) return text
    const [yes, no] = [this.#add(child, 'condition', 'true'), this.#add(child, 'condition', 'false')]
    return `($mutant(${yes}) ? true : $mutant(${no}) ? false : (${text}))`
  }

  #mutate(node: Node, text: string, textOf: (child: Node) => string): string {
    switch (node.type) {
      case 'BinaryExpression':
      case 'LogicalExpression':
        return this.#mutateOperator(node, text)
      case 'UnaryExpression':
        return node.operator === '!' ? this.#either(node, 'negation', this.#text(node.argument as Node), text) : text
      case 'Literal':
        return typeof node.value === 'boolean' ? this.#either(node, 'boolean', String(!node.value), text) : text
      case 'ArrayExpression':
        return (node.elements as readonly unknown[]).length > 0 ? this.#either(node, 'list', '[]', text) : text
      case 'CallExpression':
        return this.#mutateCall(node, text, textOf)
      default:
        return text
    }
  }

  #mutateOperator(node: Node, text: string): string {
    const operator = String(node.operator)
    if (operator === '+' && /["'`]/.test(text)) return text
    const [left, right] = [this.#text(node.left as Node), this.#text(node.right as Node)]
    return (operators[operator] ?? []).reduce(
      (written, other) => this.#either(node, 'operator', `(${left}) ${other} (${right})`, written),
      text,
    )
  }

  /** `list.some(…)` becomes `list[$mutant(7) ? 'every' : 'some'](…)`. */
  #mutateCall(node: Node, text: string, textOf: (child: Node) => string): string {
    const callee = node.callee as Node
    if (callee.type !== 'MemberExpression' || callee.computed || callee.optional) return text
    const property = callee.property as Node
    const name = this.#text(property)
    const other = methods.get(name)
    if (other === undefined) return text
    const calleeText = textOf(callee)
    const object = calleeText.slice(0, calleeText.lastIndexOf(name)).replace(/\.\s*$/, '')
    const id = this.#add(property, 'method', other)
    return `${object}[$mutant(${id}) ? '${other}' : '${name}']${text.slice(calleeText.length)}`
  }

  #either(node: Node, mutator: string, is: string, text: string): string {
    return `($mutant(${this.#add(node, mutator, is)}) ? (${is}) : (${text}))`
  }

  #add(node: Node, mutator: string, is: string): number {
    const id = this.#first + this.mutants.length
    const short = (text: string) => text.replace(/\s+/g, ' ').slice(0, 100)
    const line = this.#source.slice(0, node.start).split('\n').length
    this.mutants.push({ id, file: this.#file, line, mutator, was: short(this.#text(node)), is: short(is) })
    return id
  }

  #text({ start, end }: Node): string {
    return this.#source.slice(start, end)
  }
}
