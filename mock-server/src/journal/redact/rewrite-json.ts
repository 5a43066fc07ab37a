import { secretLabel } from './secret-names.ts'

/** Strings (unfinished ones too), punctuation, everything else. */
const lexemes = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/gs

/** An object or array that is open. */
interface Level {
  readonly isArray: boolean
  /** The member that it is the value of. */
  readonly name: string
  /** Set where it lies below a member that is secret as a whole. */
  readonly label: string | undefined
}

const top: Level = { isArray: true, name: '', label: undefined }

/** A value, or a long name, which might hold a secret as well as a value does. */
export interface JsonValue {
  /** The member or the array that it belongs to; empty for a name. */
  readonly name: string
  readonly text: string
  readonly isString: boolean
  /** What kind of secret it is, by its own name or one above it. */
  readonly label: string | undefined
}

/**
 * Puts other texts in place of the values of a JSON document; every other character stays as it was. It reads lexeme
 * by lexeme, so that what is malformed, truncated or repeated is read like the rest.
 */
export function rewriteJson(json: string, rewrite: (value: JsonValue) => string): string {
  const levels: Level[] = [top]
  let name = ''
  return json.replace(lexemes, (lexeme, offset: number) => {
    const level = levels.at(-1) ?? top
    if (lexeme === '{' || lexeme === '[') {
      levels.push({ isArray: lexeme === '[', name, label: level.label ?? secretLabel(name) })
      return lexeme
    }
    if (lexeme === '}' || lexeme === ']') {
      if (levels.length > 1) levels.pop()
      return lexeme
    }
    if (lexeme === ',') {
      name = level.isArray ? level.name : ''
      return lexeme
    }
    if (lexeme === ':') return lexeme
    if (!isName(json, offset + lexeme.length)) return rewriteLexeme(lexeme, name, level.label, rewrite)
    name = textOf(lexeme)
    return name.length < 20 ? lexeme : rewriteLexeme(lexeme, '', undefined, rewrite)
  })
}

function isName(json: string, end: number): boolean {
  let next = end
  while (next < json.length && ' \t\r\n'.includes(json.charAt(next))) next += 1
  return json.charAt(next) === ':'
}

function rewriteLexeme(
  lexeme: string,
  name: string,
  inherited: string | undefined,
  rewrite: (value: JsonValue) => string,
): string {
  if (lexeme === 'null' || lexeme === 'true' || lexeme === 'false') return lexeme
  const text = textOf(lexeme)
  const label = inherited ?? secretLabel(name)
  const rewritten = rewrite({ name, text, isString: lexeme.startsWith('"'), label })
  return rewritten === text ? lexeme : JSON.stringify(rewritten)
}

/** The text of a string, or the lexeme itself. */
function textOf(lexeme: string): string {
  if (!lexeme.startsWith('"')) return lexeme
  const inner = lexeme.length > 1 && lexeme.endsWith('"') ? lexeme.slice(1, -1) : lexeme.slice(1)
  if (!inner.includes('\\')) return inner
  try {
    return String(JSON.parse(`"${inner}"`))
  } catch {
    return inner
  }
}
