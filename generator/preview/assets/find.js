// Finds the paragraph that a note is about, by its words: letters and digits alone
// count, since between the source and the page quotation marks are bent, marks of
// Markdown go and names are filled in.

export const main = () => document.querySelector('main') ?? document.body;

// words are the letters and digits of a text, with a space between words. at
// says where in the text each of them stood.
function words(text) {
  let out = '';
  const at = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (/[\p{L}\p{N}]/u.test(c)) { out += c.toLowerCase()[0]; at.push(i); } else if (out && !out.endsWith(' ')) { out += ' '; at.push(i); }
  }
  return { text: out.trimEnd(), at };
}
const plain = (text) => words(text).text;
const said = (el) => (el.localName === 'img' ? el.alt : el.textContent);

const blocks = 'p,li,h1,h2,h3,h4,h5,h6,td,th,dt,dd,figcaption,caption,summary,blockquote,img[alt]';

// candidates are the elements that a note may stand beside, with their words.
export const candidates = () => [...main().querySelectorAll(blocks)].map((el) => ({ el, words: plain(said(el)) }));

// find is the element whose words a note is about.
export function find(note, all) {
  const want = plain(note.text);
  if (!want) return null;
  const fits = (test) => {
    const found = all.filter((b) => test(b.words));
    const inText = found.filter((b) => b.el.closest('.e-content'));
    const best = inText.length ? inText : found;
    // Of an item and the paragraph in it, the paragraph.
    return best.filter((b) => !best.some((o) => o !== b && b.el.contains(o.el)));
  };
  let found = fits((w) => (note.whole ? w === want : w.startsWith(want)));
  if (!found.length) found = fits((w) => w.startsWith(want));
  if (!found.length) {
    // A name that the site fills in stands between: what begins most alike.
    const alike = (w) => { let n = 0; while (n < want.length && w[n] === want[n]) n++; return n; };
    const most = Math.max(0, ...all.map((b) => alike(b.words)));
    if (most >= Math.min(12, want.length)) found = fits((w) => alike(w) === most);
  }
  const only = plain(note.words ?? '');
  if (!found.length && only) {
    found = fits((w) => ` ${w} `.includes(` ${only} `));
    if (found.length > 1) found = [];
  }
  return (found[note.nth] ?? found.at(-1))?.el ?? null;
}

// spot is where the host of a note on an element goes: behind what must stay
// whole, and inside what may hold nothing but items.
export function spot(el) {
  const table = el.closest('table');
  if (table) return { near: table.closest('.scroll') ?? table, inside: false };
  const whole = el.closest('figure,blockquote,a,picture');
  if (whole && main().contains(whole)) el = whole;
  const item = el.closest('li,dd');
  if (item) return { near: item, inside: true };
  if (el.localName === 'dt') return { near: el.nextElementSibling?.localName === 'dd' ? el.nextElementSibling : el, inside: true };
  if (el.closest('details')) return { near: el.closest('details'), inside: true };
  if (el.localName === 'img') return { near: el.closest('p') ?? el, inside: false };
  return { near: el, inside: false };
}

// range is where the words of a note stand in an element.
export function range(el, note) {
  const only = plain(note.words ?? '');
  if (!only || el.localName === 'img') return null;
  const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  let text = '';
  const from = [];
  for (let n = walk.nextNode(); n; n = walk.nextNode()) { from.push([text.length, n]); text += n.data; }
  const { text: all, at } = words(text);
  const before = ` ${plain(note.before ?? '')} `.split(` ${only} `).length - 1;
  let i = -1;
  for (let n = 0; n <= before; n++) {
    const next = ` ${all} `.indexOf(` ${only} `, i + 1);
    if (next < 0) break;
    i = next;
  }
  if (i < 0) return null;
  const place = (offset) => { const [start, node] = from.findLast(([s]) => s <= offset); return [node, offset - start]; };
  const r = new Range();
  r.setStart(...place(at[i]));
  const [node, end] = place(at[i + only.length - 1]);
  r.setEnd(node, end + 1);
  return r;
}
