// What there is to look at, found in the built site itself, so that a new kind
// of page or another language is looked at as soon as it is there.
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

// pages lists every page of a site: its address, kind and language, and the
// classes in it.
export async function pages(root) {
  const out = []
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.html')) continue
    const file = join(entry.parentPath, entry.name)
    const html = await readFile(file, 'utf8')
    const [, lang, kind] = html.match(/<html lang="([^"]+)"[^>]* class="is-([a-z0-9-]+)/) ?? []
    if (!kind) throw new Error(`${file} does not say what kind of page it is`)
    const path = '/' + relative(root, file).split(sep).join('/').replace(/(^|\/)index\.html$/, '$1')
    out.push({ path, kind, lang, classes: new Set([...html.matchAll(/class="([^"]*)"/g)].flatMap((m) => m[1].split(/\s+/))) })
  }
  return out.sort((a, b) => (a.path < b.path ? -1 : 1))
}

// some picks a few pages of each kind and language, so that every class that
// any page of the kind has is seen on one of them.
export function some(all) {
  const groups = new Map()
  for (const p of all) {
    if (p.kind === 'moved') continue // it leads on before anybody can look
    const key = `${p.kind} ${p.lang}`
    groups.set(key, [...groups.get(key) ?? [], p])
  }
  return [...groups.values()].flatMap((group) => {
    const wanted = new Set(group.flatMap((p) => [...p.classes]))
    const chosen = []
    while (wanted.size > 0 || chosen.length === 0) {
      const news = (p) => [...p.classes].filter((c) => wanted.has(c)).length
      const best = group.reduce((a, b) => (news(b) > news(a) ? b : a))
      best.classes.forEach((c) => wanted.delete(c))
      chosen.push(best)
    }
    return chosen
  })
}
