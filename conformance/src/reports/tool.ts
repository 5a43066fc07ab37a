import manifest from '../../package.json' with { type: 'json' }

export const toolName = 'mobilepay-oidc conformance'
export const toolVersion: string = manifest.version
