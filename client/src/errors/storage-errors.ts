import type { ErrorEntry } from './error-entry.ts'

const restore =
  'Restore the store from a backup together with its keys, or send the merchants through startConsent again.'

/** Sealing, records and stores that are not set up right; repeating the call does not help. */
export const storageConfigurationErrors = {
  'sealing-key-invalid': {
    what: 'a sealing key is not 32 random bytes in base64url',
    causes: ['the key was cut off or wrapped', 'a password was used as key', 'base64 in place of base64url'],
    remedy: 'Make a key with newSealingKey(), or: openssl rand -base64 32 | tr "+/" "-_" | tr -d "=".',
    spec: 'RFC 7518 section 5.3; RFC 4648 section 5',
  },
  'sealing-keys-missing': {
    what: 'a store that outlives the process is used without sealing keys',
    causes: ['sealingKeys was not set', 'the environment variable with the key is empty'],
    remedy: 'Pass sealingKeys, made with newSealingKey(); only a MemoryStore needs none.',
    spec: 'MobilePayClientOptions.sealingKeys; RFC 9700 section 4.14',
  },
  'sealed-unreadable': {
    what: 'sealed text can not be opened',
    causes: ['its key is no longer among the sealing keys', 'it was changed, cut off, or put in another place'],
    remedy: 'Add the key that it was sealed with behind the current one in sealingKeys.',
    spec: 'RFC 7516 section 5.2',
  },
  'connection-unreadable': {
    what: 'the store holds a connection that this client can not read',
    causes: [
      'the key that it was sealed with is no longer among the sealing keys',
      'a newer version of this client wrote it',
      'something else wrote to the store',
    ],
    remedy: `Add the old key behind the current one in sealingKeys, or update this client. ${restore}`,
    spec: 'RFC 7516 section 5.2',
  },
  'record-key-invalid': {
    what: 'a key for the store is empty, over 512 characters, or not well-formed Unicode without U+0000',
    causes: ['an identifier from outside was used unchecked'],
    remedy: 'Use a shorter key.',
    spec: 'RecordStore',
  },
  'record-value-invalid': {
    what: 'a value for the store is not well-formed Unicode without U+0000',
    causes: ['binary data was stored as text'],
    remedy: 'Encode it, for instance as base64url.',
    spec: 'RecordStore',
  },
  'store-exposed': {
    what: 'other users of this machine can get at the store',
    causes: ['the folder or file was made before, with wider permissions', 'it belongs to another user'],
    remedy: 'Give it to the user that runs this process alone: chmod 700 for the folder, 600 for a file.',
    spec: 'RFC 9700 section 4.14',
  },
  'store-unusable': {
    what: 'the store can not be used as it is',
    causes: [
      'this user lacks the right to read, write or create it',
      'it is damaged, or something else than a store of this client',
      'a newer version of this client made it',
    ],
    remedy: 'Look at the code in the details; correct permissions or options, update this client, or restore a backup.',
    spec: 'RecordStore',
  },
} as const satisfies Record<string, ErrorEntry>

/** The store could not be reached or can not serve now; repeating later may help. */
export const storeErrors = {
  'store-unavailable': {
    what: 'the store did not carry out the operation',
    causes: [
      'the database is down, restarting or out of reach',
      'it is overloaded, or out of disk or memory',
      'another process holds a lock for too long',
    ],
    remedy:
      'Bring the store back, then repeat the call: the store connects again by itself. A write may have been carried out all the same.',
    spec: 'RecordStore',
  },
} as const satisfies Record<string, ErrorEntry>
