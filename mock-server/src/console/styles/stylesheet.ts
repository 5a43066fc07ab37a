import { controls } from './controls.ts'
import { diagram } from './diagram.ts'
import { frame } from './frame.ts'
import { rail } from './rail.ts'
import { step } from './step.ts'
import { tokens } from './tokens.ts'

/** The console's stylesheet, served as a file of its own. */
export const consoleStylesheet = [tokens, frame, controls, diagram, rail, step].join('')
