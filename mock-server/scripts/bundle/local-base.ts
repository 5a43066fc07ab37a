import { execFileSync } from 'node:child_process'
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Lays out a base image for machines that reach no registry: this Node, the libraries that it is linked with, and a
 * user. `docker build` makes an image of the folder.
 */
export async function layOutLocalBase(folder: string): Promise<void> {
  const root = join(folder, 'root')
  for (const library of librariesOf(process.execPath)) await put(library, join(root, library))
  await put(process.execPath, join(root, 'usr/local/bin/node'))
  await mkdir(join(root, 'etc'), { recursive: true })
  await mkdir(join(root, 'tmp'))
  // For everybody, whatever the umask.
  await chmod(join(root, 'tmp'), 0o1777)
  await writeFile(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/:/none\nnonroot:x:65532:65532:nonroot:/home/nonroot:/none\n',
  )
  await writeFile(join(root, 'etc/group'), 'root:x:0:\nnonroot:x:65532:\n')
  await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY root/ /\nUSER 65532:65532\n')
}

/** The files that the loader opens, as `ldd` names them. */
function librariesOf(binary: string): readonly string[] {
  const listed = execFileSync('ldd', [binary], { encoding: 'utf8' })
  return [...listed.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path = '']) => path)
}

async function put(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await copyFile(from, to)
}
