// The finder: finds people, needs, stories and the rest while somebody types.
// start.js loads it when a field marked data-find gets the focus; until then
// nothing is asked for. docs/theme.md describes the files it reads.
//
// In a form at the top of a page it is a combobox with a list of links in
// groups: arrows walk, Enter goes, Escape closes. On the search page itself
// the finds stand below the field, as headings and lists; there the field is
// a plain one, and a line that is read out says how much was found.

const silent = /[\p{M}\p{Cf}'‘’ʼـ]/gu
const letters = {
  ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŋ: 'n', ŧ: 't', ς: 'σ',
  ى: 'ي', ی: 'ي', ة: 'ه', ک: 'ك', ٱ: 'ا',
}
const spaceless = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
const runs = new RegExp(`(?:(?=[\\p{L}\\p{N}])[${spaceless}])+|(?:(?![${spaceless}])[\\p{L}\\p{N}])+`, 'gu')
const joined = new RegExp(`[${spaceless}]`, 'u')

// words cuts a text as package search does (generator/search/words.go).
export function words(text) {
  const plain = text.normalize('NFKD').toLowerCase().replace(silent, '').replace(/[^\0-\x7f]/gu, (c) => letters[c] ?? c)
  const out = []
  for (const [run] of plain.matchAll(runs)) {
    const chars = [...run]
    if (!joined.test(run)) {
      if (chars.length > 1) out.push(chars.slice(0, 32).join(''))
    } else if (chars.length === 1) out.push(run)
    else for (let i = 0; i + 1 < chars.length; i++) out.push(chars[i] + chars[i + 1])
  }
  return out
}

// shardOf is the number of the file a word stands in.
export function shardOf(word, shards) {
  let h = 2166136261
  ;[...word].slice(0, 4).forEach((c, i) => {
    h = Math.imul(h ^ (i && /[aeiouy]/.test(c) ? 42 : c.codePointAt(0)), 16777619)
  })
  return ((h ^ h >>> 15) >>> 0) % shards
}

// distance is how many slips of the keyboard (a letter wrong, missing, too
// many, or two swapped) lie between what was typed and a word, or, with
// prefix, the beginning of a word; more than most is Infinity.
function distance(typed, word, most, prefix) {
  const n = typed.length
  const m = prefix ? Math.min(word.length, n + most) : word.length
  if (Math.abs(n - m) > most) return Infinity
  let before = [], last = Array.from({ length: m + 1 }, (_, j) => j)
  for (let i = 1; i <= n; i++) {
    const row = [i]
    for (let j = 1; j <= m; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (typed[i - 1] !== word[j - 1]))
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > most) return Infinity
    before = last
    last = row
  }
  const d = prefix ? Math.min(...last.slice(Math.max(0, n - most))) : last[m]
  return d > most ? Infinity : d
}

// slips are how many we let pass: none in three letters, one in short words,
// two in long ones.
const slips = (typed) => typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2

// likeness says how well a word is what was typed, from 0 to 1. Of a word
// that is still being typed, the beginning will do.
function likeness(typed, word, open) {
  if (typed === word) return 1
  if (word.startsWith(typed)) return open || typed.length > 3 ? 0.6 + 0.3 * typed.length / word.length : 0
  const most = slips(typed)
  if (!most || typed[0] !== word[0] && typed[1] !== word[0] && typed[0] !== word[1] && typed[1] !== word[1]) return 0
  const d = Math.min(distance(typed, word, most), open && typed.length > 4 ? distance(typed, word, most, true) + 0.5 : Infinity)
  return d === Infinity ? 0 : 0.55 - 0.15 * d
}

const order = ['people', 'routes', 'stories', 'values', 'topics', 'teams', 'places', 'series', 'pages']
const weights = { title: 3, words: 2.5, note: 1 }

// Index reads the files and finds. All of them are asked for once.
export class Index {
  constructor(folder) {
    this.folder = folder
    this.files = new Map()
  }

  file(name) {
    if (!this.files.has(name)) {
      this.files.set(name, fetch(new URL(name, this.folder), { cache: 'no-cache' }).then((r) => {
        if (!r.ok) throw new Error(`${r.status}: ${name}`)
        return r.json()
      }).catch((e) => {
        this.files.delete(name)
        throw e
      }))
    }
    return this.files.get(name)
  }

  async open() {
    if (this.near) return
    const near = await this.file('near.json')
    this.things = []
    this.often = new Map()
    for (const kind of order) {
      for (const [title, url, note = '', more = '', way = '', face = '', by = ''] of kind === 'stories' ? [] : near[kind]) {
        const at = new Map()
        const put = (text, w) => words(text).forEach((word) => at.set(word, Math.max(w, at.get(word) ?? 0)))
        put(note, weights.note)
        put(more, weights.words)
        put(title, weights.title)
        for (const word of at.keys()) this.often.set(word, (this.often.get(word) ?? 0) + 1)
        this.things.push({ kind, title, url: near.home + url, note, way, face, at, by: by ? by.split('\n').map((b) => near.home + b) : [] })
      }
    }
    this.near = near
  }

  // find is all that fits, in groups, the best first.
  async find(text, limits) {
    await this.open()
    const typed = words(text)
    const open = /[\p{L}\p{N}]$/u.test(text) ? typed.length - 1 : -1
    const groups = new Map()
    const whole = new Set() // the kinds that have something with all words
    const rows = this.findNear(typed, open)
    let best = 0 // of those that fit as much, or more
    for (const row of rows) {
      best = Math.max(best, row.score)
      if (row.score < best * 0.4) continue
      const { kind } = row.thing
      const group = groups.get(kind) ?? []
      if (group.length < (limits[kind] ?? limits.others)) group.push(row.thing)
      groups.set(kind, group)
      if (row.all) whole.add(kind)
    }
    const stories = await this.findStories(typed, open)
    const found = await Promise.all(stories.slice(0, limits.stories).map(([n]) => this.story(n)))
    if (found.length) groups.set('stories', found)
    if (stories[0]?.[1].all) whole.add('stories')
    const kinds = order.filter((kind) => groups.get(kind)?.length).sort((a, b) => whole.has(b) - whole.has(a))
    return {
      typed, count: [...groups.values()].flat().length, more: stories.length > limits.stories,
      groups: kinds.map((kind) => ({ kind, things: groups.get(kind) })),
    }
  }

  // findNear looks through everything but stories. A word that is in few
  // things says more than one that is in many; a thing has to fit at least
  // half of what was said. What fits all of it goes before what fits some; a
  // word that a quarter of all things have is no condition for that. Who
  // answers a need fits as well as the need, and is shown with it.
  findNear(typed, open) {
    const likes = typed.map((t, i) => {
      const like = new Map()
      for (const word of this.often.keys()) {
        const l = likeness(t, word, i === open)
        if (l) like.set(word, l)
      }
      return like
    })
    const must = [] // which words count for all
    const rare = likes.map((like, i) => {
      let n = 0
      for (const [word, l] of like) if (l > 0.55) n += this.often.get(word)
      must[i] = like.size && n < this.things.length / 4
      return Math.log(1 + this.things.length / (n || 1))
    })
    const whole = rare.reduce((sum, r, i) => likes[i].size ? sum + r : sum, 0)
    const rows = new Map()
    for (const thing of this.things) {
      let score = 0, said = 0, all = true
      likes.forEach((like, i) => {
        let top = 0
        for (const [word, w] of thing.at) {
          const l = like.get(word)
          if (l && l * w > top) top = l * w
        }
        if (top) said += rare[i]
        else if (must[i]) all = false
        score += top * rare[i]
      })
      if (score && said >= whole / 2) rows.set(thing.url, { thing, score, all })
    }
    const better = (a, b) => b.all - a.all || b.score - a.score
    for (const need of [...rows.values()].filter((r) => r.thing.by.length).sort(better)) {
      for (const url of need.thing.by) {
        const own = rows.get(url)
        if (own && better(need, own) >= 0) continue
        const thing = this.things.find((t) => t.url === url)
        if (thing) rows.set(url, { ...need, thing: { ...thing, note: need.thing.title } })
      }
    }
    return [...rows.values()].sort(better)
  }

  // findStories gives the numbers of stories, those with all words first,
  // then the best. A word that too many have is no condition.
  async findStories(typed, open) {
    const { stories, shards } = this.near
    if (!stories) return []
    const told = await Promise.all(typed.map((t, i) => this.word(t, i === open)))
    const sums = new Map()
    let all = 0
    for (const { hits, many } of told) {
      if (!hits.size) continue
      const rare = Math.log(1 + stories / (many ? stories / 4 : hits.size))
      if (!many) all += rare
      for (const [n, w] of hits) {
        const sum = sums.get(n) ?? { score: 0, said: 0 }
        sum.score += w * rare
        if (!many) sum.said += rare
        sums.set(n, sum)
      }
    }
    for (const s of sums.values()) s.all = s.said === all // added up in one order
    return [...sums].filter(([, s]) => s.said >= all / 2)
      .sort(([m, a], [n, b]) => b.all - a.all || b.score - a.score || n - m)
  }

  // word looks up the stories of a word, by number. Where nothing is spelt
  // like it, its beginning may be: two letters swapped or one too many, or a
  // word that people and needs have.
  async word(typed, open) {
    const own = await this.inShard(typed, typed, open)
    if (own.hits.size || typed.length < 4) return own
    const others = new Set()
    for (const word of this.often.keys()) if (likeness(typed, word, false) > 0.2) others.add(word)
    for (const i of [0, 1, 2]) {
      others.add(typed.slice(0, i) + typed.slice(i + 1))
      others.add(typed.slice(0, i) + typed[i + 1] + typed[i] + typed.slice(i + 2))
    }
    const files = new Map([...others].slice(0, 8).map((o) => [shardOf(o, this.near.shards), o]))
    for (const other of files.values()) {
      const found = await this.inShard(other, typed, open)
      if (found.hits.size) return found
    }
    return own
  }

  async inShard(place, typed, open) {
    const file = await this.file(`words-${shardOf(place, this.near.shards)}.json`)
    const hits = new Map()
    const like = []
    for (const word of Object.keys(file)) {
      const l = likeness(typed, word, open)
      if (l) like.push([word, l])
    }
    like.sort((a, b) => b[1] - a[1])
    if (like[0]?.[1] >= 0.6) like.splice(0, like.length, ...like.filter(([, l]) => l >= 0.6))
    for (const [word, l] of like.slice(0, 24)) {
      for (const [n, weight] of decode(file[word])) {
        const w = l * [1, 1.6, 2, 3][weight]
        if (w > (hits.get(n) ?? 0)) hits.set(n, w)
      }
    }
    return { hits, many: like.length > 0 && file[like[0][0]][0] === '*' }
  }

  async story(n) {
    const { block, home } = this.near
    const rows = await this.file(`stories-${Math.floor(n / block)}.json`)
    const [title, url, tellers, teller, date] = rows[n % block]
    const by = teller && this.things.find((t) => t.kind === 'people' && t.url === home + teller)
    return { kind: 'stories', title, url: home + url, note: tellers.join(', '), way: '', face: by ? by.face : '', by, date }
  }
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

// decode reads the stories of a word: number and weight.
export function decode(text) {
  const out = []
  let story = 0, n = 0, shift = 0
  for (const c of text) {
    const d = digits.indexOf(c)
    if (d < 0) continue
    n |= (d & 31) << shift
    shift += 5
    if (d < 32) {
      story += n >> 2
      out.push([story, n & 3])
      n = shift = 0
    }
  }
  return out
}

// make is an element with attributes and children.
function make(name, attributes, ...children) {
  const el = document.createElement(name)
  for (const key in attributes) if (attributes[key] !== undefined) el.setAttribute(key, attributes[key])
  el.append(...children)
  return el
}

// say fills the gaps of the theme's words with texts or elements.
function say(text, gaps) {
  const out = new DocumentFragment()
  for (const part of text.split(/(\{[a-z]+\})/)) out.append(part[0] === '{' ? gaps[part.slice(1, -1)] ?? part : part)
  return out
}

// face is a picture, or the letters that stand in for one.
function face(thing) {
  if (!thing.face) return ''
  if (!thing.face.includes('/')) return make('span', { class: 'face mono', 'aria-hidden': 'true' }, thing.face)
  return make('img', { class: 'face', src: thing.face, alt: '', width: 44, height: 44 })
}

// marked is a text with what was typed marked in it.
function marked(text, typed) {
  const out = new DocumentFragment()
  for (const part of text.split(/([\p{L}\p{N}\p{M}'’]+)/u)) {
    const word = words(part)[0]
    out.append(word && typed.some((t) => likeness(t, word, true)) ? make('mark', {}, part) : part)
  }
  return out
}

function ways(host) {
  const out = new DocumentFragment()
  if (host.phone) out.append(make('a', { class: 'tel', href: host.tel }, host.phone))
  if (host.phone && host.email) out.append(' · ')
  if (host.email) out.append(make('a', { class: 'mail', href: host.mail }, host.email))
  return out
}

// nothing says who knows, when nothing was found.
function nothing({ say: texts, host }, text) {
  const name = host.url ? make('a', { href: host.url }, host.name) : host.name
  return make('p', { class: 'find-nothing' }, say(texts.nothing, { words: text, name, way: ways(host) }))
}

// missing says that the index can't be had, and where the A to Z is.
const missing = ({ form }) => make('p', { class: 'find-nothing' }, make('a', { href: `${form.getAttribute('action')}#a-to-z` }, form.dataset.missing ?? form.action))

const indexes = new Map()

function indexOf(form) {
  const folder = new URL(form.action).href
  if (!indexes.has(folder)) indexes.set(folder, new Index(folder))
  return indexes.get(folder)
}

// styled waits for the sheet of what is shown here.
const styled = new Promise((done) => {
  const link = make('link', { rel: 'stylesheet', href: new URL('./find.css', import.meta.url) })
  link.onload = link.onerror = done
  document.head.append(link)
})

// start takes charge of a field.
export async function start(field) {
  await styled
  const here = new URL(field.form.action).pathname === location.pathname
  const found = here && field.closest('main') && document.getElementById('found')
  if (found) page(field, found)
  else combobox(field)
}

let ids = 0

function combobox(field) {
  const { form } = field
  const index = indexOf(form)
  const id = `find-${++ids}`
  const list = make('div', { class: 'finds-list', id, role: 'listbox', 'aria-label': field.labels[0]?.textContent ?? '' })
  const none = make('div', { class: 'finds-none' })
  const status = make('p', { class: 'finds-status', role: 'status' })
  const box = make('div', { class: 'finds' }, list, none)
  box.hidden = true
  form.classList.add('has-finds')
  form.append(box, status)
  for (const [key, value] of Object.entries({
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id, autocomplete: 'off', spellcheck: 'false',
  })) field.setAttribute(key, value)

  let options = [], at = -1, turn = 0, wait
  const show = (open) => {
    box.hidden = !open
    field.setAttribute('aria-expanded', String(open && options.length > 0))
    if (!open) return go(-1)
    // On a phone there may be no place below the field: then the field goes to
    // the top, above the keyboard. Whether that glides is up to the page.
    const { top, height } = box.getBoundingClientRect()
    const screen = visualViewport.height
    if (top + Math.min(height, screen / 2) > screen) form.scrollIntoView({ block: 'start' })
  }
  const go = (n) => {
    options[at]?.setAttribute('aria-selected', 'false')
    at = n
    if (at < 0) return field.removeAttribute('aria-activedescendant')
    options[at].setAttribute('aria-selected', 'true')
    field.setAttribute('aria-activedescendant', options[at].id)
    options[at].scrollIntoView({ block: 'nearest' })
  }
  const look = async () => {
    const mine = ++turn
    const text = field.value.trim()
    if (!words(text).length) {
      options = []
      status.textContent = ''
      return show(false)
    }
    const got = await index.find(text, { people: 4, routes: 4, stories: 4, others: 2 }).catch(() => {})
    if (mine !== turn || !form.contains(document.activeElement)) return
    go(-1)
    options = []
    const texts = got && index.near.say
    list.replaceChildren(...(got?.groups ?? []).map(({ kind, things }, g) => make('div', { role: 'group', 'aria-labelledby': `${id}-${g}` },
      make('div', { class: 'finds-kind', id: `${id}-${g}`, role: 'presentation' }, texts[kind]),
      ...things.map((thing) => {
        const option = make('a', { role: 'option', 'aria-selected': 'false', tabindex: '-1', id: `${id}-o${options.length}`, href: thing.url },
          face(thing), make('span', {}, make('b', {}, marked(thing.title, got.typed)), ...thing.note ? [' ', make('small', {}, thing.note)] : [],
            ...thing.way ? [' ', make('bdi', { class: 'finds-way' }, thing.way)] : []))
        options.push(option)
        return option
      }))))
    list.hidden = !options.length
    none.replaceChildren(...options.length ? [] : [got ? nothing(index.near, text) : missing(field)])
    status.textContent = options.length ? texts.found.replace('{n}', options.length) : none.textContent
    show(true)
  }
  const soon = () => {
    clearTimeout(wait)
    wait = setTimeout(look, 60)
  }
  field.addEventListener('input', soon)
  field.addEventListener('focus', () => index.open().catch(() => {}))
  field.addEventListener('keydown', (e) => {
    if (e.isComposing || e.altKey || e.ctrlKey || e.metaKey) return
    const open = !box.hidden && options.length > 0
    switch (e.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        e.preventDefault()
        if (!open) return void look()
        const step = e.key === 'ArrowDown' ? 1 : -1
        const n = options.length + 1
        return go((at + 1 + step + n) % n - 1)
      }
      case 'Home':
      case 'End':
        if (!open || at < 0) return // the cursor in the field
        e.preventDefault()
        return go(e.key === 'Home' ? 0 : options.length - 1)
      case 'Enter':
        if (!open || at < 0) return // the form goes to the search page
        e.preventDefault()
        return options[at].click()
      case 'Escape':
        if (box.hidden) {
          field.value = ''
          return
        }
        e.preventDefault()
        return show(false)
      case 'Tab':
        if (options.length) show(false)
    }
  })
  // A press on an option must not take the focus away before the click.
  list.addEventListener('mousedown', (e) => e.preventDefault())
  form.addEventListener('focusout', (e) => {
    if (!form.contains(e.relatedTarget)) show(false)
  })
  index.open().catch(() => {})
  if (field.value) soon()
}

function page(field, found) {
  const { form } = field
  const index = indexOf(form)
  const status = make('p', { class: 'finds-status', role: 'status' })
  found.before(status)
  const heading = document.querySelector('h1')
  const own = { heading: heading.textContent, title: document.title }
  let turn = 0, wait
  const look = async (n = 8) => {
    const mine = ++turn
    const text = field.value.trim()
    if (!words(text).length) {
      found.replaceChildren()
      status.textContent = ''
      heading.textContent = own.heading
      document.title = own.title
      return
    }
    const got = await index.find(text, { people: 8, routes: 6, stories: n, others: 4 }).catch(() => {})
    if (mine !== turn) return
    if (!got) {
      found.replaceChildren(missing(field))
      status.textContent = found.textContent
      return
    }
    const { say: texts } = index.near
    const said = texts.said.replace('{words}', text)
    heading.textContent = said
    document.title = `${said} · ${own.title}`
    found.replaceChildren(...got.groups.map(({ kind, things }) => section(texts[kind], things, got.typed, kind)))
    const teller = got.groups[0]?.kind === 'stories' && got.groups[0].things[0].by
    if (teller) found.prepend(section(texts.ask.replace('{name}', teller.title), [teller], []))
    if (got.more) {
      const more = make('button', { type: 'button', class: 'btn' }, texts.more)
      more.addEventListener('click', async () => {
        await look(n + 16)
        found.querySelectorAll('[data-kind=stories] li a')[n]?.focus()
      })
      found.append(make('p', { class: 'row' }, more))
    }
    if (!got.count) found.append(nothing(index.near, text))
    status.textContent = got.count ? texts.found.replace('{n}', got.count) : found.textContent
  }
  const address = () => {
    const url = new URL(location.href)
    url.searchParams.set('q', field.value.trim())
    return url
  }
  field.addEventListener('input', () => {
    clearTimeout(wait)
    wait = setTimeout(() => {
      history.replaceState(null, '', address())
      look()
    }, 150)
  })
  form.addEventListener('submit', (e) => {
    e.preventDefault()
    clearTimeout(wait)
    if (address().href !== location.href) history.pushState(null, '', address())
    look()
  })
  addEventListener('popstate', () => {
    field.value = new URLSearchParams(location.search).get('q') ?? ''
    look()
  })
  const asked = new URLSearchParams(location.search).get('q')
  if (asked && !field.value) field.value = asked
  index.open().catch(() => {})
  look()
}

function section(title, things, typed, kind) {
  return make('section', { 'data-kind': kind },
    make('div', { class: 'section-head' }, make('h2', {}, title)),
    make('ul', { class: 'found-list' }, ...things.map((thing) => make('li', {}, face(thing),
      make('span', {}, make('a', { href: thing.url }, marked(thing.title, typed)), ...thing.note ? [make('small', {}, thing.note)] : [],
        ...thing.way ? [make('bdi', { class: 'finds-way' }, thing.way)] : [])))))
}
