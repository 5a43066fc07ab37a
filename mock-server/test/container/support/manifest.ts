import { readFileSync } from 'node:fs'
import { parseAllDocuments } from 'yaml'

/** What of the objects of Kubernetes the example uses. */
export interface Container {
  readonly name: string
  readonly image: string
  readonly env?: readonly { readonly name: string; readonly value: string }[]
  readonly envFrom?: readonly { readonly secretRef: { readonly name: string } }[]
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[]
  readonly readinessProbe?: Probe
  readonly livenessProbe?: Probe
  readonly securityContext: Readonly<Record<string, unknown>>
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[]
}

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string }
  readonly tcpSocket?: { readonly port: string }
}

export interface Pod {
  readonly securityContext: { readonly runAsUser: number; readonly runAsNonRoot: boolean }
  readonly enableServiceLinks?: boolean
  readonly containers: readonly [Container]
  readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[]
}

type Labels = Readonly<Record<string, string>>

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly labels: Labels }
  readonly stringData?: Readonly<Record<string, string>>
  readonly data?: Readonly<Record<string, string>>
  readonly spec?: {
    readonly replicas?: number
    readonly selector: Labels & { readonly matchLabels?: Labels }
    readonly template?: { readonly metadata: { readonly labels: Labels }; readonly spec: Pod }
    readonly ports?: readonly { readonly port: number; readonly targetPort: string }[]
  }
}

/** The objects of a file of `examples/`. @throws Error for YAML that is none */
export function readManifests(path: string): readonly Manifest[] {
  const text = readFileSync(new URL(`../../../../examples/${path}`, import.meta.url), 'utf8')
  return parseAllDocuments(text).map((document) => {
    const [error] = document.errors
    if (error) throw error
    return document.toJS() as Manifest
  })
}
